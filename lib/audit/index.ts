export { historyOf, listActors, listAudit } from './list-audit.ts';
export { recordAudit } from './record-audit.ts';
export type { AuditEntry, AuditFilter, NewAuditEntry } from './types.ts';

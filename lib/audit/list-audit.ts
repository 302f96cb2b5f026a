import { findActors, findEntries } from './audit.repository.ts';
import type { AuditEntry, AuditFilter } from './types.ts';

const pageSize = 50;

/** A page of the log, newest first; `next` is the id to go on below, null at the end. */
export async function listAudit(
  filter: AuditFilter,
): Promise<{ entries: AuditEntry[]; next: string | null }> {
  const entries = await findEntries(filter, pageSize + 1);
  const page = entries.slice(0, pageSize);
  return { entries: page, next: entries.length > pageSize ? (page.at(-1)?.id ?? null) : null };
}

/** The latest changes of these subjects (`product:ID`, `variant:SKU`, …), newest first, at most 50. */
export function historyOf(...subjects: readonly string[]): Promise<AuditEntry[]> {
  return findEntries({ subjects: subjects.slice(0, 500) }, pageSize);
}

/** Everybody the log names, for its filter; at most 500. */
export function listActors(): Promise<string[]> {
  return findActors(500);
}

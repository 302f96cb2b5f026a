/** What is written: `action` as `thing.done` (64 characters), `subject` as `kind:id` (190). */
export type NewAuditEntry = { action: string; subject: string; before: unknown; after: unknown };

export type AuditEntry = NewAuditEntry & { id: string; actor: string; recordedAt: Date };

/** Which entries; what is left out means any. `kind` is a subject's kind, `action` how an action begins. */
export type AuditFilter = {
  subjects?: readonly string[];
  kind?: string;
  actor?: string;
  /** Left out where no actor is asked for: one who acts every minute would hide all others. */
  notActor?: string;
  action?: string;
  from?: Date;
  to?: Date;
  beforeId?: bigint;
};

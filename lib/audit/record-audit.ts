import type { Ctx, Tx } from '#lib/platform/index.ts';
import { insertEntries } from './audit.repository.ts';
import type { NewAuditEntry } from './types.ts';
import { withinLimit } from './within-limit.ts';

/** Writes down what the change being made in `tx` does, by whom (`ctx.actor`) and when. */
export async function recordAudit(tx: Tx, ctx: Ctx, ...entries: readonly NewAuditEntry[]): Promise<void> {
  if (entries.length === 0) return;
  await insertEntries(
    tx,
    ctx,
    entries.map((entry) => ({
      ...entry,
      before: withinLimit(entry.before),
      after: withinLimit(entry.after),
    })),
  );
}

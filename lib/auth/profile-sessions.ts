import { recordAudit } from '#lib/audit/index.ts';
import { type Ctx, withTransaction } from '#lib/platform/index.ts';
import { endSessions } from './session-store.ts';

/** Ends one of one's own sessions, or all but the one that asks. Returns how many ended. @throws SessionStoreDown */
export async function endOwnSessions(
  ctx: Ctx,
  { staffId, ...which }: { staffId: string } & ({ id: string } | { allBut: string }),
): Promise<number> {
  const ended = await endSessions(staffId, which);
  await withTransaction((tx) =>
    recordAudit(tx, ctx, {
      action: 'staff.sessions_ended',
      subject: `staff:${staffId}`,
      before: null,
      after: { ended },
    }),
  );
  return ended;
}

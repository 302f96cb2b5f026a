import type { Ctx } from '#lib/platform/index.ts';
import type { SignedIn } from './authenticate.ts';
import type { SessionOrigin } from './schemas.ts';
import { createSession, destroySession } from './session-store.ts';
import { findStaffById } from './staff.repository.ts';

/**
 * Starts the session of a sign-in that `authenticate` let in. Null when something ended the account's sessions since its
 * row was checked. @throws SessionStoreDown
 */
export async function openSession(
  ctx: Ctx,
  { staff, epoch, mustEnrol }: SignedIn,
  origin: SessionOrigin,
): Promise<string | null> {
  const token = await createSession(ctx, staff, { ...origin, mustEnrol });
  // Requests ask Redis only, so a session must not outlive what ends it. That first commits a higher epoch, then deletes
  // what is listed. Here the session is listed and stored first, the row read after: either it was there to be deleted,
  // or the commit came before and is read. Role and disabling once more: the release before raises no epoch.
  const now = await findStaffById(staff.id);
  if (now && now.sessionEpoch === epoch && now.role === staff.role && !now.disabledAt) return token;
  await destroySession(token);
  return null;
}

import { countTry, err, forgetTries, ok, type Result } from '#lib/platform/index.ts';
import { SessionStoreDown, type StaffError } from './errors.ts';
import { verifyPassword } from './password.ts';
import { findStaffById, type StoredStaff } from './staff.repository.ts';

/** In the session Redis: whoever asks holds a session of it, and nothing else guards the password from them. */
const limit = { name: 'own-password', most: 5, seconds: 15 * 60, countedIn: 'session' } as const;

/**
 * Checks the password of somebody who is signed in, before they change what guards the account: a session left open must
 * not be one to guess by. Fails with `rate_limited` after five wrong ones in 15 minutes. @throws SessionStoreDown
 */
export async function checkOwnPassword(
  staffId: string,
  password: string,
): Promise<Result<StoredStaff, StaffError>> {
  const retryAfterSeconds = await countTry(limit, staffId).catch((error: unknown) => {
    throw new SessionStoreDown(error);
  });
  if (retryAfterSeconds > 0) return err({ kind: 'rate_limited', retryAfterSeconds });
  const staff = await findStaffById(staffId);
  if (!staff || !(await verifyPassword(staff.passwordHash || null, password))) {
    return err({ kind: 'wrong_password' });
  }
  await forgetTries(limit, staffId);
  return ok(staff);
}

import { err, logger, ok, type Result } from '#lib/platform/index.ts';
import type { SignInError } from './errors.ts';
import { verifyPassword } from './password.ts';
import { countTry, forgetTries } from './rate-limit.ts';
import { credentialsSchema, type Staff } from './schemas.ts';
import { sessionStoreAnswers } from './session-store.ts';
import { findStaff } from './staff.repository.ts';

/**
 * Checks an e-mail and a password. Fails with `invalid_credentials` for every wrong pair alike,
 * `rate_limited` after too many, `paused` while sessions or accounts cannot be reached.
 * @param input untrusted; @param address the browser's address, for counting tries
 */
export async function authenticate(input: unknown, address: string): Promise<Result<Staff, SignInError>> {
  const log = logger('auth');
  const parsed = credentialsSchema.safeParse(input);
  if (!parsed.success) return err({ kind: 'invalid_credentials' });
  const { email, password } = parsed.data;
  if (!(await sessionStoreAnswers())) return err({ kind: 'paused' });
  const retryAfterSeconds = await countTry({ email, address });
  if (retryAfterSeconds > 0) {
    log.warn({ email, address }, 'sign-in refused: too many tries');
    return err({ kind: 'rate_limited', retryAfterSeconds });
  }
  try {
    const stored = await findStaff(email);
    if (!(await verifyPassword(stored?.passwordHash ?? null, password)) || !stored) {
      log.info({ email, address }, 'sign-in refused');
      return err({ kind: 'invalid_credentials' });
    }
    await forgetTries({ email, address });
    return ok({ id: stored.id, email: stored.email, name: stored.name, role: stored.role });
  } catch (error) {
    log.error({ error: (error as Error).message }, 'sign-in paused: accounts cannot be read');
    return err({ kind: 'paused' });
  }
}

import { recordAudit } from '#lib/audit/index.ts';
import { type Ctx, err, logger, ok, type Result, withTransaction } from '#lib/platform/index.ts';
import type { SignInError } from './errors.ts';
import { verifyPassword } from './password.ts';
import { countTry, forgetTries } from './rate-limit.ts';
import { credentialsSchema, type Staff } from './schemas.ts';
import { countCodeTry, forgetCodeTries, takeCode } from './second-factor.ts';
import { sessionStoreAnswers } from './session-store.ts';
import { findPolicy, findStaff, type StoredStaff, writeStaff } from './staff.repository.ts';

/** Who signed in, on which epoch of their sessions, and whether a second factor must be set up before anything else. */
export type SignedIn = { staff: Staff; epoch: number; mustEnrol: boolean };

/**
 * Checks an e-mail and a password and, for who has one, the second factor's code. Fails with `invalid_credentials` for
 * every wrong pair alike, `second_factor_needed` or `wrong_code` after a right pair, `rate_limited` after too many
 * tries, `paused` while sessions or accounts cannot be reached.
 * @param input untrusted; @param address the browser's address, for counting tries
 */
export async function authenticate(
  ctx: Ctx,
  input: unknown,
  address: string,
): Promise<Result<SignedIn, SignInError>> {
  const log = logger('auth');
  const parsed = credentialsSchema.safeParse(input);
  if (!parsed.success) return err({ kind: 'invalid_credentials' });
  const { email, password, code } = parsed.data;
  if (!(await sessionStoreAnswers())) return err({ kind: 'paused' });
  const retryAfterSeconds = await countTry({ email, address });
  if (retryAfterSeconds > 0) {
    log.warn({ email, address }, 'sign-in refused: too many tries');
    return err({ kind: 'rate_limited', retryAfterSeconds });
  }
  try {
    const stored = await findStaff(email);
    const fits = await verifyPassword(stored?.passwordHash || null, password);
    if (!fits || !stored || stored.disabledAt) {
      log.info({ email, address }, 'sign-in refused');
      return err({ kind: 'invalid_credentials' });
    }
    if (stored.totpSince && code.trim() === '') return err({ kind: 'second_factor_needed' });
    const done = await enter(ctx, stored, code, address);
    if (done.ok) await forgetTries({ email, address });
    else log.info({ email, address, refusal: done.error.kind }, 'sign-in refused at the second factor');
    return done;
  } catch (error) {
    log.error({ error: (error as Error).message }, 'sign-in paused: accounts cannot be read');
    return err({ kind: 'paused' });
  }
}

async function enter(
  ctx: Ctx,
  stored: StoredStaff,
  code: string,
  address: string,
): Promise<Result<SignedIn, SignInError>> {
  const { id, email, name, role } = stored;
  if (stored.totpSince) {
    const retryAfterSeconds = await countCodeTry(id);
    if (retryAfterSeconds > 0) return err({ kind: 'rate_limited', retryAfterSeconds });
  }
  const done = await withTransaction(async (tx): Promise<Result<SignedIn, SignInError>> => {
    const by = stored.totpSince ? await takeCode(tx, ctx, stored, code) : 'password';
    if (by === null) return err({ kind: 'wrong_code' });
    await writeStaff(tx, id, { signedInAt: ctx.now() });
    await recordAudit(
      tx,
      { ...ctx, actor: `staff:${email}` },
      { action: 'staff.signed_in', subject: `staff:${id}`, before: null, after: { address, by } },
    );
    const mustEnrol = !stored.totpSince && (await findPolicy(tx)).includes(role);
    return ok({ staff: { id, email, name, role }, epoch: stored.sessionEpoch, mustEnrol });
  });
  if (done.ok && stored.totpSince) await forgetCodeTries(id);
  return done;
}

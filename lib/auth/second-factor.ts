import { recordAudit } from '#lib/audit/index.ts';
import {
  type Ctx,
  countTry,
  env,
  err,
  forgetTries,
  ok,
  type Result,
  type Tx,
  withTransaction,
} from '#lib/platform/index.ts';
import { SessionStoreDown, type StaffError } from './errors.ts';
import { checkOwnPassword } from './own-password.ts';
import { seal, unseal } from './sealed.ts';
import { setMustEnrol } from './session-store.ts';
import {
  findPolicy,
  findStaffById,
  replaceRecoveryCodes,
  type StoredStaff,
  takeRecoveryCode,
  takeStep,
  writeStaff,
} from './staff.repository.ts';
import { newRecoveryCodes, newTotpSecret, recoveryHash, stepOf, totpUri } from './totp.ts';

/** Codes that may be tried in 15 minutes, right ones aside. */
export const codeTries = 5;
/** In the session Redis, without which nobody signs in: six digits must never be guarded by nothing. */
const limit = { name: 'second-factor', most: codeTries, seconds: 15 * 60, countedIn: 'session' } as const;

/** Counts a try at a code. Answers how long to wait in seconds, 0 to go ahead. @throws SessionStoreDown */
export function countCodeTry(staffId: string): Promise<number> {
  return countTry(limit, staffId).catch((error: unknown) => {
    throw new SessionStoreDown(error);
  });
}

export const forgetCodeTries = (staffId: string): Promise<void> => forgetTries(limit, staffId);

/** Uses up a code of the app, or a recovery code. Each fits once, also when sent twice at the same moment. */
export async function takeCode(
  tx: Tx,
  ctx: Ctx,
  staff: StoredStaff,
  code: string,
): Promise<'app' | 'recovery' | null> {
  const typed = code.replaceAll(/\s/g, '');
  const secret = staff.totpSecret ? unseal(staff.totpSecret, staff.id) : null;
  const step = secret ? await stepOf(typed, { secret, at: ctx.now(), usedStep: staff.totpStep }) : null;
  if (step !== null) return (await takeStep(tx, staff.id, step)) ? 'app' : null;
  const hash = recoveryHash(code, staff.id);
  return hash !== null && (await takeRecoveryCode(tx, staff.id, hash)) ? 'recovery' : null;
}

/**
 * Begins a second factor for the holder of this password: the secret for the app, which counts from its first right
 * code on. One that is in use stays in use until then.
 */
export async function beginSecondFactor(
  ctx: Ctx,
  { staffId, password }: { staffId: string; password: string },
): Promise<Result<{ secret: string; uri: string }, StaffError>> {
  const checked = await checkOwnPassword(staffId, password);
  if (!checked.ok) return checked;
  const staff = checked.value;
  if (staff.totpSince) return err({ kind: 'required' });
  const secret = newTotpSecret();
  await withTransaction(async (tx) => {
    await writeStaff(tx, staffId, { totpSecret: seal(secret, staffId), totpStep: 0 });
    await recordAudit(tx, ctx, {
      action: 'staff.second_factor_begun',
      subject: `staff:${staffId}`,
      before: null,
      after: null,
    });
  });
  return ok({ secret, uri: totpUri(secret, { issuer: env.SHOP_NAME, email: staff.email }) });
}

/** Confirms it with its first code. Returns the recovery codes, which nobody can read again. */
export async function confirmSecondFactor(
  ctx: Ctx,
  { staffId, code }: { staffId: string; code: string },
): Promise<Result<{ recoveryCodes: string[] }, StaffError>> {
  const done = await withTransaction(async (tx) => {
    const staff = await findStaffById(staffId, tx);
    if (!staff?.totpSecret || staff.totpSince) return err({ kind: 'not_begun' as const });
    if ((await takeCode(tx, ctx, staff, code)) !== 'app') return err({ kind: 'wrong_code' as const });
    const recoveryCodes = newRecoveryCodes();
    await writeStaff(tx, staffId, { totpSince: ctx.now() });
    await storeCodes(tx, staffId, recoveryCodes);
    await note(tx, ctx, staffId, 'staff.second_factor_set', { secondFactor: false }, { secondFactor: true });
    return ok({ recoveryCodes });
  });
  if (done.ok) await setMustEnrol(staffId, false);
  return done;
}

/** What proves a second factor's holder anew: the password, and a code of the app or a recovery code. */
export type Proof = { staffId: string; password: string; code: string };

/**
 * Does `work` for whoever has the password and, where a second factor is in use, a code of it, which is used up even if
 * the work is refused.
 */
async function withProof<T>(
  ctx: Ctx,
  { staffId, password, code }: Proof,
  work: (tx: Tx, staff: StoredStaff) => Promise<Result<T, StaffError>>,
): Promise<Result<T, StaffError>> {
  const checked = await checkOwnPassword(staffId, password);
  if (!checked.ok) return checked;
  const staff = checked.value;
  if (!staff.totpSince) return withTransaction((tx) => work(tx, staff));
  const retryAfterSeconds = await countCodeTry(staffId);
  if (retryAfterSeconds > 0) return err({ kind: 'rate_limited', retryAfterSeconds });
  const done = await withTransaction(async (tx): Promise<Result<T, StaffError>> => {
    if ((await takeCode(tx, ctx, staff, code)) === null) return err({ kind: 'wrong_code' });
    return work(tx, staff);
  });
  if (done.ok) await forgetCodeTries(staffId);
  return done;
}

/** New recovery codes for the old. */
export function renewRecoveryCodes(
  ctx: Ctx,
  proof: Proof,
): Promise<Result<{ recoveryCodes: string[] }, StaffError>> {
  return withProof(ctx, proof, async (tx, { id, totpSince }) => {
    if (!totpSince) return err({ kind: 'not_begun' });
    const recoveryCodes = newRecoveryCodes();
    await storeCodes(tx, id, recoveryCodes);
    await note(tx, ctx, id, 'staff.recovery_codes_renewed', null, null);
    return ok({ recoveryCodes });
  });
}

/** Takes one's own second factor off; refused where the role must have one. */
export function endSecondFactor(ctx: Ctx, proof: Proof): Promise<Result<void, StaffError>> {
  return withProof(ctx, proof, async (tx, staff) => {
    const staffId = staff.id;
    if ((await findPolicy(tx)).includes(staff.role)) return err({ kind: 'required' });
    await clearSecondFactor(tx, staffId);
    await note(
      tx,
      ctx,
      staffId,
      'staff.second_factor_ended',
      { secondFactor: staff.totpSince !== null },
      { secondFactor: false },
    );
    return ok(undefined);
  });
}

/** No secret, no codes. The used step stays: a code once used is never good again. */
export async function clearSecondFactor(tx: Tx, staffId: string): Promise<void> {
  await writeStaff(tx, staffId, { totpSecret: null, totpSince: null });
  await replaceRecoveryCodes(tx, staffId, []);
}

async function storeCodes(tx: Tx, staffId: string, codes: readonly string[]): Promise<void> {
  const hashes = codes.map((code) => recoveryHash(code, staffId)).filter((hash) => hash !== null);
  await replaceRecoveryCodes(tx, staffId, hashes);
}

function note(tx: Tx, ctx: Ctx, staffId: string, action: string, before: unknown, after: unknown) {
  return recordAudit(tx, ctx, { action, subject: `staff:${staffId}`, before, after });
}

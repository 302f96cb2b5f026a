import { generate } from 'otplib';
import { afterAll, beforeEach, describe, expect, test } from 'vitest';
import { listAudit } from '#lib/audit/index.ts';
import { closeDb, closeRedis, db, env, systemContext, uuidv7 } from '#lib/platform/index.ts';
import { authenticate } from './authenticate.ts';
import { createStaff } from './create-staff.ts';
import { changePassword, resetSecondFactor, setSecondFactorPolicy } from './manage-staff.ts';
import { requireStaffApi } from './require-staff-api.ts';
import {
  beginSecondFactor,
  codeTries,
  confirmSecondFactor,
  endSecondFactor,
  renewRecoveryCodes,
} from './second-factor.ts';
import { createSession, readSessionRecord, sessionCookie } from './session-store.ts';

const now = new Date('2026-11-26T12:00:10Z');
const at = (seconds: number) => ({
  ...systemContext('test'),
  now: () => new Date(now.getTime() + seconds * 1_000),
});
const ctx = at(0);
const password = 'a long enough password';

let address = '';
beforeEach(() => {
  address = uuidv7();
});
afterAll(async () => {
  await setSecondFactorPolicy(ctx, { roles: [] });
  closeRedis();
  await closeDb();
});

async function colleague(role: 'support' | 'merchandiser' = 'support') {
  const { staff } = await createStaff(ctx, {
    email: `${uuidv7()}@staff.example`,
    name: 'Ada',
    password,
    role,
  });
  return staff;
}

/** A colleague with a second factor, confirmed two minutes ago. */
async function safeColleague() {
  const staff = await colleague();
  const begun = await beginSecondFactor(ctx, { staffId: staff.id, password });
  if (!begun.ok) throw new Error(begun.error.kind);
  const { secret } = begun.value;
  const codeAt = (seconds: number) =>
    generate({ secret, epoch: Math.floor(now.getTime() / 1_000) + seconds });
  const done = await confirmSecondFactor(at(-120), { staffId: staff.id, code: await codeAt(-120) });
  if (!done.ok) throw new Error(done.error.kind);
  const signIn = (code: string, when = ctx) =>
    authenticate(when, { email: staff.email, password, code }, address);
  return { staff, secret, codeAt, signIn, recoveryCodes: done.value.recoveryCodes };
}

const kind = (result: { ok: boolean; error?: { kind: string } }) => (result.ok ? 'in' : result.error?.kind);

describe('signing in with a second factor', () => {
  test('asks for the code after the right password only, and lets in with both', async () => {
    const { staff, codeAt, signIn } = await safeColleague();
    const wrong = await authenticate(ctx, { email: staff.email, password: 'guess' }, address);
    expect(kind(wrong)).toBe('invalid_credentials');
    expect(kind(await signIn(''))).toBe('second_factor_needed');
    expect(kind(await signIn('000000'))).toBe('wrong_code');
    expect(await signIn(await codeAt(0))).toMatchObject({ ok: true, value: { staff, mustEnrol: false } });
    const { entries } = await listAudit({ subjects: [`staff:${staff.id}`], action: 'staff.signed_in' });
    expect(entries).toMatchObject([{ actor: `staff:${staff.email}`, after: { by: 'app', address } }]);
  });

  test.each([
    [-60, 'wrong_code'],
    [-30, 'in'],
    [30, 'in'],
    [60, 'wrong_code'],
  ])('a phone whose clock is %i s off: %s', async (skew, outcome) => {
    const { codeAt, signIn } = await safeColleague();
    expect(kind(await signIn(await codeAt(skew)))).toBe(outcome);
  });

  test('a code fits once, also when it is sent twice at the same moment', async () => {
    const { codeAt, signIn } = await safeColleague();
    const code = await codeAt(0);
    const both = await Promise.all([signIn(code), signIn(code)]);
    expect(both.map(kind).sort()).toEqual(['in', 'wrong_code']);
    expect(kind(await signIn(code))).toBe('wrong_code');
    expect(kind(await signIn(await codeAt(-30)))).toBe('wrong_code');
    expect(kind(await signIn(await codeAt(30)))).toBe('in');
  });

  test('a recovery code fits once, however it is typed', async () => {
    const { staff, signIn, recoveryCodes, codeAt } = await safeColleague();
    const [first = '', second = ''] = recoveryCodes;
    const typed = first.toUpperCase().replace('-', ' ');
    const both = await Promise.all([signIn(typed), signIn(typed)]);
    expect(both.map(kind).sort()).toEqual(['in', 'wrong_code']);
    const renewed = await renewRecoveryCodes(ctx, {
      staffId: staff.id,
      password,
      code: await codeAt(0),
    });
    if (!renewed.ok) throw new Error(renewed.error.kind);
    expect(kind(await signIn(second))).toBe('wrong_code');
    expect(kind(await signIn(renewed.value.recoveryCodes[9] ?? ''))).toBe('in');
  });

  test('after five wrong codes even the right one waits, from any address', async () => {
    const { staff, codeAt } = await safeColleague();
    const code = await codeAt(0);
    const guess = (guessed: string) =>
      authenticate(ctx, { email: staff.email, password, code: guessed }, uuidv7());
    for (let n = 0; n < codeTries; n++) expect(kind(await guess('000000'))).toBe('wrong_code');
    expect(await guess(code)).toMatchObject({ ok: false, error: { kind: 'rate_limited' } });
  });

  test('a reset by an owner lets in by the password alone', async () => {
    const { staff, signIn } = await safeColleague();
    await resetSecondFactor(ctx, { id: staff.id });
    expect(kind(await signIn(''))).toBe('in');
  });
});

describe('setting it up', () => {
  test('the database has neither the secret nor a recovery code', async () => {
    const { staff, secret, recoveryCodes } = await safeColleague();
    const row = await db().staffUser.findUniqueOrThrow({
      where: { id: staff.id },
      include: { recoveryCodes: true },
    });
    expect(row.recoveryCodes).toHaveLength(10);
    const stored = JSON.stringify(row);
    for (const text of [secret, ...recoveryCodes]) expect(stored).not.toContain(text);
    const log = JSON.stringify((await listAudit({ subjects: [`staff:${staff.id}`] })).entries);
    for (const text of [secret, ...recoveryCodes]) expect(log).not.toContain(text);
  });

  test('needs the password and then a right code; until that, the password signs in', async () => {
    const staff = await colleague();
    const refused = await beginSecondFactor(ctx, { staffId: staff.id, password: 'guess' });
    expect(kind(refused)).toBe('wrong_password');
    expect(kind(await confirmSecondFactor(ctx, { staffId: staff.id, code: '000000' }))).toBe('not_begun');
    await beginSecondFactor(ctx, { staffId: staff.id, password });
    expect(kind(await confirmSecondFactor(ctx, { staffId: staff.id, code: '000000' }))).toBe('wrong_code');
    expect(kind(await authenticate(ctx, { email: staff.email, password }, address))).toBe('in');
  });

  test('a role that must have one sees nothing else before, and cannot take it off after', async () => {
    const staff = await colleague('merchandiser');
    const open = await createSession(ctx, staff);
    await setSecondFactorPolicy(ctx, { roles: ['merchandiser'] });
    const ask = (needed: 'catalogue.view' | 'profile.edit') =>
      requireStaffApi(
        new Request(`${env.SHOP_URL}/api/admin/x`, { headers: { cookie: `${sessionCookie}=${open}` } }),
        needed,
      );
    const refused = await ask('catalogue.view');
    if (refused.ok) throw new Error('an open door');
    expect(refused.error.status).toBe(403);
    expect(await refused.error.json()).toMatchObject({ code: 'second_factor_required' });
    expect((await ask('profile.edit')).ok).toBe(true);
    const fresh = await authenticate(ctx, { email: staff.email, password }, address);
    expect(fresh).toMatchObject({ ok: true, value: { mustEnrol: true } });

    const begun = await beginSecondFactor(ctx, { staffId: staff.id, password });
    if (!begun.ok) throw new Error(begun.error.kind);
    const code = await generate({ secret: begun.value.secret, epoch: Math.floor(now.getTime() / 1_000) });
    const set = await confirmSecondFactor(ctx, { staffId: staff.id, code });
    if (!set.ok) throw new Error(set.error.kind);
    expect((await readSessionRecord(ctx, open))?.mustEnrol).toBe(false);
    expect((await ask('catalogue.view')).ok).toBe(true);
    const [first = '', second = ''] = set.value.recoveryCodes;
    const end = (proof: string) => endSecondFactor(ctx, { staffId: staff.id, password, code: proof });
    expect(kind(await end(first))).toBe('required');
    await setSecondFactorPolicy(ctx, { roles: [] });
    expect(kind(await end(second))).toBe('in');
  });
});

describe('whoever holds a session', () => {
  test.each([
    ['endSecondFactor', endSecondFactor],
    ['renewRecoveryCodes', renewRecoveryCodes],
  ] as const)('needs a code beside the password: %s', async (_, change) => {
    const { staff, codeAt, recoveryCodes } = await safeColleague();
    const tryIt = async (code: string) => kind(await change(ctx, { staffId: staff.id, password, code }));
    expect(await tryIt('')).toBe('wrong_code');
    expect(await tryIt('000000')).toBe('wrong_code');
    expect(await tryIt(await codeAt(-120))).toBe('wrong_code');
    expect(await tryIt(recoveryCodes[3] ?? '')).toBe('in');
  });

  test('guesses codes five times there, counted with those at sign-in', async () => {
    const { staff, codeAt, signIn } = await safeColleague();
    const tryIt = async (code: string) =>
      kind(await endSecondFactor(ctx, { staffId: staff.id, password, code }));
    for (let n = 0; n < codeTries; n++) expect(await tryIt('000000')).toBe('wrong_code');
    expect(await tryIt(await codeAt(0))).toBe('rate_limited');
    expect(kind(await signIn(await codeAt(0)))).toBe('rate_limited');
  });

  test('guesses the password five times, however it is asked for; the right one waits then', async () => {
    const { staff, codeAt } = await safeColleague();
    const staffId = staff.id;
    const change = (guess: string) =>
      changePassword(ctx, { staffId, current: guess, password: 'a new long password' });
    const ways = [
      change,
      (guess: string) => beginSecondFactor(ctx, { staffId, password: guess }),
      (guess: string) => renewRecoveryCodes(ctx, { staffId, password: guess, code: '' }),
      (guess: string) => endSecondFactor(ctx, { staffId, password: guess, code: '' }),
      change,
    ];
    for (const way of ways) expect(kind(await way('guess'))).toBe('wrong_password');
    for (const way of ways) expect(kind(await way('guess'))).toBe('rate_limited');
    expect(kind(await change(password))).toBe('rate_limited');
    const end = endSecondFactor(ctx, { staffId, password, code: await codeAt(0) });
    expect(kind(await end)).toBe('rate_limited');
    const other = await colleague();
    expect(kind(await beginSecondFactor(ctx, { staffId: other.id, password }))).toBe('in');
  });
});

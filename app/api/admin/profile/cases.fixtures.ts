import { generate } from 'otplib';
import { beginSecondFactor, confirmSecondFactor } from '#lib/auth/index.ts';
import { db, systemContext } from '#lib/platform/index.ts';
import { type RouteCase, walker } from '../route-walk.fixtures.ts';

const ctx = systemContext('test');

/** By hand: an owner's reset would end the session that walks, and of the case before nobody has a code. */
async function withoutSecondFactor() {
  const { staff, password } = walker();
  await db().staffUser.update({
    where: { id: staff.id },
    data: { totpSecret: null, totpSince: null, totpStep: 0 },
  });
  return { body: { password } };
}

async function begun(): Promise<string> {
  const { staff, password } = walker();
  const staffId = staff.id;
  await withoutSecondFactor();
  const made = await beginSecondFactor(ctx, { staffId, password });
  if (!made.ok) throw new Error(made.error.kind);
  return generate({ secret: made.value.secret });
}

async function withSecondFactor() {
  const { staff, password } = walker();
  const staffId = staff.id;
  const done = await confirmSecondFactor(ctx, { staffId, code: await begun() });
  if (!done.ok) throw new Error(done.error.kind);
  return { body: { password, code: done.value.recoveryCodes[0] ?? '' } };
}

export const cases: RouteCase[] = [
  { route: 'POST /profile/second-factor', audits: 1, call: withoutSecondFactor },
  {
    route: 'POST /profile/second-factor/confirm',
    audits: 1,
    call: async () => ({ body: { code: await begun() } }),
  },
  { route: 'POST /profile/recovery-codes', audits: 1, call: withSecondFactor },
  { route: 'POST /profile/second-factor/end', audits: 1, call: withSecondFactor },
  { route: 'POST /profile/sessions', audits: 1, call: async () => ({ body: { end: 'others' } }) },
  // Last: it ends the sessions of whoever walks.
  {
    route: 'POST /profile/password',
    audits: 1,
    call: async () => ({ body: { current: walker().password, password: 'a new long password' } }),
  },
];

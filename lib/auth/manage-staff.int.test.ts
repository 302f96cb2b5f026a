import { afterAll, describe, expect, test } from 'vitest';
import { closeDb, closeRedis, db, systemContext, uuidv7 } from '#lib/platform/index.ts';
import { authenticate } from './authenticate.ts';
import { createStaff } from './create-staff.ts';
import {
  acceptStaffLink,
  changePassword,
  changeStaff,
  inviteStaff,
  issueStaffLink,
  readStaffLink,
} from './manage-staff.ts';
import { endOwnSessions } from './profile-sessions.ts';
import type { Role } from './roles.ts';
import { createSession, hashToken, listSessions, readSession } from './session-store.ts';

const ctx = systemContext('test');
const password = 'a long enough password';
const address = () => ({ email: `${uuidv7()}@staff.example`, name: 'Ada' });

async function colleague(role: Role = 'support') {
  return (await createStaff(ctx, { ...address(), password, role })).staff;
}
const signIn = (email: string, secret: string) => authenticate(ctx, { email, password: secret }, uuidv7());

afterAll(async () => {
  closeRedis();
  await closeDb();
});

describe('an invitation', () => {
  test('lets its holder choose a password once, and nobody in before', async () => {
    const person = address();
    const made = await inviteStaff(ctx, { ...person, role: 'support' });
    if (!made.ok) throw new Error(made.error.kind);
    const { token, account } = made.value;
    expect(account.state).toBe('invited');
    expect((await signIn(person.email, '')).ok).toBe(false);
    expect(JSON.stringify(await db().staffUser.findUnique({ where: { id: account.id } }))).not.toContain(
      token,
    );
    expect(await readStaffLink(ctx, token)).toEqual({ name: 'Ada', email: person.email });
    const both = await Promise.all(
      [1, 2].map((n) => acceptStaffLink(ctx, { token, password: `${password} ${n}` })),
    );
    expect(both.filter(({ ok }) => ok)).toHaveLength(1);
    expect(await readStaffLink(ctx, token)).toBeNull();
    expect((await acceptStaffLink(ctx, { token, password })).ok).toBe(false);
    expect((await signIn(person.email, `${password} ${both[0]?.ok ? 1 : 2}`)).ok).toBe(true);
  });

  test('ends after three days, with a newer one, and with the account', async () => {
    const staff = await colleague();
    const first = await issueStaffLink(ctx, { id: staff.id });
    const second = await issueStaffLink(ctx, { id: staff.id });
    if (!first.ok || !second.ok) throw new Error('no link');
    expect(await readStaffLink(ctx, first.value.token)).toBeNull();
    expect(await readStaffLink(ctx, second.value.token)).not.toBeNull();
    const later = { ...ctx, now: () => new Date(Date.now() + 73 * 3_600_000) };
    expect(await readStaffLink(later, second.value.token)).toBeNull();
    await changeStaff(ctx, { id: staff.id, disabled: true });
    expect(await readStaffLink(ctx, second.value.token)).toBeNull();
    for (const token of ['', 'x', '\u0000', 'a'.repeat(500)])
      expect(await readStaffLink(ctx, token)).toBeNull();
  });

  test('an e-mail address is one colleague', async () => {
    const { email } = await colleague();
    expect(await inviteStaff(ctx, { email, name: 'Ben', role: 'owner' })).toEqual({
      ok: false,
      error: { kind: 'email_taken' },
    });
  });
});

describe('changing a colleague', () => {
  test('a new role and a disabled account end the sessions at once', async () => {
    const staff = await colleague();
    const before = await createSession(ctx, staff);
    expect(await changeStaff(ctx, { id: staff.id, role: 'merchandiser' })).toMatchObject({ ok: true });
    expect(await readSession(ctx, before)).toBeNull();
    expect(await signIn(staff.email, password)).toMatchObject({
      ok: true,
      value: { staff: { role: 'merchandiser' } },
    });
    const after = await createSession(ctx, staff);
    await changeStaff(ctx, { id: staff.id, disabled: true });
    expect(await readSession(ctx, after)).toBeNull();
    expect(await signIn(staff.email, password)).toEqual({
      ok: false,
      error: { kind: 'invalid_credentials' },
    });
    await changeStaff(ctx, { id: staff.id, disabled: false });
    expect((await signIn(staff.email, password)).ok).toBe(true);
  });

  test('of two owners who take each other off at the same moment, one stays', async () => {
    // Tests share the table: the others step aside for this one.
    const others = await db().staffUser.findMany({ where: { role: 'owner', disabledAt: null } });
    await db().staffUser.updateMany({ where: { role: 'owner' }, data: { disabledAt: ctx.now() } });
    try {
      const [ada, ben] = [await colleague('owner'), await colleague('owner')];
      const results = await Promise.all([
        changeStaff(ctx, { id: ada.id, disabled: true }),
        changeStaff(ctx, { id: ben.id, role: 'readonly' }),
      ]);
      expect(results.map((result) => (result.ok ? 'ok' : result.error.kind)).sort()).toEqual([
        'last_owner',
        'ok',
      ]);
    } finally {
      await db().staffUser.updateMany({
        where: { id: { in: others.map(({ id }) => id) } },
        data: { disabledAt: null },
      });
    }
  });
});

test('a new password wants the old one and ends every session', async () => {
  const staff = await colleague();
  const token = await createSession(ctx, staff);
  const input = { staffId: staff.id, password: 'an even longer password' };
  expect(await changePassword(ctx, { ...input, current: 'guess' })).toMatchObject({ ok: false });
  expect(await readSession(ctx, token)).not.toBeNull();
  expect((await changePassword(ctx, { ...input, current: password })).ok).toBe(true);
  expect(await readSession(ctx, token)).toBeNull();
  expect((await signIn(staff.email, password)).ok).toBe(false);
  expect((await signIn(staff.email, input.password)).ok).toBe(true);
});

test('sessions are listed with where they began, and end one by one or all others at once', async () => {
  const staff = await colleague();
  const [here, there, third] = [
    await createSession(ctx, staff, { address: '203.0.113.9', agent: 'Firefox' }),
    await createSession(ctx, staff),
    await createSession(ctx, staff),
  ];
  const listed = await listSessions(staff.id);
  expect(listed).toHaveLength(3);
  expect(listed.find(({ id }) => id === hashToken(here))).toMatchObject({
    address: '203.0.113.9',
    agent: 'Firefox',
  });
  const own = { staffId: staff.id };
  expect(await endOwnSessions(ctx, { ...own, id: hashToken(there) })).toBe(1);
  expect(await endOwnSessions(ctx, { ...own, id: hashToken('of somebody else') })).toBe(0);
  expect(await endOwnSessions(ctx, { ...own, allBut: hashToken(here) })).toBe(1);
  expect(await readSession(ctx, third)).toBeNull();
  expect(await readSession(ctx, here)).toEqual(staff);
});

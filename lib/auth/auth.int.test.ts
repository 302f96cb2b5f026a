import { Auth } from '@auth/core';
import { CredentialsSignin } from '@auth/core/errors';
import { afterAll, beforeEach, describe, expect, test } from 'vitest';
import { closeDb, closeRedis, env, redis, systemContext, uuidv7 } from '#lib/platform/index.ts';
import { authConfig } from './auth-config.ts';
import { authenticate } from './authenticate.ts';
import { createStaff } from './create-staff.ts';
import {
  acceptStaffLink,
  changePassword,
  changeStaff,
  issueStaffLink,
  resetSecondFactor,
} from './manage-staff.ts';
import { may } from './permissions.ts';
import { tryLimits } from './rate-limit.ts';
import { requireStaffApi } from './require-staff-api.ts';
import { type Role, roles } from './roles.ts';
import type { Staff } from './schemas.ts';
import {
  createSession,
  hashToken,
  listSessions,
  readSession,
  revokeStaffSessions,
  sessionCookie,
} from './session-store.ts';
import { findStaff } from './staff.repository.ts';

const ctx = systemContext('test');
const password = 'a long enough password';

async function newStaff(role: Role = 'support'): Promise<Staff> {
  const email = `${uuidv7()}@staff.example`;
  return (await createStaff(ctx, { email, name: 'Ada', password, role })).staff;
}

// A fresh address per test: the counters of one must not refuse another.
let address = '';
beforeEach(() => {
  address = uuidv7();
});

afterAll(async () => {
  closeRedis();
  await closeDb();
});

/** Runs `work` with a role's client pointing at a port where nothing listens. */
async function without<T>(role: 'session' | 'object', work: () => Promise<T>): Promise<T> {
  const name = role === 'session' ? 'REDIS_SESSION_URL' : 'REDIS_OBJECT_URL';
  const address = env[name];
  closeRedis();
  env[name] = 'redis://127.0.0.1:1';
  try {
    return await work();
  } finally {
    closeRedis();
    env[name] = address;
  }
}

async function shutOutFor(id: string) {
  await changeStaff(ctx, { id, disabled: true });
  return changeStaff(ctx, { id, disabled: false });
}

async function openLink(id: string) {
  const link = await issueStaffLink(ctx, { id });
  if (!link.ok) throw new Error(link.error.kind);
  return acceptStaffLink(ctx, { token: link.value.token, password: 'a new long password' });
}

/** What a browser does: fetch the CSRF token, post the form, keep the cookies. */
function browser({ checked = async () => {} }: { checked?: () => Promise<void> } = {}) {
  const jar = new Map<string, string>();
  const config = authConfig((error) => Object.assign(new CredentialsSignin(), { code: error.kind }));
  // `checked` runs when the password was found right and no session is stored yet.
  const jwt = config.callbacks?.jwt;
  if (!jwt) throw new Error('no callback');
  config.callbacks = {
    ...config.callbacks,
    jwt: async (begun) => {
      if (begun.user) await checked();
      return jwt(begun);
    },
  };
  return {
    jar,
    async go(path: string, form?: Record<string, string>) {
      const response = await Auth(
        new Request(new URL(`/api/auth${path}`, env.SHOP_URL), {
          method: form ? 'POST' : 'GET',
          headers: { cookie: [...jar].map(([key, value]) => `${key}=${value}`).join('; ') },
          ...(form ? { body: new URLSearchParams(form) } : {}),
        }),
        config,
      );
      for (const cookie of response.headers.getSetCookie()) {
        const [pair = ''] = cookie.split(';');
        const at = pair.indexOf('=');
        if (at === pair.length - 1) jar.delete(pair.slice(0, at));
        else jar.set(pair.slice(0, at), pair.slice(at + 1));
      }
      return response;
    },
    async signIn(email: string, secret: string) {
      const { csrfToken } = (await (await this.go('/csrf')).json()) as { csrfToken: string };
      return this.go('/callback/credentials', { csrfToken, email, password: secret });
    },
  };
}

describe('through next-auth', () => {
  test('signing in hands out an opaque token, and signing out ends the session in Redis', async () => {
    const staff = await newStaff('owner');
    const tab = browser();
    const signedIn = await tab.signIn(staff.email, password);
    const setCookie = signedIn.headers.getSetCookie().find((cookie) => cookie.startsWith(sessionCookie));
    expect(setCookie).toMatch(/HttpOnly/i);
    expect(setCookie).toMatch(/SameSite=Lax/i);
    const token = tab.jar.get(sessionCookie) ?? '';
    expect(token).toMatch(/^[\w-]{43}$/);
    expect(token.split('.')).toHaveLength(1);

    const session = await (await tab.go('/session')).json();
    expect(Object.keys(session).sort()).toEqual(['expires', 'user']);
    expect(session.user).toEqual(staff);
    expect(tab.jar.get(sessionCookie)).toBe(token);

    const { csrfToken } = (await (await tab.go('/csrf')).json()) as { csrfToken: string };
    await tab.go('/signout', { csrfToken });
    expect(await redis('session').exists(`session:${hashToken(token)}`)).toBe(0);
    expect(await (await tab.go('/session')).json()).toBeNull();
  });

  test.each([
    ['a wrong password', 'wrong password'],
    ['an empty password', ''],
  ])('%s is refused without a session', async (_, secret) => {
    const staff = await newStaff();
    const tab = browser();
    const response = await tab.signIn(staff.email, secret);
    expect(response.headers.get('location')).toContain('code=invalid_credentials');
    expect(tab.jar.has(sessionCookie)).toBe(false);
  });

  test.each([
    ['is shut out', (id: string) => changeStaff(ctx, { id, disabled: true })],
    ['is demoted', (id: string) => changeStaff(ctx, { id, role: 'readonly' })],
    ['is shut out and let in again', (id: string) => shutOutFor(id)],
    ['loses the second factor', (id: string) => resetSecondFactor(ctx, { id })],
    [
      'gets a new password',
      (staffId: string) =>
        changePassword(ctx, { staffId, current: password, password: 'a new long password' }),
    ],
    ['opens a link', (id: string) => openLink(id)],
  ])('who %s between the check and the session has none', async (_, change) => {
    const staff = await newStaff('owner');
    const tab = browser({
      checked: async () => {
        expect(await change(staff.id)).toMatchObject({ ok: true });
      },
    });
    const answer = await tab.signIn(staff.email, password);
    expect(tab.jar.has(sessionCookie)).toBe(false);
    expect(answer.headers.get('location')).toContain('code=invalid_credentials');
    expect(await listSessions(staff.id)).toEqual([]);
  });

  test('a form without the CSRF token is refused', async () => {
    const staff = await newStaff();
    const tab = browser();
    await tab.go('/callback/credentials', { email: staff.email, password });
    expect(tab.jar.has(sessionCookie)).toBe(false);
  });
});

describe('sessions', () => {
  test('Redis holds neither the token nor a session without an end', async () => {
    const staff = await newStaff();
    const token = await createSession(ctx, staff);
    const key = `session:${hashToken(token)}`;
    expect(await redis('session').ttl(key)).toBeGreaterThan(43_000);
    expect(await redis('session').exists(`session:${token}`)).toBe(0);
    expect(await redis('session').ttl(`staff-sessions:${staff.id}`)).toBeGreaterThan(600_000);
  });

  test('use keeps a session alive, seven days end it', async () => {
    const token = await createSession(ctx, await newStaff());
    await redis('session').expire(`session:${hashToken(token)}`, 60);
    expect(await readSession(ctx, token)).not.toBeNull();
    expect(await redis('session').ttl(`session:${hashToken(token)}`)).toBeGreaterThan(43_000);
    const later = { ...ctx, now: () => new Date(Date.now() + 8 * 86_400_000) };
    expect(await readSession(later, token)).toBeNull();
    expect(await readSession(ctx, token)).toBeNull();
  });

  test('revoking ends every session of one member of staff and of nobody else', async () => {
    const [ada, ben] = [await newStaff(), await newStaff()];
    const tokens = [await createSession(ctx, ada), await createSession(ctx, ada)];
    const other = await createSession(ctx, ben);
    expect(await revokeStaffSessions(ada.id)).toBe(2);
    for (const token of tokens) expect(await readSession(ctx, token)).toBeNull();
    expect(await readSession(ctx, other)).toEqual(ben);
  });

  test.each(['', 'x', '../../etc/passwd', '\u0000', 'a'.repeat(5_000)])(
    'token %j opens nothing',
    async (token) => {
      expect(await readSession(ctx, token)).toBeNull();
    },
  );
});

describe('tries', () => {
  test('wrong e-mail and wrong password read the same', async () => {
    const staff = await newStaff();
    const wrongPassword = await authenticate(ctx, { email: staff.email, password: 'no' }, address);
    const wrongEmail = await authenticate(ctx, { email: `x${staff.email}`, password }, address);
    expect(wrongPassword).toEqual({ ok: false, error: { kind: 'invalid_credentials' } });
    expect(wrongEmail).toEqual(wrongPassword);
  });

  test('after ten tries at one e-mail even the right password waits', async () => {
    const staff = await newStaff();
    const guesses = Array.from({ length: tryLimits.email }, () =>
      authenticate(ctx, { email: staff.email, password: 'guess' }, uuidv7()),
    );
    await Promise.all(guesses);
    const late = await authenticate(ctx, { email: staff.email.toUpperCase(), password }, address);
    expect(late).toMatchObject({ ok: false, error: { kind: 'rate_limited' } });
    if (late.ok || late.error.kind !== 'rate_limited') throw new Error('let in');
    expect(late.error.retryAfterSeconds).toBeGreaterThan(800);
  });

  test('one address cannot try many e-mails', async () => {
    const outcomes: string[] = [];
    for (let i = 0; i <= tryLimits.address; i++) {
      const result = await authenticate(ctx, { email: `${uuidv7()}@staff.example`, password: 'x' }, address);
      outcomes.push(result.ok ? 'in' : result.error.kind);
    }
    expect(outcomes.at(-2)).toBe('invalid_credentials');
    expect(outcomes.at(-1)).toBe('rate_limited');
  });

  test('signing in forgets the tries before it', async () => {
    const staff = await newStaff();
    for (let round = 0; round < tryLimits.email + 3; round++) {
      await authenticate(ctx, { email: staff.email, password: 'typo' }, address);
      expect((await authenticate(ctx, { email: staff.email, password }, address)).ok).toBe(true);
    }
  });

  test.each([{}, { email: 1, password: 2 }, { email: 'a@b.c', password: 'x'.repeat(2_000) }, null, 'text'])(
    'input %j is a refusal, not a crash',
    async (input) => {
      expect(await authenticate(ctx, input, address)).toEqual({
        ok: false,
        error: { kind: 'invalid_credentials' },
      });
    },
  );
});

describe('when Redis is away', () => {
  test('sessions: nobody is let in, with or without a cookie, and it says so', async () => {
    const staff = await newStaff('owner');
    const token = await createSession(ctx, staff);
    await without('session', async () => {
      expect(await authenticate(ctx, { email: staff.email, password }, address)).toEqual({
        ok: false,
        error: { kind: 'paused' },
      });
      const guarded = await requireStaffApi(requestAs(token), 'orders.view');
      if (guarded.ok) throw new Error('an open door');
      expect(guarded.error.status).toBe(503);
      expect(guarded.error.headers.get('retry-after')).toBe('10');
      expect(await guarded.error.json()).toMatchObject({
        code: 'sign_in_paused',
        title: 'Sign-in is paused',
      });
    });
    expect((await requireStaffApi(requestAs(token), 'orders.view')).ok).toBe(true);
  });

  test('counters: signing in goes on', async () => {
    const staff = await newStaff();
    const result = await without('object', () =>
      authenticate(ctx, { email: staff.email, password }, address),
    );
    expect(result.ok).toBe(true);
  });
});

function requestAs(token: string | null, method = 'GET', origin = env.SHOP_URL): Request {
  const headers = new Headers(token ? { cookie: `${sessionCookie}=${token}` } : {});
  if (method !== 'GET') headers.set('origin', origin);
  return new Request(`${env.SHOP_URL}/api/admin/x`, { method, headers });
}

describe('the guard of the API', () => {
  test.each(roles)('%s is let in by the table of permissions', async (role) => {
    const staff = await newStaff(role);
    const token = await createSession(ctx, staff);
    for (const needed of ['orders.view', 'stock.edit', 'prices.edit', 'staff.manage'] as const) {
      const result = await requireStaffApi(requestAs(token, 'POST'), needed);
      if (may(role, needed)) expect(result).toEqual({ ok: true, value: staff });
      else expect(result.ok ? 200 : result.error.status).toBe(403);
    }
  });

  test('nobody and another site are refused', async () => {
    const token = await createSession(ctx, await newStaff('owner'));
    const nobody = await requireStaffApi(requestAs(null), 'orders.view');
    const elsewhere = await requireStaffApi(requestAs(token, 'POST', 'https://evil.example'), 'orders.view');
    expect([nobody.ok || nobody.error.status, elsewhere.ok || elsewhere.error.status]).toEqual([401, 403]);
  });
});

describe('accounts', () => {
  test('creating one twice keeps the first, also at the same moment', async () => {
    const email = `${uuidv7()}@staff.example`;
    const both = await Promise.all(
      ['first', 'second'].map((name) => createStaff(ctx, { email, name, password, role: 'owner' })),
    );
    expect(both.filter(({ created }) => created)).toHaveLength(1);
    expect(both[0]?.staff).toEqual(both[1]?.staff);
    const again = await createStaff(ctx, {
      email: ` ${email.toUpperCase()} `,
      name: 'x',
      password,
      role: 'readonly',
    });
    expect(again).toEqual({ staff: both[0]?.staff, created: false });
    expect((await findStaff(email))?.passwordHash).toMatch(/^\$argon2id\$/);
  });

  test('an address that only looks alike is another', async () => {
    const staff = await newStaff();
    expect(await findStaff(staff.email.replace('staff.example', 'stáff.example'))).toBeNull();
  });
});

import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { listAudit } from '#lib/audit/index.ts';
import { createSession, createStaff, permissions, type Role, roles, sessionCookie } from '#lib/auth/index.ts';
import { closeDb, closeQueues, closeRedis, env, systemContext, uuidv7 } from '#lib/platform/index.ts';
import { handlerOf, type Method, routeCases, setWalker, staffRoutes, walker } from './route-walk.fixtures.ts';

const ctx = systemContext('test');
const tokens = new Map<Role, string>();
const owner = `walk-${uuidv7()}@staff.example`;

beforeAll(async () => {
  for (const role of roles) {
    const email = role === 'owner' ? owner : `walk-${role}-${uuidv7()}@staff.example`;
    const password = 'long enough';
    const { staff } = await createStaff(ctx, { email, name: role, password, role });
    if (role === 'owner') setWalker({ staff, password });
    tokens.set(role, await createSession(ctx, staff));
  }
});

afterAll(async () => {
  closeRedis();
  await closeQueues();
  await closeDb();
});

function ask(method: Method, role: Role | null, body?: BodyInit | object, search = ''): Request {
  const token = role && tokens.get(role);
  const plain =
    body !== undefined && (Object.getPrototypeOf(body) === Object.prototype || Array.isArray(body));
  return new Request(new URL(`/api/admin/x${search}`, env.SHOP_URL), {
    method,
    headers: {
      origin: env.SHOP_URL,
      ...(token ? { cookie: `${sessionCookie}=${token}` } : {}),
      ...(plain ? { 'content-type': 'application/json' } : {}),
    },
    ...(body === undefined ? {} : { body: plain ? JSON.stringify(body) : (body as BodyInit) }),
  });
}

// Whatever the parameter's name: nothing has this id, so that a call let through changes nothing.
const nowhere = new Proxy({}, { get: (_, name) => (name === 'then' ? undefined : uuidv7()) });
const routes = await staffRoutes();

describe.each(routes.map((route) => [route.name, route] as const))('%s', (_, route) => {
  const allowed = permissions[route.permission as keyof typeof permissions] as readonly Role[];

  test(`lets in ${allowed.join(', ')} and nobody else`, async () => {
    const handler = await handlerOf(route);
    const call = (role: Role | null) =>
      handler(ask(route.method, role, route.writes ? {} : undefined), { params: Promise.resolve(nowhere) });
    expect((await call(null)).status).toBe(401);
    for (const role of roles) {
      const answer = await call(role);
      if (allowed.includes(role)) {
        expect(answer.status, role).not.toBe(403);
        expect(answer.status, role).not.toBe(401);
      } else {
        expect(answer.status, role).toBe(403);
        expect(answer.headers.get('content-type')).toBe('application/problem+json');
        expect(await answer.json()).toMatchObject({ code: 'forbidden' });
      }
    }
  });
});

describe.each((await routeCases()).map((one) => [one.route, one] as const))(
  '%s',
  (name, { audits, call }) => {
    test(`leaves ${audits} audit row`, async () => {
      const route = routes.find((one) => one.name === name);
      if (!route) throw new Error('no such route');
      const handler = await handlerOf(route);
      // A session of its own: what a case does may end the others.
      tokens.set('owner', await createSession(ctx, walker().staff));
      const { params = {}, body, search } = await call();
      const actor = `staff:${owner}`;
      const before = new Set((await listAudit({ actor })).entries.map(({ id }) => id));
      const answer = await handler(ask(route.method, 'owner', body, search), {
        params: Promise.resolve(params),
      });
      expect(answer.ok, `${answer.status} ${answer.ok ? '' : await answer.clone().text()}`).toBe(true);
      const rows = (await listAudit({ actor })).entries.filter(({ id }) => !before.has(id));
      expect(rows.map(({ action }) => action)).toHaveLength(audits);
    });
  },
);

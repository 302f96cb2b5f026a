import { afterAll, expect, test } from 'vitest';
import { createSession, createStaff, sessionCookie } from '#lib/auth/index.ts';
import { closeDb, closeRedis, env, systemContext, uuidv7 } from '#lib/platform/index.ts';
import { POST } from './route.ts';

const ctx = systemContext('test');
afterAll(async () => {
  closeRedis();
  await closeDb();
});

test('the sixth guess at the own password is 429, and so is the right one after it', async () => {
  const right = 'a long enough password';
  const email = `${uuidv7()}@staff.example`;
  const { staff } = await createStaff(ctx, { email, name: 'Ada', password: right, role: 'owner' });
  const cookie = `${sessionCookie}=${await createSession(ctx, staff)}`;
  const change = (current: string) =>
    POST(
      new Request(new URL('/api/admin/profile/password', env.SHOP_URL), {
        method: 'POST',
        headers: { origin: env.SHOP_URL, cookie, 'content-type': 'application/json' },
        body: JSON.stringify({ current, password: 'a new long password' }),
      }),
    );
  for (let n = 0; n < 5; n++) expect((await change(`guess ${n}`)).status).toBe(422);
  for (const current of ['guess', right]) {
    const refused = await change(current);
    expect(refused.status).toBe(429);
    expect(Number(refused.headers.get('retry-after'))).toBeGreaterThan(800);
    expect(await refused.json()).toMatchObject({ code: 'rate_limited' });
  }
});

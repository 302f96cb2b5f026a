import { randomUUID } from 'node:crypto';
import { afterAll, afterEach, expect, test } from 'vitest';
import { marketOf } from '#lib/markets/index.ts';
import { type Ctx, closeDb, closeRedis, connectedRedis, db, systemContext } from '#lib/platform/index.ts';
import { mayFill, type Room, saveRoom, standInLine } from './index.ts';
import { roomId } from './room.ts';
import { waitingPage } from './waiting-page.ts';

const handle = `line-${randomUUID()}`;
const sku = `SKU-${randomUUID()}`;
// Each test is an hour of its own, so that what is remembered of the room for two seconds is never another's.
let hour = Date.UTC(2031, 0, 1);
const at = (nowMs: number): Ctx => ({ ...systemContext('test'), now: () => new Date(nowMs) });
const visitor = (cookie: string | null = null) => ({ cookie, address: randomUUID() });

async function opened(change: Partial<Room> = {}): Promise<number> {
  hour += 3 * 3_600_000;
  const startsAt = new Date(hour).toISOString();
  const endsAt = new Date(hour + 3_600_000).toISOString();
  await saveRoom(systemContext('test'), { on: true, handles: [handle], startsAt, endsAt, ...change });
  return hour;
}

afterEach(async () => {
  await db().setting.deleteMany({ where: { key: 'waiting_room' } });
});

afterAll(async () => {
  closeRedis();
  await closeDb();
});

test('people get numbers in the order of coming, keep them, and are called in that order', async () => {
  const start = await opened();
  const before = at(start - 60_000);
  const first = await standInLine(before, visitor());
  const second = await standInLine(before, visitor());
  expect(first.standing).toMatchObject({ kind: 'waits', number: 1, ahead: 0 });
  expect(second.standing).toMatchObject({ kind: 'waits', number: 2, ahead: 1 });
  // Nobody is called before the start, however long it took.
  expect((await standInLine(at(start - 1), visitor(first.cookie))).standing).toMatchObject({ kind: 'waits' });
  const again = await standInLine(at(start), visitor(second.cookie));
  expect(again).toMatchObject({ standing: { kind: 'waits', number: 2 }, cookie: null });
  // Five a second at first.
  expect((await standInLine(at(start + 300), visitor(first.cookie))).standing).toEqual({ kind: 'turn' });
  expect((await standInLine(at(start + 300), visitor(second.cookie))).standing).toMatchObject({
    kind: 'waits',
  });
  expect((await standInLine(at(start + 500), visitor(second.cookie))).standing).toEqual({ kind: 'turn' });
});

test('a script gets only so many places from one address', async () => {
  const start = await opened();
  const address = randomUUID();
  const kinds = [];
  for (let index = 0; index < 22; index++) {
    kinds.push((await standInLine(at(start), { cookie: null, address })).standing.kind);
  }
  expect(kinds.filter((kind) => kind === 'too_many')).toHaveLength(2);
});

test('a place of one sale is worth nothing in the next, and none is worth anything when made up', async () => {
  const start = await opened();
  const { cookie } = await standInLine(at(start - 1_000), visitor());
  const next = await opened();
  expect((await standInLine(at(next - 1_000), visitor(cookie))).cookie).not.toBeNull();
  const forged = (cookie ?? '').replace(
    /^\w+\.\d+/,
    `${Date.parse(new Date(next).toISOString()).toString(36)}.1`,
  );
  expect((await standInLine(at(next - 1_000), visitor(forged))).cookie).not.toBeNull();
});

test('before, after and without the room nobody waits, and other articles never do', async () => {
  const start = await opened();
  const open = { standing: { kind: 'open' }, cookie: null };
  expect(await standInLine(at(start - 3_600_000), visitor())).toEqual(open);
  expect(await standInLine(at(start + 3_600_001), visitor())).toEqual(open);
  expect(await mayFill(at(start), { cookie: null, sku: `other-${sku}` })).toBe(true);
  await opened({ on: false });
  expect(await standInLine(at(hour), visitor())).toEqual(open);
});

test('the whole shop can be behind the line: a cart is filled in turn only, and not without end', async () => {
  const start = await opened({ handles: [] });
  const { cookie } = await standInLine(at(start), visitor());
  expect(await mayFill(at(start), { cookie, sku })).toBe(false);
  expect(await mayFill(at(start), { cookie: null, sku })).toBe(false);
  const results = [];
  for (let index = 0; index < 32; index++) results.push(await mayFill(at(start + 5_000), { cookie, sku }));
  expect(results.filter(Boolean)).toHaveLength(30);
});

test('a line of any length is one small hash that ends by itself', async () => {
  const start = await opened();
  for (let index = 0; index < 50; index++) await standInLine(at(start), visitor());
  const redis = await connectedRedis('object');
  const key = `line:${roomId({ startsAt: new Date(start).toISOString() } as Room)}`;
  expect(await redis.hlen(key)).toBeLessThanOrEqual(4);
  expect(await redis.ttl(key)).toBeGreaterThan(0);
});

test('the page says the place, an estimate and when it looks again, in the visitor’s language', () => {
  const waits = { kind: 'waits', number: 1_204, ahead: 1_203, seconds: 190, startsAt: null } as const;
  const page = waitingPage(waits, { market: marketOf('de'), back: '/de/p/tau', shopName: 'Tau & Tee' });
  expect(page).toContain('<html lang="de">');
  expect(page).toContain('<title>1.203 vor Ihnen · In der Schlange · Tau &amp; Tee</title>');
  expect(page).toContain('Ihre Nummer ist 1.204');
  expect(page).toMatch(/role="status">[^<]*etwa 4 Minuten/);
  expect(page).toContain('<noscript><meta http-equiv="refresh" content="15"></noscript>');
  expect(page).toContain('data-again="15"');
  const turn = waitingPage({ kind: 'turn' }, { market: marketOf('ie'), back: '/p/rope', shopName: 'Tea' });
  expect(turn).toContain('href="/p/rope"');
  expect(turn).not.toMatch(/refresh|data-again/);
});

import { afterAll, afterEach, expect, test } from 'vitest';
import { closeDb, closeRedis, db, env, systemContext, withTransaction } from '#lib/platform/index.ts';
import {
  commitStock,
  confirmReservation,
  releaseReservation,
  releaseStock,
  reserveStock,
  type StockPolicy,
  verifyStock,
} from './index.ts';
import { hold as holdAt } from './reservations.ts';

const ctx = systemContext('test');
const objectRedis = env.REDIS_OBJECT_URL;

afterEach(() => {
  closeRedis();
  env.REDIS_OBJECT_URL = objectRedis;
});
afterAll(closeDb);

async function stocked(onHand: number, policy: StockPolicy = 'deny'): Promise<string> {
  const sku = `R-${ctx.newId()}`;
  await db().stockItem.create({ data: { sku, onHand, version: 1, policy } });
  await db().stockLedgerEntry.create({
    data: { sku, delta: onHand, reason: 'test', reference: 'test', recordedAt: ctx.now() },
  });
  return sku;
}

const hold = (holder: string, sku: string, quantity = 1, ttlMs?: number) =>
  reserveStock(ctx, { holder, lines: [{ sku, quantity }] }, ttlMs);
const take = (sku: string, quantity: number) =>
  withTransaction((tx) =>
    commitStock(tx, ctx, { orderId: ctx.newId(), eventId: ctx.newId(), lines: [{ sku, quantity }] }),
  );

test('of forty checkouts at once as many hold a unit as there are', async () => {
  const sku = await stocked(10);
  const answers = await Promise.all(Array.from({ length: 40 }, (_, index) => hold(`checkout-${index}`, sku)));
  expect(answers.filter(({ ok }) => ok)).toHaveLength(10);
  expect(answers.find(({ ok }) => !ok)).toEqual({
    ok: false,
    error: { kind: 'units_held', lines: [{ sku, available: 0 }] },
  });
});

test('a checkout holds all of its lines or none, and its second try replaces the first', async () => {
  const [plenty, scarce] = [await stocked(10), await stocked(1)];
  const both = [
    { sku: plenty, quantity: 8 },
    { sku: scarce, quantity: 2 },
  ];
  expect(await reserveStock(ctx, { holder: 'a', lines: both })).toMatchObject({
    error: { lines: [{ sku: scarce, available: 1 }] },
  });
  expect((await hold('b', plenty, 10)).ok).toBe(true);
  expect((await hold('b', plenty, 10)).ok).toBe(true);
  expect((await hold('c', plenty)).ok).toBe(false);
});

test('units are free again when a checkout lets go, and when its time is over', async () => {
  const sku = await stocked(1);
  await hold('a', sku);
  await releaseReservation('a', [{ sku, quantity: 1 }]);
  expect((await hold('b', sku)).ok).toBe(true);
  expect((await hold('c', sku)).ok).toBe(false);
  expect((await hold('b', sku, 1, 50)).ok).toBe(true);
  await expect.poll(async () => (await hold('c', sku)).ok).toBe(true);
});

test('a unit taken from stock is counted once, by who read the stock before and by who reads it after', async () => {
  const sku = await stocked(2);
  await hold('a', sku);
  const taken = await take(sku, 1);
  if (!taken.ok) throw new Error('no stock');
  expect((await hold('too-early', sku)).ok, 'not yet confirmed: nobody else gets it').toBe(false);
  await confirmReservation('a', taken.value);
  const line = { sku, quantity: 1, policy: 'deny' as const };
  // As a request that has read two units at version 1 and is slow to ask for its hold.
  expect(await holdAt('slow', [{ ...line, quantity: 2, onHand: 2, version: 1 }], 100)).toHaveLength(1);
  expect((await hold('b', sku)).ok).toBe(true);
  expect((await hold('c', sku)).ok).toBe(false);
});

test('without its Redis a reservation answers quickly that it holds nothing', async () => {
  const sku = await stocked(1);
  closeRedis();
  env.REDIS_OBJECT_URL = 'redis://127.0.0.1:1';
  const began = Date.now();
  expect(await hold('a', sku)).toEqual({ ok: true, value: { held: false } });
  expect(await hold('b', sku)).toEqual({ ok: true, value: { held: false } });
  expect(Date.now() - began).toBeLessThan(1_000);
});

test('a backorder sells on and owes the units; what is not counted never runs out', async () => {
  const [owed, uncounted] = [await stocked(1, 'backorder'), await stocked(0, 'untracked')];
  expect((await hold('a', owed, 5)).ok).toBe(true);
  const lines = [
    { sku: owed, quantity: 3 },
    { sku: uncounted, quantity: 9 },
  ];
  const movement = { orderId: ctx.newId(), eventId: ctx.newId(), lines };
  const taken = await withTransaction((tx) => commitStock(tx, ctx, movement));
  expect(taken).toMatchObject({ ok: true, value: [{ sku: owed, quantity: 3 }] });
  const onHand = async (sku: string) => (await db().stockItem.findUnique({ where: { sku } }))?.onHand;
  expect([await onHand(owed), await onHand(uncounted)]).toEqual([-2, 0]);
  await withTransaction((tx) => releaseStock(tx, ctx, movement));
  expect([await onHand(owed), await onHand(uncounted)]).toEqual([1, 0]);
});

test('below zero is refused by the database itself where nothing may be owed', async () => {
  const sku = await stocked(1);
  const below = db().$executeRaw`UPDATE stock_items SET on_hand = -1 WHERE sku = ${sku}`;
  await expect(below).rejects.toThrow(/stock_items_on_hand_check|4025/);
});

test('a stock that its ledger does not explain is named', async () => {
  const sku = await stocked(3);
  await db().$executeRaw`UPDATE stock_items SET on_hand = 4 WHERE sku = ${sku}`;
  expect((await verifyStock()).wrong).toContain(`${sku}: 4 on hand, the ledger adds up to 3`);
  await db().$executeRaw`UPDATE stock_items SET on_hand = 3 WHERE sku = ${sku}`;
  expect((await verifyStock()).wrong.filter((line) => line.startsWith(sku))).toEqual([]);
});

import { afterAll, beforeAll, expect, test } from 'vitest';
import { closeDb, db, systemContext, uuidv7, withTransaction } from '#lib/platform/index.ts';
import { rowsRead } from '#lib/platform/rows-read.fixtures.ts';
import {
  exportOrders,
  listOrders,
  mendFamilyNames,
  orderTimeline,
  placeOrderEvents,
  stateAt,
} from './index.ts';
import { listedAtMost } from './list.repository.ts';
import { paidOrder } from './orders.fixtures.ts';

const mark = `list${uuidv7().slice(-8)}`;
const many = 3 * listedAtMost;
const perPage = 25;
// The page itself, temporary tables of a union, what the server reads for its own sake.
const slack = 500;
// Once to find them, once to count what was found; orders of other tests may be stepped over.
const counted = 2 * listedAtMost + 5_000;
const order = uuidv7();
/** The rows from here to there of those that were inserted, one a second. */
const placed = (first: number, last: number) => ({
  from: new Date(Date.UTC(2001, 0, 1) + first * 1_000),
  until: new Date(Date.UTC(2001, 0, 1) + (last + 1) * 1_000),
});
const numbersOf = (orders: { name: string }[]) => orders.map(({ name }) => name.split(mark)[1]);

beforeAll(async () => {
  await db().$executeRawUnsafe(
    `INSERT INTO orders (id, access_token, email, name, family_name, status, total_minor, currency, version, state,
                         placed_at, updated_at)
     SELECT UUID(), CONCAT('${mark}-', seq), CONCAT('${mark}', seq, '@example.com'), CONCAT('Ada ${mark}', seq),
            CONCAT('${mark}', seq), 'shipped', 100, 'EUR', 1, '{}', '2001-01-01' + INTERVAL seq SECOND, '2001-01-01'
     FROM seq_1_to_${many}`,
  );
  await withTransaction((tx) =>
    placeOrderEvents(tx, systemContext('test'), paidOrder(order, { name: `Ada King Last${mark}` })),
  );
  await db().$queryRaw`ANALYZE TABLE orders`;
});

afterAll(async () => {
  await db().$executeRawUnsafe(`DELETE FROM orders WHERE access_token LIKE '${mark}-%'`);
  await db().outboxMessage.deleteMany({ where: { payload: { path: '$.orderId', equals: order } } });
  await closeDb();
});

test('finds by how email, name and family name begin, and by number', async () => {
  const exact = `${mark}${many}`;
  for (const q of [`${exact}@ex`, `ada ${exact}`, exact]) {
    expect((await listOrders({ q })).orders.map(({ name }) => name)).toEqual([`Ada ${exact}`]);
  }
  const [latest] = (await listOrders({ q: mark })).orders;
  expect((await listOrders({ q: `#${latest?.number}` })).orders).toContainEqual(latest);
});

test('finds an order that was placed by the family name of who placed it', async () => {
  const found = await listOrders({ q: `last${mark}` });
  expect(found.orders.map(({ id }) => id)).toEqual([order]);
});

test('counts and pages through so many at most, and says that there are more', async () => {
  const all = await listOrders({ q: mark, page: 9_999 });
  expect(all).toMatchObject({ total: listedAtMost, more: true, page: listedAtMost / perPage });
  expect(all.orders).toHaveLength(perPage);
  expect(await listOrders({ q: `${mark}1199` })).toMatchObject({ total: 11, more: false, partial: false });
});

test('finds by when they were placed, the first moment included and the end not, with text and status', async () => {
  const days = placed(20_001, 20_004);
  const all = await listOrders(days);
  expect(numbersOf(all.orders)).toEqual(['20004', '20003', '20002', '20001']);
  expect(all).toMatchObject({ total: 4, pages: 1, more: false, partial: false });
  expect((await listOrders({ ...days, status: 'shipped' })).total).toBe(4);
  expect((await listOrders({ ...days, status: 'paid' })).total).toBe(0);
  expect((await listOrders({ ...days, own: true })).total).toBe(0);
  expect(numbersOf((await listOrders({ ...days, q: `${mark}20003` })).orders)).toEqual(['20003']);
  expect(numbersOf((await listOrders({ until: placed(3, 3).until, q: `${mark}3@` })).orders)).toEqual(['3']);
  expect((await listOrders({ from: placed(4, 4).from, q: `${mark}3@` })).total).toBe(0);
});

test('says when a text is too short for all it fits to be looked through', async () => {
  expect(await listOrders({ q: mark, ...placed(1, many) })).toMatchObject({ more: true, partial: false });
  expect(await listOrders({ q: mark, ...placed(20_001, 20_004) })).toMatchObject({ partial: true });
  expect(await listOrders({ q: mark, status: 'paid' })).toMatchObject({ total: 0, partial: true });
});

test.each([
  ['a page', counted + slack, () => listOrders({})],
  ['a page of one status', counted + slack, () => listOrders({ status: 'shipped' })],
  ['a page of some days', 2 * 600 + slack, () => listOrders(placed(5_001, 5_600))],
  [
    'a page of some days and one status',
    2 * 600 + slack,
    () => listOrders({ status: 'shipped', ...placed(5_001, 5_600) }),
  ],
  ['a page of days long past', slack, () => listOrders({ until: placed(1, 1).from })],
  [
    'which orders of some days a file has',
    100 + slack,
    () => exportOrders(systemContext('test'), placed(1, many), 100),
  ],
  ['an email', slack, () => listOrders({ q: `${mark}77@` })],
  ['a family name', slack, () => listOrders({ q: `${mark}${many}` })],
  ['a number', slack, () => listOrders({ q: '#999999999' })],
  ['a look for orders without a family name', slack, () => mendFamilyNames({ after: '' })],
  ['the state of one order', slack, () => stateAt(order, new Date())],
  ['the timeline of one order', slack, () => orderTimeline(order)],
])('%s reads what it shows, not the table', async (_what, bound, work) => {
  expect(await rowsRead(work)).toBeLessThanOrEqual(bound);
});

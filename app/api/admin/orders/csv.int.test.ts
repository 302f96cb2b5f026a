import { parse } from 'csv-parse/sync';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { listAudit } from '#lib/audit/index.ts';
import { createSession, createStaff, sessionCookie } from '#lib/auth/index.ts';
import { exportOrders } from '#lib/orders/index.ts';
import { closeDb, closeRedis, db, env, systemContext, uuidv7 } from '#lib/platform/index.ts';
import { paidOrder } from './cases.fixtures.ts';
import { GET as getCsv } from './csv/route.ts';
import { GET as getOrders } from './route.ts';

const email = `csv-${uuidv7()}@staff.example`;
const mark = `file${uuidv7().slice(-8)}`;
const many = 450;
let token = '';

beforeAll(async () => {
  const ctx = systemContext('test');
  const { staff } = await createStaff(ctx, { email, name: 'C', password: 'long enough', role: 'readonly' });
  token = await createSession(ctx, staff);
  // The clocks of Dublin go back on this day, which has 25 hours: from 23:00 to 00:00 UTC.
  const first = await paidOrder();
  await db().$executeRaw`
    INSERT INTO orders (id, access_token, email, name, status, total_minor, currency, version, state, placed_at, updated_at)
    SELECT UUID(), CONCAT(${mark}, '-', seq), CONCAT(${mark}, seq, '@example.com'), name, 'shipped', total_minor, currency,
           version, JSON_SET(state, '$.name', CONCAT('=Ada ', seq), '$.status', 'shipped'),
           '2002-10-26 23:00:00' + INTERVAL (seq - 1) * 200 SECOND, updated_at
    FROM orders, seq_1_to_450 WHERE id = ${first}`;
});

afterAll(async () => {
  await db().$executeRaw`DELETE FROM orders WHERE access_token LIKE ${`${mark}-%`}`;
  closeRedis();
  await closeDb();
});

const ask = (path: string, query: Record<string, string>) =>
  new Request(new URL(`${path}?${new URLSearchParams(query)}`, env.SHOP_URL), {
    headers: { cookie: `${sessionCookie}=${token}` },
  });
const csv = (query: Record<string, string>) => getCsv(ask('/api/admin/orders/csv', query));
const rowsOf = (text: string) => parse(text, { bom: true, columns: true }) as Record<string, string>[];

test('the file has what the list has, in its order and in whole days of the shop, and the log says who took it', async () => {
  const filter = { q: mark, status: 'shipped', from: '2002-10-27', to: '2002-10-27' };
  const answer = await csv(filter);
  expect(answer.status).toBe(200);
  expect(answer.headers.get('content-type')).toBe('text/csv; charset=utf-8');
  expect(answer.headers.get('content-disposition')).toBe('attachment; filename="orders.csv"');
  expect(answer.headers.get('cache-control')).toBe('no-store');
  const rows = rowsOf(await answer.text());
  // 25 hours of one in 200 seconds.
  expect(rows).toHaveLength(450);
  expect(rows[0]).toEqual({
    Number: expect.stringMatching(/^\d+$/),
    'Placed at': '2002-10-27T23:56:40.000Z',
    Status: 'shipped',
    Name: "'=Ada 450",
    'E-mail': 'ada@example.com',
    Country: 'IE',
    Items: '10.00',
    Shipping: '0.00',
    Tax: '0.00',
    Total: '10.00',
    Currency: 'EUR',
  });
  const list = (await (await getOrders(ask('/api/admin/orders', filter))).json()) as {
    total: number;
    orders: { number: number }[];
  };
  expect(list.total).toBe(many);
  expect(rows.slice(0, 25).map((row) => Number(row.Number))).toEqual(list.orders.map(({ number }) => number));

  const { entries } = await listAudit({ actor: `staff:${email}` });
  expect(entries).toHaveLength(1);
  expect(entries[0]).toMatchObject({
    action: 'orders.exported',
    subject: 'export:orders',
    after: { orders: many, text: mark, status: 'shipped', placedFrom: '2002-10-26T23:00:00.000Z' },
  });
});

test('the day before and the day after have none of them', async () => {
  for (const day of ['2002-10-26', '2002-10-28']) {
    expect(rowsOf(await (await csv({ from: day, to: day })).text())).toEqual([]);
  }
});

test('a file that is not whole says so in its last line', async () => {
  const placed = { from: new Date('2002-10-26T23:00:00Z'), until: new Date('2002-10-28T00:00:00Z') };
  const { whole, pieces } = await exportOrders(systemContext('test'), placed, 300);
  expect(whole).toBe(false);
  let text = '';
  for await (const piece of pieces) text += piece;
  const rows = rowsOf(text);
  expect(rows).toHaveLength(301);
  expect(rows[300]).toMatchObject({
    Number: 'More orders fit: these are the newest 300. Choose fewer days.',
    Total: '',
  });
  expect((await exportOrders(systemContext('test'), placed, many)).whole).toBe(true);
});

test.each([
  [{ from: '2026-13-01' }, 'From: “2026-13-01” is not a day'],
  [{ to: 'tomorrow' }, 'To: “tomorrow” is not a day'],
  [{ from: '2026-11-28', to: '2026-11-27' }, 'From (2026-11-28) is after To (2026-11-27)'],
  [{ status: 'lost' }, 'status'],
])('%j is refused in words, by list and file alike, and nothing is written down', async (query, words) => {
  const before = (await listAudit({ actor: `staff:${email}` })).entries.length;
  for (const answer of [await csv(query), await getOrders(ask('/api/admin/orders', query))]) {
    expect(answer.status).toBe(422);
    expect(((await answer.json()) as { detail: string }).detail).toContain(words);
  }
  expect((await listAudit({ actor: `staff:${email}` })).entries).toHaveLength(before);
});

test('the earliest and the latest days are no trouble', async () => {
  const answer = await csv({ from: '1000-01-01', to: '1000-01-01' });
  expect(rowsOf(await answer.text())).toEqual([]);
  expect((await csv({ from: '9999-12-30', to: '9999-12-30' })).status).toBe(200);
});

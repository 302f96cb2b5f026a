import { appendFileSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { type ErpServer, startErp } from './erp-server.ts';

let folder: string;
let erp: ErpServer;
const file = () => join(folder, 'erp.jsonl');

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'ballast-erp-'));
  erp = await startErp({ port: 0, file: file() });
});
afterEach(async () => {
  await erp.close();
  rmSync(folder, { recursive: true, force: true });
});

const post = (key: string, order: unknown) =>
  fetch(`${erp.url}/orders`, {
    method: 'POST',
    headers: { 'idempotency-key': key },
    body: typeof order === 'string' ? order : JSON.stringify(order),
  });
const order = { orderId: 'o1', number: 7 };

test('the same key books once and gets the first answer, also after a restart and a torn last line', async () => {
  const first = await post('key-00001', order);
  expect([first.status, await first.json()]).toEqual([201, { id: 'ERP-000001', repeated: false }]);
  const again = await post('key-00001', order);
  expect([again.status, await again.json()]).toEqual([200, { id: 'ERP-000001', repeated: true }]);
  await erp.close();
  appendFileSync(file(), '{"id":"ERP-0000');
  erp = await startErp({ port: 0, file: file() });
  expect(await (await post('key-00001', order)).json()).toEqual({ id: 'ERP-000001', repeated: true });
  expect((await post('key-00002', order)).status).toBe(201);
  await erp.close();
  erp = await startErp({ port: 0, file: file() });
  const list = (await (await fetch(`${erp.url}/orders?orderId=o1`)).json()) as { orders: unknown[] };
  expect(list.orders).toHaveLength(2);
});

test('an order is cancelled once, also after a restart, and one that comes after its cancellation is refused', async () => {
  const cancel = async (key: string, orderId: string) => {
    const response = await fetch(`${erp.url}/orders/${orderId}/cancel`, {
      method: 'POST',
      headers: { 'idempotency-key': key },
      body: JSON.stringify({ orderId, reason: 'x' }),
    });
    return [response.status, await response.json()];
  };
  await post('key-00001', order);
  expect(await cancel('key-00002', 'o1')).toEqual([200, { id: 'ERP-000001', repeated: false }]);
  expect(await cancel('key-00003', 'o2')).toEqual([404, { error: 'unknown_order' }]);
  await erp.close();
  erp = await startErp({ port: 0, file: file() });
  expect(await cancel('key-00002', 'o1')).toEqual([200, { id: 'ERP-000001', repeated: true }]);
  expect((await post('key-00004', { ...order, orderId: 'o2' })).status).toBe(410);
  // Its first answer stands.
  expect((await post('key-00001', order)).status).toBe(200);
  const list = (await (await fetch(`${erp.url}/orders`)).json()) as {
    orders: { cancellations: unknown[] }[];
  };
  expect(list.orders.map(({ cancellations }) => cancellations)).toEqual([
    [{ key: 'key-00002', request: { orderId: 'o1', reason: 'x' } }],
  ]);
});

test.each([
  ['another body under the same key', 'key-00001', { ...order, number: 8 }, 422],
  ['no order', 'key-00009', { number: 'x' }, 400],
  ['no JSON', 'key-00009', '{', 400],
  ['no key', '', order, 400],
])('%s is refused', async (_, key, body, status) => {
  await post('key-00001', order);
  expect((await post(key, body)).status).toBe(status);
});

test('it misbehaves as told, as often as told', async () => {
  const behave = (mode: string) =>
    fetch(`${erp.url}/_sandbox/behaviour`, { method: 'POST', body: JSON.stringify({ mode, times: 1 }) });
  await behave('error');
  expect((await post('key-00001', order)).status).toBe(500);
  await behave('lost_answer');
  await expect(post('key-00001', order)).rejects.toThrow();
  expect(await (await post('key-00001', order)).json()).toEqual({ id: 'ERP-000001', repeated: true });
  expect((await behave('explode')).status).toBe(400);
});

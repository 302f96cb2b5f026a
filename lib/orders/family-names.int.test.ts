import { afterAll, expect, test } from 'vitest';
import { closeDb, db, Prisma, systemContext, uuidv7, withTransaction } from '#lib/platform/index.ts';
import { listOrders, mendFamilyNames, placeOrderEvents, rebuildReadModel } from './index.ts';
import { namesAndFamilyNames, paidOrder } from './orders.fixtures.ts';

const orderIds: string[] = [];

async function place(name: string): Promise<string> {
  const orderId = uuidv7();
  orderIds.push(orderId);
  await withTransaction((tx) => placeOrderEvents(tx, systemContext('test'), paidOrder(orderId, { name })));
  return orderId;
}

/** As the release before leaves a row, which knows no such column. */
const forget = (ids: readonly string[]) =>
  db().$executeRaw`UPDATE orders SET family_name = NULL WHERE id IN (${Prisma.join(ids)})`;

async function familyNames(ids: readonly string[]): Promise<(string | null | undefined)[]> {
  const rows = await db().order.findMany({ where: { id: { in: [...ids] } } });
  return ids.map((orderId) => rows.find(({ id }) => id === orderId)?.familyName);
}

afterAll(async () => {
  for (const orderId of orderIds)
    await db().outboxMessage.deleteMany({ where: { payload: { path: '$.orderId', equals: orderId } } });
  await closeDb();
});

test('the rule is one when an order is placed and when the worker fills what is missing', async () => {
  const ids: string[] = [];
  for (const [name] of namesAndFamilyNames) ids.push(await place(name));
  const expected = namesAndFamilyNames.map(([, familyName]) => familyName);
  expect(await familyNames(ids)).toEqual(expected);
  await forget(ids);
  let after = ids[0]?.replace(/.$/, '') ?? '';
  do ({ next: after } = await mendFamilyNames({ after, most: 5 }));
  while (after !== '');
  expect(await familyNames(ids)).toEqual(expected);
});

test('what is cut to the width of the column is cut for both', async () => {
  const id = await place(`${'x'.repeat(250)} ${'y'.repeat(250)}`);
  expect(await familyNames([id])).toEqual(['yyyy']);
});

test('an order of the release before is found by its family name once the worker has been there', async () => {
  const mark = `fam${uuidv7().slice(-8)}`;
  const id = await place(`Ada ${mark}`);
  await forget([id]);
  await mendFamilyNames({ after: id.replace(/.$/, ''), most: 100 });
  expect((await listOrders({ q: mark })).orders.map((order) => order.id)).toEqual([id]);
});

test('a rebuild fills it too, and writes it anew with a name that has changed', async () => {
  const id = await place('Ada Lovelace');
  await forget([id]);
  expect((await rebuildReadModel(id)).repaired).toEqual([id]);
  expect(await familyNames([id])).toEqual(['Lovelace']);
  await db().order.update({ where: { id }, data: { name: 'Eve Other', familyName: 'Other' } });
  expect((await rebuildReadModel(id)).repaired).toEqual([id]);
  expect(await familyNames([id])).toEqual(['Lovelace']);
});

import { randomUUID } from 'node:crypto';
import { afterAll, describe, expect, test } from 'vitest';
import { closeDb, db, type Prisma, systemContext, withTransaction } from '#lib/platform/index.ts';
import { rowsReadBy } from '#lib/platform/rows-read.fixtures.ts';
import {
  commitStock,
  countSoldOut,
  getStock,
  markProducts,
  mendMarks,
  releaseStock,
  type StockLine,
  setStock,
  setStocksIn,
  stockMarks,
} from './index.ts';
import { checkMarksQuery, soldOutQuery } from './inventory.repository.ts';
import { marksOf } from './stock.ts';

afterAll(closeDb);

const ctx = systemContext('test');

/** A product with one variant per number, holding that many units. */
async function onSale(...units: number[]): Promise<{ skus: string[]; productId: string }> {
  const productId = ctx.newId();
  const skus = units.map((_, index) => `S-${productId}-${index}`);
  const optionNames: Prisma.InputJsonValue = [];
  const now = ctx.now();
  await db().product.create({
    data: {
      id: productId,
      handle: productId,
      title: 'T',
      descriptionHtml: '',
      optionNames,
      createdAt: now,
      updatedAt: now,
    },
  });
  for (const [index, sku] of skus.entries()) {
    await db().variant.create({
      data: { id: ctx.newId(), productId, sku, title: '', optionValues: [], priceMinor: 1 },
    });
    await setStock(ctx, { sku, onHand: units[index] ?? 0, reason: 'count' });
  }
  return { skus, productId };
}

const take = (...lines: [sku: string | undefined, quantity: number][]) =>
  withTransaction((tx) => commitStock(tx, ctx, movement(lines)));

function movement(lines: [sku: string | undefined, quantity: number][]) {
  const order: StockLine[] = lines.map(([sku = '', quantity]) => ({ sku, quantity }));
  return { orderId: randomUUID(), eventId: randomUUID(), lines: order };
}

async function unitsOf(skus: string[]): Promise<number[]> {
  const stock = await getStock(skus);
  return skus.map((sku) => stock.get(sku)?.onHand ?? -1);
}

async function ledgerOf(skus: string[]): Promise<number[]> {
  const sums = await db().stockLedgerEntry.groupBy({
    by: ['sku'],
    where: { sku: { in: skus } },
    _sum: { delta: true },
  });
  return skus.map((sku) => sums.find((row) => row.sku === sku)?._sum.delta ?? 0);
}

async function purgesOf(productId: string): Promise<number> {
  const rows = await db().cacheInvalidation.findMany({ orderBy: { id: 'desc' }, take: 200 });
  return rows.filter((row) => JSON.stringify(row.tags).includes(productId)).length;
}

test('an order takes all its units and the ledger says why', async () => {
  const { skus } = await onSale(5, 5);
  expect(await take([skus[1], 2], [skus[0], 1], [skus[1], 1])).toEqual({
    ok: true,
    value: [
      { sku: skus[0], quantity: 1, version: 2 },
      { sku: skus[1], quantity: 3, version: 2 },
    ],
  });
  expect(await unitsOf(skus)).toEqual([4, 2]);
  expect(await ledgerOf(skus)).toEqual([4, 2]);
});

test('an order that lacks one unit takes none, names what is short, and its transaction may go on', async () => {
  const { skus } = await onSale(5, 1, 0);
  const result = await withTransaction(async (tx) => {
    const outcome = await commitStock(
      tx,
      ctx,
      movement([
        [skus[0], 2],
        [skus[1], 2],
        [skus[2], 1],
      ]),
    );
    await tx.auditEntry.create({
      data: {
        actor: 'test',
        action: 'went-on',
        subject: skus[0] ?? '',
        before: {},
        after: {},
        recordedAt: ctx.now(),
      },
    });
    return outcome;
  });
  expect(result).toEqual({ ok: false, error: { kind: 'out_of_stock', skus: [skus[1], skus[2]] } });
  expect(await unitsOf(skus)).toEqual([5, 1, 0]);
  expect(await ledgerOf(skus)).toEqual([5, 1, 0]);
  expect(await db().auditEntry.count({ where: { subject: skus[0] ?? '' } })).toBe(1);
});

test('40 orders at once for 15 pairs sell exactly 15, never a half, never below zero', async () => {
  const { skus } = await onSale(15, 100);
  const results = await Promise.all(
    Array.from({ length: 40 }, (_, index) =>
      index % 2 ? take([skus[0], 1], [skus[1], 1]) : take([skus[1], 1], [skus[0], 1]),
    ),
  );
  expect(results.filter((result) => result.ok)).toHaveLength(15);
  expect(await unitsOf(skus)).toEqual([0, 85]);
  expect(await ledgerOf(skus)).toEqual([0, 85]);
});

test('the database itself refuses a negative stock', async () => {
  const { skus } = await onSale(1);
  await expect(
    db().stockItem.update({ where: { sku: skus[0] ?? '' }, data: { onHand: -1 } }),
  ).rejects.toThrow();
});

test.each([0, -1, 1.5, Number.NaN])('a quantity of %d is a bug', async (quantity) => {
  const { skus } = await onSale(5);
  await expect(take([skus[0], quantity])).rejects.toThrow(RangeError);
  expect(await unitsOf(skus)).toEqual([5]);
});

test('a refund gives units back, even of a SKU that has no stock row', async () => {
  const { skus } = await onSale(3);
  await take([skus[0], 3]);
  const ghost = `GHOST-${ctx.newId()}`;
  await withTransaction((tx) =>
    releaseStock(
      tx,
      ctx,
      movement([
        [skus[0], 2],
        [ghost, 1],
      ]),
    ),
  );
  expect(await unitsOf([...skus, ghost])).toEqual([2, 1]);
  expect(await ledgerOf([...skus, ghost])).toEqual([2, 1]);
});

test('pages are purged when a product sells out and comes back, not in between', async () => {
  const { skus, productId } = await onSale(4);
  const purges = [await purgesOf(productId)];
  await take([skus[0], 1]);
  purges.push(await purgesOf(productId));
  await take([skus[0], 3]);
  purges.push(await purgesOf(productId));
  await withTransaction((tx) => releaseStock(tx, ctx, movement([[skus[0], 2]])));
  purges.push(await purgesOf(productId));
  await setStock(ctx, { sku: skus[0] ?? '', onHand: 9, reason: 'count' });
  purges.push(await purgesOf(productId));
  await setStock(ctx, { sku: skus[0] ?? '', onHand: 0, reason: 'count' });
  purges.push(await purgesOf(productId));
  expect(purges).toEqual([1, 1, 2, 3, 3, 4]);
});

describe('setting a count', () => {
  test('is refused when the stock changed since it was read', async () => {
    const { skus } = await onSale(5);
    const [sku = ''] = skus;
    const version = (await getStock(skus)).get(sku)?.version ?? 0;
    await take([sku, 1]);
    expect(await setStock(ctx, { sku, onHand: 50, reason: 'count', expectedVersion: version })).toEqual({
      ok: false,
      error: { kind: 'version_conflict' },
    });
    const fresh = (await getStock(skus)).get(sku)?.version ?? 0;
    expect((await setStock(ctx, { sku, onHand: 50, reason: 'count', expectedVersion: fresh })).ok).toBe(true);
    expect(await ledgerOf(skus)).toEqual([50]);
  });

  test.each([
    [-1, 'invalid_stock'],
    [1.5, 'invalid_stock'],
    [10_000_000_000, 'invalid_stock'],
  ])('refuses %d', async (onHand, kind) => {
    const { skus } = await onSale(5);
    expect(await setStock(ctx, { sku: skus[0] ?? '', onHand, reason: 'count' })).toEqual({
      ok: false,
      error: { kind },
    });
  });

  test('refuses a SKU that is not on sale', async () => {
    const result = await setStock(ctx, { sku: 'no-such-sku', onHand: 1, reason: 'count' });
    expect(result).toEqual({ ok: false, error: { kind: 'not_found' } });
  });

  test('adds up in the ledger while orders and counts run together', async () => {
    const { skus } = await onSale(50);
    const [sku = ''] = skus;
    await Promise.all([
      ...Array.from({ length: 15 }, () => take([sku, 1])),
      ...[80, 30, 60].map((onHand) => setStock(ctx, { sku, onHand, reason: 'count' })),
    ]);
    expect(await ledgerOf(skus)).toEqual(await unitsOf(skus));
  });
});

describe('what staff list by stock', () => {
  const marks = async (productId: string) =>
    (await db().product.findUniqueOrThrow({ where: { id: productId } })).stockMarks;
  const { out, low, in: sold } = stockMarks;

  test('follows sales, returns and counts', async () => {
    const { skus, productId } = await onSale(7, 6);
    const [one = '', two] = skus;
    expect(await marks(productId)).toBe(sold);
    await take([two, 1]);
    expect(await marks(productId)).toBe(low | sold);
    await take([one, 7]);
    expect(await marks(productId)).toBe(out | low | sold);
    await withTransaction((tx) => releaseStock(tx, ctx, movement([[one, 6]])));
    expect(await marks(productId)).toBe(low | sold);
    await setStock(ctx, { sku: one, onHand: 0, reason: 'count' });
    await withTransaction((tx) =>
      setStocksIn(tx, ctx, { counts: [{ sku: two ?? '', onHand: 0 }], reason: 'count' }),
    );
    expect(await marks(productId)).toBe(out);
    await setStock(ctx, { sku: one, onHand: 0, reason: 'count', policy: 'backorder' });
    expect(await marks(productId)).toBe(out | sold);
  });

  test('sees both of two orders that change two variants at once', async () => {
    const { skus, productId } = await onSale(1, 1);
    await Promise.all(skus.map((sku) => take([sku, 1])));
    expect(await marks(productId)).toBe(out);
  });

  test.each([
    [0, 'deny'],
    [1, 'deny'],
    [5, 'deny'],
    [6, 'deny'],
    [0, 'backorder'],
    [3, 'untracked'],
  ] as const)('is one rule here and in the database: %i, %s', async (onHand, policy) => {
    const { skus, productId } = await onSale(1);
    await db().stockItem.update({ where: { sku: skus[0] ?? '' }, data: { onHand: onHand, policy } });
    await withTransaction((tx) => markProducts(tx, [productId]));
    expect(await marks(productId)).toBe(marksOf({ onHand, policy }));
  });

  test('are put right, some products at a time, when somebody wrote stock without them', async () => {
    const wrong = [await onSale(0, 9), await onSale(3), await onSale(9)];
    const ids = wrong.map(({ productId }) => productId);
    const writeStock = (onHand: number) =>
      db().stockItem.updateMany({
        where: { sku: { in: wrong.flatMap(({ skus }) => skus) } },
        data: { onHand },
      });
    await withTransaction((tx) => markProducts(tx, ids));
    await writeStock(0);
    const before = ids[0]?.replace(/.$/, '') ?? '';
    const first = await mendMarks({ after: before, most: 2 });
    expect(first.next >= (ids[1] ?? '') && first.mended >= 1).toBe(true);
    let { next } = first;
    while (next !== '') ({ next } = await mendMarks({ after: next, most: 100 }));
    expect(await Promise.all(ids.map(marks))).toEqual([out, out, out]);
    await writeStock(9);
    expect((await mendMarks({ after: '', most: 10_000 })).mended).toBeGreaterThanOrEqual(3);
    expect(await Promise.all(ids.map(marks))).toEqual([sold, sold, sold]);
  });

  test('say how many articles on sale are sold out, and which products need not be read for it', async () => {
    const before = await countSoldOut();
    await onSale(0, 0, 9);
    const reading = await rowsReadBy(soldOutQuery);
    for (let made = 0; made < 5; made++) await onSale(9, 9);
    const draft = await onSale(0);
    await db().product.update({ where: { id: draft.productId }, data: { status: 'draft' } });
    const backorder = await onSale(1);
    await setStock(ctx, { sku: backorder.skus[0] ?? '', onHand: 0, reason: 'count', policy: 'backorder' });
    expect(await countSoldOut()).toBe(before + 2);
    expect(await rowsReadBy(soldOutQuery)).toBeLessThanOrEqual(reading);
  });

  test('are looked at without reading the stock of other products', async () => {
    for (let made = 0; made < 5; made++) await onSale(1, 1);
    // A product, its variants and their end, the stock of each: of two variants at most eight.
    expect(await rowsReadBy(checkMarksQuery('', 5))).toBeLessThanOrEqual(5 * 8);
  });
});

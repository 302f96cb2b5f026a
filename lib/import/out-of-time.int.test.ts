import { readFileSync } from 'node:fs';
import { setTimeout as wait } from 'node:timers/promises';
import { afterAll, expect, test } from 'vitest';
import { getCurrencyPrices } from '#lib/catalogue/index.ts';
import { closeDb, db, Prisma } from '#lib/platform/index.ts';
import { ctx, fileOf, inFolder, load, problemsOf, unique } from './import.fixtures.ts';
import { type ImportProgress, importFile } from './index.ts';

afterAll(closeDb);

const timeoutMs = 2_000;

/**
 * Runs `work` against a row that another connection holds until the work has waited for it longer than one of its
 * transactions may take.
 */
async function whileHeld<T>(row: Prisma.Sql, work: () => Promise<T>): Promise<T> {
  const begun = await db().$transaction(
    async (tx) => {
      expect(await tx.$queryRaw<object[]>(row)).toHaveLength(1);
      const [own] = await tx.$queryRaw<{ id: bigint }[]>`SELECT CONNECTION_ID() AS id`;
      const result = work();
      const waiting = async () => {
        const rows = await db().$queryRaw<object[]>`
          SELECT 1 FROM information_schema.INNODB_LOCK_WAITS w
          JOIN information_schema.INNODB_TRX t ON t.trx_id = w.blocking_trx_id
          WHERE t.trx_mysql_thread_id = ${own?.id}`;
        return rows.length;
      };
      // Asked oftener than every 100 ms InnoDB answers from before.
      await expect.poll(waiting, { timeout: 20_000, interval: 200 }).toBe(1);
      // Its time began before it waited; the lock is let go of before the database itself gives up.
      await wait(timeoutMs);
      return { result };
    },
    { timeout: 60_000 },
  );
  return begun.result;
}

const header = 'Handle,Title,Type,Variant SKU,Variant Price,Variant Inventory Qty,Price / USD';
const rowOf =
  (mark: string) =>
  (name: string, { units = 1, price = '9.00', dollars = '' } = {}) =>
    `${name}-${mark},${name},Deck ${mark},${name.toUpperCase()}-${mark},${price},${units},${dollars}`;

test('a batch that runs out of time is saved product by product, each once', async () => {
  const mark = unique();
  const row = rowOf(mark);
  await load([header, row('a', { units: 4 })].join('\n'));
  const product = await db().product.findUniqueOrThrow({
    where: { handle: `a-${mark}` },
    include: { categories: true },
  });
  const before = await db().cacheInvalidation.aggregate({ _max: { id: true } });
  const progress: ImportProgress[] = [];
  const rows = [
    row('a', { units: 6 }),
    row('b', { units: 2 }),
    row('c', { units: 3 }),
    row('d', { price: 'abc' }),
  ];
  const path = fileOf([header, ...rows].join('\n'));
  const held = Prisma.sql`SELECT id FROM products WHERE id = ${product.id} FOR UPDATE`;
  const done = await whileHeld(held, () =>
    importFile(ctx, {
      path,
      reportPath: inFolder(`${mark}.csv`),
      timeoutMs,
      onProgress: (now) => void progress.push(now),
    }),
  );
  if (!done.ok) throw new Error(done.error.kind);
  const counts = { created: 2, updated: 1, unchanged: 0, problems: 1 };
  expect(done.value).toMatchObject({ ...counts, reported: true });
  expect(problemsOf(done.value)).toEqual(['5 Variant Price: "abc" is not a price such as 19.90']);
  expect(
    readFileSync(inFolder(`${mark}.csv`), 'utf8')
      .trim()
      .split('\n'),
  ).toHaveLength(2);
  expect(progress.at(-1)).toMatchObject({ ...counts, bytesRead: progress.at(-1)?.bytes });
  // What the batch had written before its time was up is gone: each unit is counted once, each product one version on.
  const ledger = await db().stockLedgerEntry.findMany({
    where: { sku: { endsWith: `-${mark}` } },
    orderBy: { id: 'asc' },
  });
  expect(ledger.map(({ sku, delta }) => `${sku.charAt(0)} ${delta}`)).toEqual(['A 4', 'A 2', 'B 2', 'C 3']);
  const stock = await db().stockItem.findMany({
    where: { sku: { endsWith: `-${mark}` } },
    orderBy: { sku: 'asc' },
  });
  expect(stock.map(({ onHand }) => onHand)).toEqual([6, 2, 3]);
  const products = await db().product.findMany({
    where: { handle: { endsWith: `-${mark}` } },
    orderBy: { handle: 'asc' },
  });
  expect(products.map(({ version }) => version)).toEqual([product.version + 1, 1, 1]);
  const purges = await db().cacheInvalidation.findMany({ where: { id: { gt: before._max.id ?? 0n } } });
  const category = `category:${product.categories[0]?.categoryId}`;
  expect(purges.filter(({ tags }) => JSON.stringify(tags).includes(category))).toHaveLength(3);
  expect(await importFile(ctx, { path })).toMatchObject({ value: { created: 0, updated: 0, unchanged: 3 } });
}, 60_000);

test('prices in other currencies that run out of time together are set in two halves, each once', async () => {
  const mark = unique();
  const row = rowOf(mark);
  const names = ['a', 'b', 'c'];
  await load([header, ...names.map((name) => row(name, { dollars: '5.00' }))].join('\n'));
  const { id } = await db().variant.findUniqueOrThrow({ where: { sku: `A-${mark}` } });
  const rows = names.map((name, index) => row(name, { dollars: `${6 + index}.00` }));
  const path = fileOf([header, ...rows].join('\n'));
  const held = Prisma.sql`SELECT price_minor FROM variant_prices WHERE variant_id = ${id} AND currency = 'USD' FOR UPDATE`;
  expect(await whileHeld(held, () => importFile(ctx, { path, timeoutMs }))).toMatchObject({
    value: { unchanged: 3, problems: 0 },
  });
  const prices = await getCurrencyPrices(
    'USD',
    ['A', 'B', 'C'].map((name) => `${name}-${mark}`),
  );
  expect([...prices.values()].map(({ priceMinor }) => priceMinor).sort()).toEqual([600, 700, 800]);
  expect(await db().priceHistory.count({ where: { variantId: id, currency: 'USD' } })).toBe(2);
}, 60_000);

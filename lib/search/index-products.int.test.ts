import { afterAll, beforeAll, expect, test } from 'vitest';
import { closeDb, closeRedis, db, uuidv7, withTransaction } from '#lib/platform/index.ts';
import { indexProducts } from './index.ts';

const mark = uuidv7().slice(-8);
const ids = Array.from({ length: 40 }, () => uuidv7());

beforeAll(async () => {
  const now = new Date();
  const texts = {
    title: `Numbered ${mark}`,
    descriptionHtml: '',
    optionNames: [],
    createdAt: now,
    updatedAt: now,
  };
  await db().product.createMany({
    data: ids.map((id, index) => ({ ...texts, id, handle: `${mark}-${index}`, status: 'active' })),
  });
  await db().variant.createMany({
    data: ids.map((productId, index) => ({
      ...{ id: uuidv7(), productId, sku: `${mark}-${index}`, title: 'One', optionValues: [] },
      ...{ priceMinor: 100, position: 0 },
    })),
  });
});
afterAll(async () => {
  await db().product.deleteMany({ where: { id: { in: ids } } });
  await db().searchProduct.deleteMany({ where: { productId: { in: ids } } });
  await closeDb();
  closeRedis();
});

/** The number that the next entry would get. */
async function nextNumber(): Promise<number> {
  const [row] = await db().$queryRaw<{ next: bigint }[]>`
    SELECT AUTO_INCREMENT AS next FROM information_schema.TABLES
    WHERE TABLE_SCHEMA = DATABASE() AND TABLE_NAME = 'search_products'`;
  return Number(row?.next);
}

test('a product that is indexed anew keeps its number, and takes no other', async () => {
  const index = () => withTransaction((tx) => indexProducts(tx, ids));
  const numbered = () =>
    db().searchProduct.findMany({
      where: { productId: { in: ids } },
      select: { productId: true, doc: true },
    });
  await index();
  const first = await numbered();
  expect(first).toHaveLength(ids.length);
  await db().product.updateMany({ where: { id: { in: ids } }, data: { title: `Renamed ${mark}` } });
  // Another test may add entries besides: of some rounds the least.
  let taken = Number.POSITIVE_INFINITY;
  for (let round = 0; round < 5; round++) {
    const before = await nextNumber();
    await index();
    taken = Math.min(taken, (await nextNumber()) - before);
  }
  expect(taken).toBeLessThan(ids.length / 2);
  expect(await numbered()).toEqual(first);
  expect(await db().searchProduct.count({ where: { title: `Renamed ${mark}` } })).toBe(ids.length);
});

import { afterAll, expect, test } from 'vitest';
import { closeDb, db, env, Prisma } from '#lib/platform/index.ts';
import { rowsRead } from '#lib/platform/rows-read.fixtures.ts';
import { searchEngine } from './index.ts';
import { mendCounts } from './mend-counts.ts';

const categoryId = crypto.randomUUID();
const mark = crypto.randomUUID().slice(0, 8);
const [fewer, more] = [600, 6_000];

afterAll(async () => {
  await db().product.deleteMany({ where: { id: { startsWith: mark } } });
  await db().searchFacet.deleteMany({ where: { value: { contains: mark } } });
  await closeDb();
});

/** Straight into the index, entries `from` to `to` of one category, by 20 makers: the shop's cheapest and dearest. */
async function fill(from: number, to: number): Promise<void> {
  const each = Prisma.raw(`FROM seq_${from}_to_${to}`);
  const own = Prisma.sql`search_products p WHERE p.product_id LIKE ${`${mark}%`} AND p.title >= ${String(from).padStart(6, '0')}`;
  await db().$executeRaw`
    INSERT INTO products (id, handle, title, description_html, option_names, created_at, updated_at)
    SELECT CONCAT(${mark}, LPAD(seq, 28, '-')), CONCAT(${mark}, seq), seq, '', '[]', NOW(3), NOW(3) ${each}`;
  await db().$executeRaw`
    INSERT INTO search_products (product_id, title, available, newest_at)
    SELECT CONCAT(${mark}, LPAD(seq, 28, '-')), LPAD(seq, 6, '0'), seq MOD 3 > 0, FROM_UNIXTIME(1000000 + CRC32(seq) MOD 1000000)
    ${each}`;
  await db().$executeRaw`
    INSERT INTO search_offers SELECT p.doc, ${env.SHOP_CURRENCY}, IF(p.title MOD 2, 1, 900000000) FROM ${own}`;
  await db().$executeRaw`
    INSERT INTO search_product_facets SELECT p.doc, f.id, IF(f.kind = 'category', CRC32(p.title) MOD 50, NULL),
      IF(f.kind = 'category', p.newest_at, NULL)
    FROM search_facets f JOIN ${own} AND (f.kind = 'category' AND f.value = ${categoryId}
      OR f.value = CONCAT(${mark}, '-', p.title MOD 20))`;
  await db().$queryRaw`ANALYZE TABLE search_products, search_offers, search_product_facets, search_facets`;
  const { id: listing } = await db().searchFacet.findFirstOrThrow({ where: { value: categoryId } });
  await db().searchCount.deleteMany({ where: { listing } });
  await mendCounts({ after: categoryId.slice(0, -1), most: 1 });
}

test('a page of a category costs the same, however much is in it', async () => {
  await db().searchFacet.createMany({
    data: [
      { kind: 'category', name: '', value: categoryId },
      ...Array.from({ length: 20 }, (_, index) => ({ kind: 'vendor', name: '', value: `${mark}-${index}` })),
    ],
  });
  const view = { page: 2, pageSize: 24, locale: 'en', currency: env.SHOP_CURRENCY };
  // As a page without any choice asks.
  const filters = { attributes: {}, inStock: false };
  const query = { ...view, categoryId, listedIn: [categoryId], filters };
  const sorts = ['relevance', 'newest'] as const;
  const read = async () => {
    const costs: number[] = [];
    for (const sort of sorts) costs.push(await rowsRead(() => searchEngine.query({ ...query, sort })));
    return costs;
  };
  await fill(1, fewer);
  const few = await read();
  expect((await searchEngine.query({ ...query, sort: 'relevance' })).total).toBe(fewer);
  await fill(fewer + 1, more);
  const many = await read();
  expect((await searchEngine.query({ ...query, sort: 'relevance' })).total).toBe(more);
  // About a thousand of each end of the prices, and those of the page.
  expect(Math.max(...few), `${few}`).toBeLessThan(6_000);
  for (const [index, sort] of sorts.entries())
    expect(many[index], `${sort}: ${many}, of few ${few}`).toBeLessThanOrEqual(1.2 * (few[index] ?? 0));
});

import { afterAll, expect, test } from 'vitest';
import { closeDb, closeRedis, db, withTransaction } from '#lib/platform/index.ts';
import { indexProducts } from '#lib/search/index.ts';
import { generateCatalogue, generatedProduct } from './generate-catalogue.ts';

const count = 60;
const ids = Array.from({ length: count }, (_, index) => generatedProduct(index + 1).id);

afterAll(async () => {
  await db().stockItem.deleteMany({ where: { sku: { startsWith: 'GROW-' } } });
  await db().product.deleteMany({ where: { id: { in: ids } } });
  await db().searchProduct.deleteMany({ where: { productId: { in: ids } } });
  await db().category.deleteMany({ where: { handle: { startsWith: 'grow-leaf-' } } });
  await db().category.deleteMany({ where: { handle: { startsWith: 'grow-department-' } } });
  await closeDb();
  closeRedis();
});

/** All the index holds of the generated products, without the numbers it calls them by. */
async function indexed() {
  const rows = await db().searchProduct.findMany({
    where: { productId: { in: ids } },
    include: { offers: true, facets: true, documents: true },
    orderBy: { productId: 'asc' },
  });
  const facets = new Map((await db().searchFacet.findMany()).map((facet) => [facet.id, facet]));
  return rows.map(({ productId, title, available, newestAt, offers, facets: own, documents }) => ({
    ...{ productId, title, available, newestAt },
    offers: offers.map(({ currency, priceMinor }) => ({ currency, priceMinor })),
    facets: own
      .map(({ facet, position, newestAt: at }) => {
        const { kind, name, value } = facets.get(facet) ?? {};
        return `${kind} ${name} ${value} ${position} ${at?.toISOString()}`;
      })
      .sort(),
    documents: documents.map(({ locale, titleWords, words }) => ({
      locale,
      titleWords,
      words: words.split(' ').sort(),
    })),
  }));
}

test('products written in bulk are in the index as the shop itself would write them', async () => {
  await generateCatalogue(0, count);
  const bulk = await indexed();
  expect(bulk).toHaveLength(count);
  await withTransaction((tx) => indexProducts(tx, ids));
  expect(await indexed()).toEqual(bulk);
});

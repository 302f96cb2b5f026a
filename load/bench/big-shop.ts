import { purgeNow } from '#lib/cache/index.ts';
import { stockMarks } from '#lib/inventory/index.ts';
import { db, json, systemContext, uuidv7 } from '#lib/platform/index.ts';

export type BigShop = { products: { id: string; path: string }[]; categories: string[] };

const chunk = 500;
const units = 1_000;

/** Puts products into categories, in bulk: 5,000 in 100 unless said otherwise. Made once, found again after. */
export async function bigShop({ products = 5_000, categories = 100 } = {}): Promise<BigShop> {
  const ctx = systemContext('bench');
  const have = await db().product.count({ where: { handle: { startsWith: 'bench-' } } });
  if (have < products) {
    const now = ctx.now();
    const groups = Array.from({ length: categories }, (_, index) => ({
      id: uuidv7(),
      handle: `bench-group-${index}`,
      title: `Group ${index}`,
      position: 1_000 + index,
    }));
    await db().category.createMany({ data: groups });
    for (let from = 0; from < products; from += chunk) {
      const rows = Array.from({ length: Math.min(chunk, products - from) }, (_, offset) => ({
        id: uuidv7(),
        index: from + offset,
      }));
      await db().product.createMany({
        data: rows.map(({ id, index }) => ({
          id,
          handle: `bench-${index}`,
          title: `Bench article ${index}`,
          descriptionHtml: `<p>${'Well made for boats, harbours and slow mornings. '.repeat(12)}</p>`,
          vendor: 'Bench',
          productType: 'Bench',
          optionNames: json(['Size']),
          stockMarks: stockMarks.in,
          createdAt: now,
          updatedAt: now,
        })),
      });
      const variants = rows.flatMap(({ id, index }) =>
        ['S', 'M', 'L'].map((size, position) => ({
          ...{ id: uuidv7(), productId: id, sku: `BENCH-${index}-${size}`, title: size },
          ...{ optionValues: json([size]), priceMinor: 1_000 + (index % 900) * 10, position },
        })),
      );
      await db().variant.createMany({ data: variants });
      await db().stockItem.createMany({ data: variants.map(({ sku }) => ({ sku, onHand: units })) });
      const received = { delta: units, reason: 'bench', reference: 'bench', recordedAt: now };
      await db().stockLedgerEntry.createMany({ data: variants.map(({ sku }) => ({ sku, ...received })) });
      await db().productCategory.createMany({
        data: rows.map(({ id, index }) => ({
          categoryId: groups[index % categories]?.id ?? '',
          productId: id,
          position: index,
        })),
      });
    }
    const noted = { tags: json(['navigation', 'search']), reason: 'bench', createdAt: now };
    await db().cacheInvalidation.create({ data: noted });
    await purgeNow(ctx);
  }
  const rows = await db().product.findMany({
    where: { handle: { startsWith: 'bench-' } },
    select: { id: true, handle: true },
    orderBy: { handle: 'asc' },
    take: products,
  });
  return {
    products: rows.map(({ id, handle }) => ({ id, path: `/p/${handle}` })),
    categories: Array.from({ length: categories }, (_, index) => `/c/bench-group-${index}`),
  };
}

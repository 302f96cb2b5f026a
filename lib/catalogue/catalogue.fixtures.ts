import { db, systemContext } from '#lib/platform/index.ts';
import { saveProducts } from './save-products.ts';
import type { ProductInput } from './types.ts';

export const ctx = systemContext('test');

/** Letters and digits nobody else uses: tests share one database. */
export const unique = () => Math.random().toString(36).slice(2, 10).padEnd(8, 'x');

export function productInput(mark: string, overrides: Partial<ProductInput> = {}): ProductInput {
  return {
    handle: `anchor-${mark}`,
    title: `Anchor ${mark}`,
    descriptionHtml: '<p>Heavy.</p>',
    vendor: 'Foundry',
    productType: `Deck ${mark}`,
    status: 'active',
    optionNames: ['Size'],
    images: [{ src: `/art/${mark}-bell-brass.svg`, alt: 'Anchor', width: 800, height: 800 }],
    variants: [
      { sku: `A-${mark}-S`, optionValues: ['S'], priceMinor: 1_000, compareAtMinor: 1_500, onHand: 3 },
      { sku: `A-${mark}-L`, optionValues: ['L'], priceMinor: 2_000, compareAtMinor: null, onHand: 0 },
    ],
    categoryPaths: [[`Deck ${mark}`, 'Anchors']],
    ...overrides,
  };
}

/** Stores a product of its own and returns what a test needs of it. */
export async function storedProduct(overrides: (mark: string) => Partial<ProductInput> = () => ({})) {
  const mark = unique();
  const input = productInput(mark, overrides(mark));
  const [outcome] = await saveProducts(ctx, [input]);
  if (outcome?.status !== 'created') throw new Error(`not stored: ${JSON.stringify(outcome)}`);
  const { id } = await db().product.findUniqueOrThrow({ where: { handle: input.handle } });
  return { mark, input, id, handle: input.handle, sku: input.variants[0]?.sku ?? '' };
}

/** Tags of every invalidation recorded after `id`. */
export async function invalidatedSince(id: bigint): Promise<string[]> {
  const rows = await db().cacheInvalidation.findMany({ where: { id: { gt: id } } });
  return rows.flatMap((row) => row.tags as string[]);
}

export async function lastInvalidationId(): Promise<bigint> {
  const row = await db().cacheInvalidation.findFirst({ orderBy: { id: 'desc' }, select: { id: true } });
  return row?.id ?? 0n;
}

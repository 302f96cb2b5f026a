import { getCurrencyPrices, type ProductInput, setCurrencyPrices } from '#lib/catalogue/index.ts';
import type { Ctx } from '#lib/platform/index.ts';

/** Honey and seeds do not pass American customs: these goods have no price in dollars, so they are not sold there. */
const europeOnly = /honey|seed|biscuit/i;

/** What an article costs in the United States, without tax: whole dollars, in cents. */
const dollars = (euroMinor: number) => Math.max(100, Math.round((euroMinor * 0.98) / 100) * 100);

/** Gives the demo's goods their American prices. Goods that have some already are left alone. */
export async function seedCurrencyPrices(ctx: Ctx, products: readonly ProductInput[]): Promise<void> {
  const sold = products.filter(({ title }) => !europeOnly.test(title));
  const skus = sold.flatMap(({ variants }) => variants.map(({ sku }) => sku));
  const known = await getCurrencyPrices('USD', skus);
  const wanted = sold
    .filter(({ variants }) => !variants.some(({ sku }) => known.has(sku)))
    .flatMap(({ variants }) =>
      variants.map(({ sku, priceMinor, compareAtMinor }) => ({
        sku,
        priceMinor: dollars(priceMinor),
        compareAtMinor: compareAtMinor === null ? null : dollars(compareAtMinor) + 100,
      })),
    );
  // In bites: each is one transaction.
  for (let from = 0; from < wanted.length; from += 50) {
    const prices = wanted.slice(from, from + 50);
    const set = await setCurrencyPrices(ctx, { currency: 'USD', prices });
    if (!set.ok) throw new Error(`The prices in dollars were refused: ${JSON.stringify(set.error)}`);
  }
}

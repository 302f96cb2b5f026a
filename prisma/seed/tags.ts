import type { SeedProduct } from './products.ts';
import { createRandom } from './random.ts';

/** Whose goods leave the bench one by one. */
const makeByHand = ['Aldous & Daughter', 'Ardmore Pottery', 'Brennan Ropework'];

/** A gift costs no more, in minor units. */
const giftMinor = 5_000;
/** So few units are the last. */
const fewUnits = 9;

/**
 * What staff call the demo's goods, by handle: from what they are, and where that says nothing from one seed number.
 * Of all goods together, so that each has the same tags whichever of them a shop is given.
 */
export function tagsOf(products: readonly SeedProduct[]): Map<string, string[]> {
  const random = createRandom(13);
  return new Map(
    products.map(({ handle, maker, prices, stock: [units = 0] = [], sizes, colours, featured = false }) => {
      const drawn = random.next();
      const holds = {
        new: drawn > 0.85 && !featured,
        gift: drawn < 0.35 && Math.min(...prices) <= giftMinor,
        bestseller: featured,
        handmade: makeByHand.includes(maker),
        'last pieces': !sizes && !colours && units > 0 && units <= fewUnits,
      };
      return [handle, Object.entries(holds).flatMap(([tag, does]) => (does ? [tag] : []))];
    }),
  );
}

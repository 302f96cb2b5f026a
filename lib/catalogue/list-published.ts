import { env } from '#lib/platform/index.ts';
import { countActive, findPublished } from './catalogue.repository.ts';
import type { View } from './types.ts';

const most = 5_000;

/**
 * The addresses of everything sold for a currency, the newest first, for sitemaps and feeds. @param size of a page, at
 * most 5,000. A page past the end is empty.
 */
export function listPublished(
  { page, size }: { page: number; size: number },
  { currency = env.SHOP_CURRENCY }: View = {},
): Promise<{ handle: string; updatedAt: Date }[]> {
  const take = Math.min(most, Math.max(1, size));
  return findPublished(currency, { take, skip: (Math.max(1, page) - 1) * take });
}

/** How many products are sold for each of these currencies. */
export function countPublished(currencies: readonly string[]): Promise<Map<string, number>> {
  return countActive([...new Set(currencies)]);
}

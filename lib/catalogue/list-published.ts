import { countActive, findActiveIds, findAddresses } from './catalogue.repository.ts';
import type { View } from './types.ts';

export type PublishedPage = { products: { handle: string; updatedAt: Date }[]; pages: number };

/**
 * The addresses of everything sold for a currency, oldest page last, for sitemaps and feeds. @param size of a page, at
 * most 5,000. A page past the end is empty.
 */
export async function listPublished(
  { page, size }: { page: number; size: number },
  { currency }: View = {},
): Promise<PublishedPage> {
  const take = Math.min(5_000, Math.max(1, size));
  const [total, ids] = await Promise.all([
    countActive(currency),
    findActiveIds(currency, { take, skip: (Math.max(1, page) - 1) * take }),
  ]);
  return { products: await findAddresses(ids), pages: Math.max(1, Math.ceil(total / take)) };
}

import { logger, type MendPosition, withTransaction } from '#lib/platform/index.ts';
import {
  findChangedListings,
  findListings,
  forgetCounts,
  rewriteCounts,
} from './stored-counts.repository.ts';

/** Larger listings take longer than a statement may: they are counted as they are read, like small ones. */
const largest = 500_000;
/** Categories that one step looks at. */
const take = 20;
const timeoutMs = 60_000;

export type CountPosition = MendPosition & {
  /** Entries from which a listing's counts are stored, 500 unless said otherwise; fewer are counted as they are read. */
  least?: number;
  /** Changes from which they are added up, 20 unless said otherwise: a page that reads counts adds up fewer. */
  changes?: number;
};

/**
 * Keeps the stored counts of large listings: adds up what changed them, and counts the entries of those that were not
 * counted for an hour, which finds what a process of the release before has left out.
 * @param position the category to go on after, and about how many entries to count, 20,000 unless said otherwise.
 * @returns the category to go on after, empty after the last; and how many counts were wrong.
 */
export async function mendCounts({
  after,
  most = 20_000,
  least = 500,
  changes = 20,
}: CountPosition): Promise<{ next: string; mended: number }> {
  for (const listing of await findChangedListings(changes))
    await withTransaction((tx) => rewriteCounts(tx, listing, { recount: false }), { timeoutMs });
  const listings = await findListings(after, take);
  let [looked, counted, mended] = [0, 0, 0];
  for (const { listing, stored, size } of listings) {
    if (counted >= most) break;
    looked++;
    if (size === null) continue;
    const large = size >= least && size <= largest;
    if (!large && stored) await withTransaction((tx) => forgetCounts(tx, [listing]));
    if (!large) continue;
    counted += size;
    if (await withTransaction((tx) => rewriteCounts(tx, listing, { recount: true }), { timeoutMs })) mended++;
  }
  if (mended > 0) logger('listing-counts').info({ mended }, 'counts put right');
  const atEnd = looked === listings.length && listings.length < take;
  return { next: atEnd ? '' : (listings[looked - 1]?.categoryId ?? ''), mended };
}

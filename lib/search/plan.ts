/** How the words of a search are best looked for, by their positions. Pure data. */
export type Plan = {
  /** Asked of the full-text index; the others are looked for in the texts of what it answers with. */
  indexed: number[];
  /** With none asked of the index: so many of the newest products are looked through at most. */
  newest: number;
  /** How many products have all words, about, if each word is as frequent among those that have the others. */
  hits: number;
};

// Microseconds, as measured with a million products; only their ratios matter. What the index answers with it sorts whole,
// before the first is read; a text found by it is read from anywhere (3 in memory, 30 from the disk), one of the newest
// beside the last.
const answered = 0.5;
const fetched = 8;
const lookedThrough = 0.6;
/** Looking through so many of the newest takes as long as the index takes for as many hits. */
export const mostLookedAt = 50_000;
/** Of a word that the sample has not: most such words are rare. */
const leastShare = 0.001;

const product = (shares: readonly number[]) => shares.reduce((all, share) => all * share, 1);
const sum = (shares: readonly number[]) => shares.reduce((all, share) => all + share, 0);

/** The numbers of the index's entries, which rise with time: the last one, and how many there are for each product, about. */
export type Numbers = { last: number; each: number };

/** The newest products, so many, have numbers above this. Pure. */
export const beforeNewest = ({ last, each }: Numbers, count: number): number =>
  Math.max(0, Math.floor(last - count * each));

/**
 * The cheapest way to the first `wanted` products that have all words: the index for the rarest of them, or the newest
 * products one by one, where half of `wanted` is expected among those that may be looked through.
 * @param shares how large a share of all products has each word, 0 where that is not known. @param size how many products
 * there are, about; 0 for few: then the index is asked for all.
 */
export function planSearch(
  shares: readonly number[],
  { size, wanted, most = mostLookedAt }: { size: number; wanted: number; most?: number },
): Plan {
  const rarestFirst = shares
    .map((share, index) => ({ index, share: share || leastShare }))
    .sort((a, b) => a.share - b.share);
  const sharesOf = (from: number, to?: number) => rarestFirst.slice(from, to).map(({ share }) => share);
  const hits = Math.round(size * product(sharesOf(0)));
  const all = { indexed: rarestFirst.map(({ index }) => index), newest: 0, hits };
  if (size === 0) return all;
  const needed = Math.ceil(wanted / product(sharesOf(0)));
  const newest = Math.min(most, size, needed);
  let [best, cost] = [all, Number.POSITIVE_INFINITY];
  if (newest * product(sharesOf(0)) >= Math.min(wanted, size) / 2)
    [best, cost] = [{ indexed: [], newest, hits }, newest * lookedThrough];
  for (let asked = 1; asked <= rarestFirst.length; asked++) {
    const answers = size * product(sharesOf(0, asked));
    const read = Math.min(answers, wanted / product(sharesOf(asked)));
    const own = size * sum(sharesOf(0, asked)) * answered + read * fetched;
    if (own < cost) {
      [best, cost] = [{ ...all, indexed: all.indexed.slice(0, asked) }, own];
    }
  }
  return best;
}

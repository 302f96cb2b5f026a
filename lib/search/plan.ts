/** How the words of a search are best looked for. Pure data. */
export type Plan<Word> = {
  /** Of the full-text index, the rarest first: it collects what has the first word, and looks among that for the next. */
  asked: Word[];
  /** Looked for in the texts of what it answers with, or of the newest; the rarest first. */
  read: Word[];
  /** With none asked of the index: so many of the newest products are looked through at most. */
  newest: number;
  /** So few have all words, about, if each is as frequent among those that have the others: all are read, the best first. */
  few: boolean;
};

// Microseconds, as measured with a million products; only their ratios matter. What has the first word the index collects
// and sorts whole, before the first is read; what has the next it looks for among that. A text found by it is read from
// anywhere (3 in memory, 30 from the disk), one of the newest beside the last.
const collected = 0.8;
const lookedFor = 0.2;
const fetched = 6;
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
 * @param words with how large a share of all products has each, 0 where that is not known. @param size how many products
 * there are, about; 0 for few: then the index is asked for all. @param fewBelow fewer products than these are few.
 */
export function planSearch<Word>(
  words: readonly { word: Word; share: number }[],
  {
    size,
    wanted,
    fewBelow = 0,
    most = mostLookedAt,
  }: { size: number; wanted: number; fewBelow?: number; most?: number },
): Plan<Word> {
  const rarestFirst = words
    .map(({ word, share }) => ({ word, share: share || leastShare }))
    .sort((a, b) => a.share - b.share);
  const sharesOf = (from: number, to?: number) => rarestFirst.slice(from, to).map(({ share }) => share);
  const wordsOf = (from: number, to?: number) => rarestFirst.slice(from, to).map(({ word }) => word);
  const hits = Math.round(size * product(sharesOf(0)));
  const few = hits < fewBelow;
  let best: Plan<Word> = { asked: wordsOf(0), read: [], newest: 0, few };
  if (size === 0) return best;
  let cost = Number.POSITIVE_INFINITY;
  const needed = Math.ceil(wanted / product(sharesOf(0)));
  const newest = Math.min(most, size, needed);
  if (newest * product(sharesOf(0)) >= Math.min(wanted, size) / 2) {
    [best, cost] = [{ asked: [], read: wordsOf(0), newest, few }, newest * lookedThrough];
  }
  for (let asked = 1; asked <= rarestFirst.length; asked++) {
    const answers = size * product(sharesOf(0, asked));
    const fetches = few ? answers : Math.min(answers, wanted / product(sharesOf(asked)));
    const found = sum(sharesOf(0, 1)) * collected + sum(sharesOf(1, asked)) * lookedFor;
    const own = size * found + fetches * fetched;
    if (own < cost) {
      [best, cost] = [{ asked: wordsOf(0, asked), read: wordsOf(asked), newest: 0, few }, own];
    }
  }
  return best;
}

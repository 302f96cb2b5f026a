import type { SearchWords } from './catalogue.repository.ts';

// InnoDB does not index these (its default list) nor words of one or two letters.
const stopwords = new Set(
  (
    'a about an are as at be by com de en for from how i in is it la of on or that the this to was what when where ' +
    'who will with und www'
  ).split(' '),
);
// Scripts written without spaces: the index holds whole runs, so parts of them are found by LIKE only.
const unspaced =
  /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}\p{Script=Lao}\p{Script=Khmer}]/u;

/**
 * Turns what a person typed into a safe search: only runs of letters and digits survive, so no
 * operator of the full-text syntax can. At most eight words of 40 characters. Null: nothing to look for.
 */
export function searchWords(q: string): SearchWords | null {
  const text = q.slice(0, 400).normalize('NFKC').toLowerCase();
  const runs = [...new Set(text.match(/[\p{L}\p{N}\p{M}_]+/gu) ?? [])].filter((run) =>
    /[\p{L}\p{N}]/u.test(run),
  );
  const words = runs.slice(0, 8).map((run) => [...run].slice(0, 40).join(''));
  if (words.length === 0) return null;
  const indexed = words.filter(
    (word) => [...word].length > 2 && !stopwords.has(word) && !unspaced.test(word),
  );
  const parts = words.filter((word) => !indexed.includes(word) && !stopwords.has(word));
  if (indexed.length === 0 && parts.length === 0) return { match: '', parts: words };
  return { match: indexed.map((word) => `+${word}*`).join(' '), parts };
}

// Scripts written without spaces: pairs of letters stand for words.
const unspaced =
  /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}\p{Script=Lao}\p{Script=Khmer}]/u;

// InnoDB leaves these out of its index (its default list).
const stopwords = new Set(
  (
    'a about an are as at be by com de en for from how i in is it la of on or that the this to was what when where ' +
    'who will with und www'
  ).split(' '),
);

const maxLetters = 40;

/**
 * The words of a text as the index knows them: lower case, accents of European scripts folded, each once. `letters`:
 * also the single letters of scripts without spaces, so that one alone is found.
 */
export function tokensOf(text: string, max = 200, { letters: single = false } = {}): string[] {
  const folded = text
    .normalize('NFKD')
    .replaceAll(/[\u0300-\u036f]/g, '')
    .toLowerCase()
    .replaceAll('ß', 'ss')
    .normalize('NFC');
  const found = new Set<string>();
  for (const [run] of folded.matchAll(/[\p{L}\p{N}\p{M}]+/gu)) {
    if (found.size >= max) break;
    if (!/[\p{L}\p{N}]/u.test(run)) continue;
    if (!unspaced.test(run)) {
      found.add([...run].slice(0, maxLetters).join(''));
      continue;
    }
    const letters = [...run].slice(0, 400);
    if (letters.length === 1 || single) for (const letter of letters) found.add(letter);
    for (let index = 0; index + 1 < letters.length && found.size < max; index++) {
      found.add(`${letters[index]}${letters[index + 1]}`);
    }
  }
  return [...found];
}

/** A word as it is stored: InnoDB indexes no word under three letters and no stop word, so these are made longer. */
export function stored(token: string): string {
  if (stopwords.has(token)) return `${token}__`;
  return token.padEnd(3, '_');
}

export const storedText = (tokens: readonly string[]): string => tokens.map(stored).join(' ');

/** The words of what a person typed: at most eight, without stop words where there are others. */
export function queryTokens(text: string): string[] {
  const tokens = tokensOf(text.slice(0, 400), 16);
  const telling = tokens.filter((token) => !stopwords.has(token));
  return (telling.length > 0 ? telling : tokens).slice(0, 8);
}

/**
 * A full-text expression in boolean mode of words that are all letters and digits, so that no operator can be typed.
 * Each word stands for its alternatives, each of them for all words that begin with it.
 */
export function matchOf(words: readonly (readonly string[])[], { all }: { all: boolean }): string {
  const terms = words.map((alternatives) => {
    const each = alternatives.map((token) => (stopwords.has(token) ? stored(token) : `${token}*`)).join(' ');
    return alternatives.length > 1 ? `(${each})` : each;
  });
  return terms.map((term) => `${all ? '+' : ''}${term}`).join(' ');
}

/** Whether a word is worth correcting typing errors to. */
export const isVocabulary = (token: string): boolean => /^\p{L}{3,40}$/u.test(token) && !unspaced.test(token);

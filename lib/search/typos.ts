/** How many letters of a word may be wrong: none in the shortest, as every other word is near to those. */
export function allowedErrors(word: string): number {
  const letters = [...word].length;
  return letters < 4 ? 0 : letters < 8 ? 1 : 2;
}

/** Letters to insert, leave out, change, or swap with their neighbour (Damerau-Levenshtein, optimal string alignment); `limit + 1` for more. */
export function typoDistance(a: string, b: string, limit: number): number {
  const from = [...a];
  const to = [...b];
  if (Math.abs(from.length - to.length) > limit) return limit + 1;
  let before: number[] = [];
  let above = Array.from({ length: to.length + 1 }, (_, index) => index);
  for (let i = 1; i <= from.length; i++) {
    const row = [i];
    for (let j = 1; j <= to.length; j++) {
      const change = from[i - 1] === to[j - 1] ? 0 : 1;
      let best = Math.min((above[j] ?? 0) + 1, (row[j - 1] ?? 0) + 1, (above[j - 1] ?? 0) + change);
      const swapped = i > 1 && j > 1 && from[i - 1] === to[j - 2] && from[i - 2] === to[j - 1];
      if (swapped) best = Math.min(best, (before[j - 2] ?? 0) + 1);
      row.push(best);
    }
    if (Math.min(...row) > limit) return limit + 1;
    before = above;
    above = row;
  }
  return above[to.length] ?? limit + 1;
}

/** The nearest of these words that is near enough, or null; of equally near ones the one nearest in length, then by alphabet. */
export function nearestWord(word: string, candidates: readonly string[]): string | null {
  const limit = allowedErrors(word);
  const ranked = candidates
    .map((candidate) => ({ candidate, distance: typoDistance(word, candidate, limit) }))
    .filter(({ distance }) => distance <= limit)
    .sort(
      (a, b) =>
        a.distance - b.distance ||
        Math.abs(a.candidate.length - word.length) - Math.abs(b.candidate.length - word.length) ||
        (a.candidate < b.candidate ? -1 : 1),
    );
  return ranked[0]?.candidate ?? null;
}

/** Numbers that look random and are the same for the same seed: mulberry32, which is enough for a demo. */
export function createRandom(seed: number) {
  let state = seed >>> 0;
  const next = (): number => {
    state = (state + 0x6d2b79f5) >>> 0;
    let t = state;
    t = Math.imul(t ^ (t >>> 15), t | 1);
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
    return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32;
  };
  return {
    /** From 0 to 1. */
    next,
    pick: <T>(list: readonly [T, ...T[]] | readonly T[]): T => {
      const found = list[Math.floor(next() * list.length)];
      if (found === undefined) throw new RangeError('Nothing to pick from');
      return found;
    },
    /** Ten bytes, for an id. */
    bytes: (): Uint8Array => Uint8Array.from({ length: 10 }, () => Math.floor(next() * 256)),
    shuffled: <T>(list: readonly T[]): T[] =>
      list
        .map((value) => ({ value, order: next() }))
        .sort((a, b) => a.order - b.order)
        .map(({ value }) => value),
  };
}

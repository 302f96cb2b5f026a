const piece = 1_000;

/** The list in pieces of at most a thousand, in its order. */
export function pieces<T>(all: readonly T[]): T[][] {
  return Array.from({ length: Math.ceil(all.length / piece) }, (_, index) =>
    all.slice(index * piece, (index + 1) * piece),
  );
}

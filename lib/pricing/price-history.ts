/** From when a price was asked, in minor units. */
export type PricePeriod = { fromAt: Date; priceMinor: number };

/** Directive 98/6/EC, article 6a: a reduction names the lowest price of at least the 30 days before it. */
export const priorPriceDays = 30;

/** The start of the time whose lowest price a reduction at `at` has to name. */
export function priorWindowStart(at: Date): Date {
  return new Date(at.getTime() - priorPriceDays * 86_400_000);
}

/** The lowest price asked in the 30 days before `at`, in minor units; null when nothing was on sale then. Pure. */
export function lowestBefore(history: readonly PricePeriod[], at: Date): number | null {
  const start = priorWindowStart(at);
  const sorted = history.filter(({ fromAt }) => fromAt < at).sort((a, b) => +a.fromAt - +b.fromAt);
  // What began before the window counts if it was still asked when the window began.
  const asked = sorted.filter((_, index) => {
    const until = sorted[index + 1]?.fromAt;
    return until === undefined || until > start;
  });
  return asked.length === 0 ? null : Math.min(...asked.map(({ priceMinor }) => priceMinor));
}

/** Directive 98/6/EC, article 6a: a reduction names the lowest price of at least the 30 days before it. */
export const priorPriceDays = 30;

/** The start of the time whose lowest price a reduction at `at` has to name. */
export function priorWindowStart(at: Date): Date {
  return new Date(at.getTime() - priorPriceDays * 86_400_000);
}

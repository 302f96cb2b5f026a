/** Each bucket ends 4 % above the one before: percentiles are right within 2 %, whatever their size. */
const growth = Math.log(1.04);
const leastMs = 0.05;

/** Counts by bucket; plain numbers, so that it goes between processes and into files. */
export type Histogram = Record<number, number>;

const bucketOf = (ms: number) => Math.max(0, Math.ceil(Math.log(ms / leastMs) / growth));
const middleOf = (bucket: number) => leastMs * Math.exp(growth * (bucket - 0.5));

/** Counts one duration in milliseconds. */
export function record(histogram: Histogram, ms: number): void {
  const bucket = ms <= leastMs ? 0 : bucketOf(ms);
  histogram[bucket] = (histogram[bucket] ?? 0) + 1;
}

/** Adds the counts of `other`. */
export function merge(into: Histogram, other: Histogram): void {
  for (const [bucket, count] of Object.entries(other)) {
    into[Number(bucket)] = (into[Number(bucket)] ?? 0) + count;
  }
}

export const countOf = (histogram: Histogram) =>
  Object.values(histogram).reduce((sum, count) => sum + count, 0);

/** The duration below which `share` (0 to 1) of them lie, in milliseconds; 0 for none. */
export function quantile(histogram: Histogram, share: number): number {
  // Whole-numbered keys come in rising order.
  let left = Math.max(1, Math.ceil(share * countOf(histogram)));
  for (const [bucket, count] of Object.entries(histogram)) {
    left -= count;
    if (left <= 0) return middleOf(Number(bucket));
  }
  return 0;
}

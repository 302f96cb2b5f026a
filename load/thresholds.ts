import type { Figures } from './run/figures.ts';

/** What a run has to hold. All limits of all scenarios are here, and nowhere else. */
export type Limit = { figure: keyof Figures; most?: number; least?: number };

const sound: Limit[] = [
  { figure: 'findings', most: 0 },
  { figure: 'unsettled', most: 0 },
  // When requests are sent late by the generator itself, the run says nothing of the shop.
  { figure: 'generatorLagP99Ms', most: 100 },
];
const fast = (pagesP95Ms = 1_000): Limit[] => [
  { figure: 'pagesP95Ms', most: pagesP95Ms },
  { figure: 'payP95Ms', most: 3_000 },
  { figure: 'hitRate', least: 0.95 },
];
const whole: Limit[] = [
  { figure: 'failedShare', most: 0.001 },
  { figure: 'shedShare', most: 0.001 },
  { figure: 'paymentSuccess', least: 0.99 },
];

export const thresholds: Record<string, readonly Limit[]> = {
  baseline: [...sound, ...whole, ...fast(300)],
  peak: [...sound, ...whole, ...fast()],
  spike: [...sound, ...whole, ...fast()],
  soak: [...sound, ...whole, ...fast(), { figure: 'memoryGrowth', most: 1.3 }],
  // What is turned away with "come back later" is as it should be; what breaks is not.
  beyond: [...sound, { figure: 'failedShare', most: 0.02 }, { figure: 'recoverySeconds', most: 10 }],
  'flash-sale': [...sound, ...whole, ...fast(), { figure: 'oversold', most: 0 }],
  'webhook-storm': [...sound, ...whole, ...fast(), { figure: 'webhookP95Ms', most: 1_000 }],
};

export type Judged = Limit & { value: number; holds: boolean };

/** Holds the figures against a scenario's limits. A figure that could not be had does not hold. */
export function judge(scenario: string, figures: Figures): Judged[] {
  return (thresholds[scenario] ?? sound).map((limit) => {
    const value = figures[limit.figure] ?? Number.NaN;
    const holds = value <= (limit.most ?? Infinity) && value >= (limit.least ?? -Infinity);
    return { ...limit, value, holds };
  });
}

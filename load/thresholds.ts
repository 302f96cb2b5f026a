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

/** What would grow for ever if something leaked, from one evening to the next. An order with all its effects writes about forty rows. */
const lasting: Limit[] = [
  { figure: 'memoryGrowth', most: 1.15 },
  { figure: 'handlesGrowth', most: 1.1 },
  { figure: 'connectionsGrowth', most: 1.1 },
  { figure: 'rowsPerOrder', most: 80 },
];

export const thresholds: Record<string, readonly Limit[]> = {
  baseline: [...sound, ...whole, ...fast(300)],
  peak: [...sound, ...whole, ...fast()],
  spike: [...sound, ...whole, ...fast()],
  soak: [...sound, ...whole, ...fast(), ...lasting],
  // What is turned away with "come back later" is as it should be; what breaks is not.
  beyond: [...sound, { figure: 'failedShare', most: 0.02 }, { figure: 'recoverySeconds', most: 10 }],
  'flash-sale': [...sound, ...whole, ...fast(), { figure: 'oversold', most: 0 }],
  'webhook-storm': [...sound, ...whole, ...fast(), { figure: 'webhookP95Ms', most: 1_000 }],
};

/** How many times dearer something may be in the largest shop of a run than in the smallest, by CPU and by p95. */
export type GrowthLimit = { name: string; ratio?: number; p95Ms?: number };

export const growthThresholds: Record<string, readonly GrowthLimit[]> = {
  'catalogue-growth': [
    { name: 'product page', ratio: 1.5 },
    { name: 'category page', ratio: 1.5 },
    { name: 'department page', ratio: 1.5 },
    { name: 'search: a whole title', ratio: 3 },
    { name: 'search: two words', ratio: 3 },
    { name: 'search: one word', ratio: 3 },
    { name: 'search: a word of every product', ratio: 3 },
    { name: 'search: a typing error', ratio: 3 },
    { name: 'suggestions', ratio: 3, p95Ms: 100 },
    { name: 'admin: product list', ratio: 2 },
    { name: 'admin: product list, searched', ratio: 2 },
  ],
  'order-growth': [
    { name: 'state of one order at a moment', ratio: 2, p95Ms: 10 },
    { name: 'timeline of one order', ratio: 2 },
    { name: 'list, first page', ratio: 2 },
    { name: 'list, one status', ratio: 2 },
    { name: 'list, by e-mail', ratio: 2 },
    { name: 'list, by order number', ratio: 2 },
  ],
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

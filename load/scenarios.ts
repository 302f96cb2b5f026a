import type { Curve } from './generator/job.ts';
import { dayCurve } from './model/arrivals.ts';
import { measured } from './model/parameters.ts';

export type Scenario = {
  about: string;
  /** How long it lasts unless said otherwise. */
  seconds: number;
  /** Think times are divided by it; the pages of a session and what comes of it stay the same. */
  haste: number;
  /** Sessions as multiples of the base rate, by second. */
  curve: (seconds: number) => Curve;
  /** Seconds before it from which figures count: sessions that were under way. */
  warmUp: (seconds: number) => number;
  /** When more comes than the shop is made for, in seconds. */
  overload?: (seconds: number) => { from: number; to: number };
  /** What lasts is compared with what it was after this share of the run, a fifth unless said otherwise. */
  comparedWith?: number;
  /** Webhooks a second besides. */
  webhooks?: number;
  /** A rule on 500 products starts, and everybody wants one scarce article. */
  sale?: boolean;
  /** It fills the database, so it opens a shop of its own. */
  own?: boolean;
};

const steady =
  (factor: number): Scenario['curve'] =>
  (seconds) => [
    [0, factor],
    [seconds, factor],
  ];
const tenth = (seconds: number) => Math.min(60, seconds / 5);
/** A second for each step of the day's curve, or more. */
const day: Scenario['curve'] = (seconds) => {
  const curve = dayCurve(measured.orders.hours);
  return Array.from({ length: 97 }, (_, quarter) => [(quarter * seconds) / 96, curve(quarter / 4)] as const);
};

/** The same day twice: what the first noon leaves behind is there before the second, and only a leak comes on top. */
const twoDays: Scenario['curve'] = (seconds) => {
  const first = day(seconds / 2);
  return [...first, ...first.slice(1).map(([at, factor]) => [at + seconds / 2, factor] as const)];
};

/** Runs of the traffic model. What each has to hold is in thresholds.ts. */
export const scenarios: Record<string, Scenario> = {
  baseline: {
    about: 'an ordinary hour',
    ...{ seconds: 300, haste: 30, curve: steady(1), warmUp: tenth },
  },
  peak: {
    about: 'ten times the baseline',
    ...{ seconds: 300, haste: 30, curve: steady(10), warmUp: tenth },
  },
  spike: {
    about: 'five times the baseline within two seconds, for a third of the run',
    ...{ seconds: 240, haste: 100, warmUp: tenth },
    curve: (seconds) => [
      [0, 1],
      [seconds / 3, 1],
      [seconds / 3 + 2, 5],
      [(seconds * 2) / 3, 5],
      [(seconds * 2) / 3 + 2, 1],
      [seconds, 1],
    ],
  },
  soak: {
    about: 'two days by the measured curve, in four hours unless --seconds says otherwise',
    ...{ seconds: 4 * 3_600, haste: 10, curve: twoDays, warmUp: () => 0 },
    // The last tenth of the run is an evening: it is held against the evening before.
    comparedWith: 0.4,
  },
  beyond: {
    about: 'a minute of far more than the shop is made for, and what comes after',
    ...{ seconds: 180, haste: 200, warmUp: () => 10 },
    curve: (seconds) => [
      [0, 1],
      [seconds / 3, 1],
      [seconds / 3 + 1, 40],
      [(seconds * 2) / 3, 40],
      [(seconds * 2) / 3 + 1, 1],
      [seconds, 1],
    ],
    overload: (seconds) => ({ from: seconds / 3, to: (seconds * 2) / 3 + 1 }),
  },
  'flash-sale': {
    about: 'a price rule on 500 products starts, and half of the shop comes for one scarce article',
    ...{ seconds: 180, haste: 60, warmUp: tenth, sale: true, own: true },
    curve: (seconds) => [
      [0, 1],
      [seconds / 3, 1],
      [seconds / 3 + 2, 10],
      [seconds, 10],
    ],
  },
  'webhook-storm': {
    about: 'the baseline, and a gateway that sends 100 webhooks a second, half of them again',
    ...{ seconds: 120, haste: 30, curve: steady(1), warmUp: tenth, webhooks: 100 },
  },
};

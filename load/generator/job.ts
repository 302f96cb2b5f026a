import type { Bought } from '../chaos/shopper.ts';
import type { World } from '../model/session.ts';
import type { Storm } from './others.ts';
import type { Second } from './tally.ts';

/** Points of (second, sessions a second); a line between two of them. */
export type Curve = readonly (readonly [second: number, perSecond: number])[];

/** What one generator process has to do. */
export type Job = {
  url: string;
  mark: Record<string, string>;
  seed: number;
  /** It takes each `of`-th arrival, from `index`. */
  index: number;
  of: number;
  seconds: number;
  curve: Curve;
  haste: number;
  world: World;
  /** Cookies of customers who are signed in, and of a member of staff. */
  customers: readonly string[];
  staff: string | null;
  staffPerSecond: number;
  botsPerSession: number;
  storm: (Storm & { perSecond: number }) | null;
  /** An article that a share of the sessions comes for, straight from an advertisement. */
  wanted: { path: string; sku: string; share: number; fromSecond: number } | null;
};

export type FromGenerator =
  | { kind: 'second'; second: Second }
  | { kind: 'bought'; bought: Bought }
  | { kind: 'done'; unfinished: number };

/** The curve's value at a moment; its last value ever after. */
export function valueAt(curve: Curve, second: number): number {
  for (let index = 1; index < curve.length; index++) {
    const [from, low] = curve[index - 1] ?? [0, 0];
    const [to, high] = curve[index] ?? [0, 0];
    if (second < to) return low + ((high - low) * Math.max(0, second - from)) / (to - from);
  }
  return curve.at(-1)?.[1] ?? 0;
}

export const highest = (curve: Curve) => Math.max(0, ...curve.map(([, perSecond]) => perSecond));

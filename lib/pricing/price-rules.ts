/** How a rule changes a price. `value` is basis points for a percentage (1 % = 100), else minor units. */
export type PriceRuleKind = 'percentage' | 'amount' | 'fixed';

/** A rule as the arithmetic needs it; who it is for was decided by whoever fetched it. */
export type PriceRule = {
  id: string;
  /** Shown to customers: `Autumn sale`. */
  name: string;
  kind: PriceRuleKind;
  value: number;
  /** The higher comes first. */
  priority: number;
  stacking: 'exclusive' | 'stackable';
  /** Whether its pages count down to its end. */
  display: 'plain' | 'countdown';
  startsAt: Date;
  /** The first instant at which the rule is over; null: it stays until it is stopped. */
  endsAt: Date | null;
};

export type AppliedRule = Pick<PriceRule, 'id' | 'name' | 'display' | 'endsAt'> & {
  /** What this rule took off one unit, in minor units. */
  discountMinor: number;
};

export type RuledPrice = { unitMinor: number; applied: AppliedRule[] };

/** Whether the rule holds at an instant: from its start, up to but not including its end. */
export function isActive(rule: Pick<PriceRule, 'startsAt' | 'endsAt'>, at: Date): boolean {
  return rule.startsAt <= at && (rule.endsAt === null || at < rule.endsAt);
}

/** `amount × basisPoints / 100 %` in minor units, rounded half up, without floats. */
export function shareOf(amountMinor: number, basisPoints: number): number {
  return Number((2n * BigInt(amountMinor) * BigInt(basisPoints) + 10_000n) / 20_000n);
}

/** What one rule makes of a price, in minor units: never more than it was, never below zero. */
export function reduce(priceMinor: number, { kind, value }: Pick<PriceRule, 'kind' | 'value'>): number {
  switch (kind) {
    case 'percentage':
      return Math.max(0, priceMinor - shareOf(priceMinor, value));
    case 'amount':
      return Math.max(0, priceMinor - value);
    case 'fixed':
      return Math.min(priceMinor, value);
  }
}

const inOrder = (a: PriceRule, b: PriceRule) => b.priority - a.priority || (a.id < b.id ? -1 : 1);

/**
 * The price of one unit at an instant, in minor units: the only place where price rules meet a price, for pages,
 * cart, quote and checkout alike. Pure and independent of the order of `rules`.
 *
 * Rules that hold at `at` are taken by priority, higher first, older id first among equals. One that would not lower
 * the price is passed over. The first of the rest decides: an exclusive one applies alone; a stackable one is followed
 * by the other stackable ones, each on the price the one before it left. Percentages round the discount half up.
 */
export function priceAt(listMinor: number, rules: readonly PriceRule[], at: Date): RuledPrice {
  let unitMinor = listMinor;
  const applied: AppliedRule[] = [];
  for (const rule of rules.filter((one) => isActive(one, at)).sort(inOrder)) {
    if (applied.length > 0 && rule.stacking === 'exclusive') continue;
    const after = reduce(unitMinor, rule);
    if (after >= unitMinor) continue;
    const { id, name, display, endsAt } = rule;
    applied.push({ id, name, display, endsAt, discountMinor: unitMinor - after });
    unitMinor = after;
    if (rule.stacking === 'exclusive') break;
  }
  return { unitMinor, applied };
}

/** The next instant after `at` at which one of these rules starts or ends; null when none does. */
export function nextBoundary(rules: readonly PriceRule[], at: Date): Date | null {
  let next: Date | null = null;
  for (const { startsAt, endsAt } of rules) {
    for (const instant of [startsAt, endsAt]) {
      if (instant && instant > at && (next === null || instant < next)) next = instant;
    }
  }
  return next;
}

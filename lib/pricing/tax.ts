import { shareOut } from './share-out.ts';

/** What kind of goods a rate is for. */
export const taxClasses = ['standard', 'reduced', 'zero'] as const;
export type TaxClass = (typeof taxClasses)[number];

/**
 * The tax of a place. Rates are thousandths of a percent (19 % = 19,000; some American states go to 6.625 %). In the
 * European Union shipping is taxed with the goods it belongs to; `shipping` says whether it is taxed at all.
 */
export type TaxRates = { name: string; standard: number; reduced: number; shipping: boolean };

/** The tax of all goods and shipping at one rate: `netMinor` without it, `taxMinor` the tax, in minor units. */
export type TaxLine = { name: string; rate: number; netMinor: number; taxMinor: number };

const whole = 100_000;

/** The rate of a class of goods, in thousandths of a percent. */
export function rateOf(rates: TaxRates, taxClass: TaxClass): number {
  return taxClass === 'zero' ? 0 : rates[taxClass];
}

/** The tax contained in a gross amount, `gross × rate / (100 % + rate)`, in minor units, rounded half up. */
export function taxIncluded(grossMinor: number, rate: number): number {
  const divisor = BigInt(whole + rate);
  return Number((2n * BigInt(grossMinor) * BigInt(rate) + divisor) / (2n * divisor));
}

/** The tax that comes on top of a net amount, `net × rate`, in minor units, rounded half up. */
export function taxAdded(netMinor: number, rate: number): number {
  return Number((2n * BigInt(netMinor) * BigInt(rate) + BigInt(whole)) / BigInt(2 * whole));
}

/**
 * What each part bears of tax that was added to prices, in minor units: the tax of its rate is shared out by amounts over
 * the parts and the shipping at that rate.
 */
export function taxOfParts(
  parts: readonly TaxedPart[],
  taxes: readonly TaxLine[],
  rates: TaxRates,
): number[] {
  const borne = parts.map(() => 0);
  for (const { rate, netMinor, taxMinor } of taxes) {
    const weights = parts.map(({ taxClass, amountMinor }) =>
      rateOf(rates, taxClass) === rate ? amountMinor : 0,
    );
    const shipping = netMinor - weights.reduce((sum, weight) => sum + weight, 0);
    const shares = shareOut(taxMinor, [...weights, shipping]);
    for (const [index, weight] of weights.entries()) if (weight > 0) borne[index] = shares[index] ?? 0;
  }
  return borne;
}

export type TaxedPart = { taxClass: TaxClass; amountMinor: number };

/**
 * The tax of goods and shipping, one line for each rate, highest first. Each rate's tax is computed once on all it is
 * for, not line by line, so that it is the figure of a tax invoice. Amounts contain the tax or not, as `display` says.
 * Shipping follows the goods: it is shared out over their rates by their amounts (at the standard rate without any).
 */
export function taxLines(
  parts: readonly TaxedPart[],
  shippingMinor: number,
  { rates, display }: { rates: TaxRates; display: 'inclusive' | 'exclusive' },
): TaxLine[] {
  const amounts = new Map<number, number>();
  const add = (rate: number, amount: number) => amounts.set(rate, (amounts.get(rate) ?? 0) + amount);
  for (const { taxClass, amountMinor } of parts) add(rateOf(rates, taxClass), amountMinor);
  const goods = [...amounts];
  if (!rates.shipping) add(0, shippingMinor);
  else if (goods.every(([, amount]) => amount === 0)) add(rates.standard, shippingMinor);
  else {
    const shares = shareOut(
      shippingMinor,
      goods.map(([, amount]) => amount),
    );
    for (const [index, [rate]] of goods.entries()) add(rate, shares[index] ?? 0);
  }
  return [...amounts]
    .filter(([, amount]) => amount > 0)
    .sort(([a], [b]) => b - a)
    .map(([rate, amount]) => {
      const inside = display === 'inclusive';
      const taxMinor = inside ? taxIncluded(amount, rate) : taxAdded(amount, rate);
      return { name: rates.name, rate, netMinor: inside ? amount - taxMinor : amount, taxMinor };
    });
}

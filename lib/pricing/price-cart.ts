import { env } from '#lib/platform/index.ts';
import { PricingError } from './errors.ts';
import { shippingMethods } from './shipping.ts';
import { taxIncluded, taxRate } from './tax.ts';
import type { CartLine, PriceCartInput, PricedCart } from './types.ts';

/** The largest total an order can hold, in minor units: what its database column can. */
export const MAX_TOTAL_MINOR = 2_147_483_647;

/**
 * Prices a cart, in minor units. Pure. The total is subtotal plus shipping; the tax is contained in it.
 * @throws PricingError for input the caller had to refuse first: a line that is not a positive whole
 * quantity of a non-negative price, a country or method not offered, a total above `MAX_TOTAL_MINOR`.
 */
export function priceCart<L extends CartLine>({
  lines,
  shippingMethod,
  country,
  currency = env.SHOP_CURRENCY,
}: PriceCartInput<L>): PricedCart<L> {
  const priced = lines.map((line) => {
    const valid = Number.isSafeInteger(line.quantity) && line.quantity > 0;
    if (!valid || !Number.isSafeInteger(line.unitMinor) || line.unitMinor < 0) {
      throw new PricingError('bad_line', `${line.sku}: ${line.quantity} × ${line.unitMinor}`);
    }
    const gross = line.quantity * line.unitMinor;
    const discount = line.discountMinor ?? 0;
    if (!Number.isSafeInteger(discount) || discount < 0 || discount > gross) {
      throw new PricingError('bad_line', `${line.sku}: ${discount} off ${gross}`);
    }
    return { ...line, totalMinor: gross - discount };
  });
  const subtotalMinor = priced.reduce((sum, line) => sum + line.totalMinor, 0);
  const shippingMinor = shippingPrice(shippingMethod, country, subtotalMinor);
  const totalMinor = subtotalMinor + shippingMinor;
  if (totalMinor > MAX_TOTAL_MINOR) throw new PricingError('too_large', `total ${totalMinor}`);
  const rate = country === null ? 0 : taxRate(country);
  if (rate === undefined) throw new PricingError('unknown_country', `no tax rate for ${country}`);
  const taxMinor = taxIncluded(totalMinor, rate);
  return { lines: priced, subtotalMinor, shippingMinor, taxMinor, totalMinor, currency };
}

function shippingPrice(methodId: string | null, country: string | null, subtotalMinor: number): number {
  if (methodId === null || country === null) return 0;
  const method = shippingMethods(country, subtotalMinor).find(({ id }) => id === methodId);
  if (!method) throw new PricingError('unknown_shipping_method', `${methodId} to ${country}`);
  return method.priceMinor;
}

import { PricingError } from './errors.ts';
import { type TaxedPart, type TaxLine, taxLines, taxOfParts } from './tax.ts';
import type { CartLine, PriceCartInput, PricedCart } from './types.ts';

/** The largest total an order can hold, in minor units: what its database column can. */
export const MAX_TOTAL_MINOR = 2_147_483_647;

/**
 * Prices a cart, in minor units. Pure. The total is subtotal plus shipping; tax is contained in it, or comes on top
 * where prices are shown without.
 * @throws PricingError for input the caller had to refuse first: a line that is not a positive whole
 * quantity of a non-negative price, a negative shipping price, a total above `MAX_TOTAL_MINOR`.
 */
export function priceCart<L extends CartLine>({
  lines,
  shippingMinor,
  tax,
  currency,
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
  if (!Number.isSafeInteger(shippingMinor) || shippingMinor < 0) {
    throw new PricingError('bad_shipping', `shipping ${shippingMinor}`);
  }
  const subtotalMinor = priced.reduce((sum, line) => sum + line.totalMinor, 0);
  if (subtotalMinor + shippingMinor > MAX_TOTAL_MINOR) {
    throw new PricingError('too_large', `total ${subtotalMinor + shippingMinor}`);
  }
  const parts = priced.map(({ taxClass = 'standard', totalMinor }) => ({
    taxClass,
    amountMinor: totalMinor,
  }));
  const taxes = tax ? taxLines(parts, shippingMinor, tax) : [];
  const taxMinor = taxes.reduce((sum, line) => sum + line.taxMinor, 0);
  const totalMinor = subtotalMinor + shippingMinor + (tax?.display === 'exclusive' ? taxMinor : 0);
  if (totalMinor > MAX_TOTAL_MINOR) throw new PricingError('too_large', `total ${totalMinor}`);
  return {
    lines: withTax(priced, parts, taxes, tax),
    subtotalMinor,
    shippingMinor,
    taxMinor,
    taxes,
    totalMinor,
    currency,
  };
}

/** What is given back for a line later is its price with the tax that was added to it. */
function withTax<L extends CartLine & { taxMinor?: number }>(
  lines: L[],
  parts: readonly TaxedPart[],
  taxes: readonly TaxLine[],
  tax: PriceCartInput['tax'],
): (L & { taxMinor?: number })[] {
  if (tax?.display !== 'exclusive') return lines;
  const borne = taxOfParts(parts, taxes, tax.rates);
  return lines.map((line, index) => ({ ...line, taxMinor: borne[index] ?? 0 }));
}

export { type Coupon, type CouponLine, couponDiscounts } from './coupon.ts';
export { PricingError } from './errors.ts';
export { MAX_TOTAL_MINOR, priceCart } from './price-cart.ts';
export { priorPriceDays, priorWindowStart } from './price-history.ts';
export {
  type AppliedRule,
  isActive,
  nextBoundary,
  type PriceRule,
  type PriceRuleKind,
  priceAt,
  type RuledPrice,
  reduce,
  shareOf,
} from './price-rules.ts';
export { shareOut } from './share-out.ts';
export {
  rateOf,
  type TaxClass,
  type TaxedPart,
  type TaxLine,
  type TaxRates,
  taxAdded,
  taxClasses,
  taxIncluded,
  taxLines,
} from './tax.ts';
export type { CartLine, LineDiscount, PriceCartInput, PricedCart } from './types.ts';

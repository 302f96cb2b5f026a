export { type Coupon, type CouponLine, couponDiscounts } from './coupon.ts';
export { PricingError } from './errors.ts';
export { MAX_TOTAL_MINOR, priceCart } from './price-cart.ts';
export { lowestBefore, type PricePeriod, priorPriceDays, priorWindowStart } from './price-history.ts';
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
export { countries, isCountry, shippingMethods } from './shipping.ts';
export { taxIncluded, taxRate } from './tax.ts';
export type { CartLine, LineDiscount, PriceCartInput, PricedCart, ShippingMethod } from './types.ts';

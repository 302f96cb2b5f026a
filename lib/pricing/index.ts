export { PricingError } from './errors.ts';
export { MAX_TOTAL_MINOR, priceCart } from './price-cart.ts';
export { countries, isCountry, shippingMethods } from './shipping.ts';
export { taxIncluded, taxRate } from './tax.ts';
export type { CartLine, PriceCartInput, PricedCart, ShippingMethod } from './types.ts';

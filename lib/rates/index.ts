export { deliveryEstimate, type ShownEstimate } from './delivery-estimate.ts';
export { type DeliveryEstimate, estimateDelivery } from './estimate-delivery.ts';
export { getRates, type Rates } from './get-rates.ts';
export {
  matchesPostcode,
  methodPrice,
  methodsFor,
  type Parcel,
  type ShippingMethod,
  zoneOf,
} from './methods-for.ts';
export { type SaveRatesError, saveShipping, saveTax } from './save-rates.ts';
export {
  type StoredMethod,
  type TaxRow,
  type TaxTable,
  taxTableSchema,
  type Zone,
  zonesSchema,
} from './schemas.ts';
export { needsRegion, taxFor } from './tax-for.ts';

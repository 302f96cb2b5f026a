export { type AdyenOptions, adyenGateway } from './adyen/adyen-gateway.ts';
export { type BreakerReport, breakerReports } from './breaker-reports.ts';
export {
  backupFor,
  breakerStates,
  findGateway,
  gateway,
  gateways,
  type PublicGateway,
  primaryGateway,
  publicGateways,
} from './gateways.ts';
export { type PaymentMethod, paymentMethods, readMethod } from './payment-method.ts';
export { type StripeOptions, stripeGateway } from './stripe/stripe-gateway.ts';
export {
  type BreakerState,
  type FailedRefund,
  type GatewayEvent,
  type GatewayName,
  gatewayNames,
  type LookUp,
  type LookUpInput,
  type OnAuthorised,
  type PaymentGateway,
  type PaymentOutcome,
  type PaymentRequest,
  type RefundError,
  type RefundRequest,
  type Told,
  type Withdrawal,
} from './types.ts';

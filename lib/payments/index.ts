export { gateway, primaryGateway } from './gateways.ts';
export { stripeGateway, stripePublicConfig } from './stripe/stripe-gateway.ts';
export type {
  BreakerState,
  GatewayEvent,
  LookUp,
  PaymentGateway,
  PaymentOutcome,
  PaymentRequest,
  RefundError,
  RefundRequest,
} from './types.ts';

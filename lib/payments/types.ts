import type { Result } from '#lib/platform/index.ts';

export type PaymentRequest = {
  /** The same key never charges twice, whatever happens in between. */
  idempotencyKey: string;
  checkoutId: string;
  /** Minor units of `currency`. */
  amountMinor: number;
  currency: string;
  /** The gateway's token for the card; never a card number. */
  paymentToken: string;
  /** Where the bank sends the customer back to after 3-D Secure. */
  returnUrl: string;
  email: string;
};

export type PaymentOutcome =
  | { kind: 'captured'; reference: string; amountMinor: number }
  | { kind: 'requires_action'; reference: string; actionUrl: string }
  | { kind: 'processing'; reference: string }
  | { kind: 'declined'; code: string; message: string; reference: string | null }
  /** Money may have moved: timeout, reset, 5xx. The same key may be asked again; `lookUp` finds out. */
  | { kind: 'ambiguous'; reason: string }
  /** Surely nothing happened: breaker open, connection refused. */
  | { kind: 'unavailable'; reason: string };

export type LookUp =
  | { kind: 'found'; outcome: PaymentOutcome }
  | { kind: 'not_found' }
  | { kind: 'unknown'; reason: string };

export type RefundRequest = {
  reference: string;
  amountMinor: number;
  idempotencyKey: string;
  reason: string;
};
export type RefundError = { kind: 'ambiguous' | 'refused'; reason: string };

export type GatewayEvent = {
  id: string;
  type: string;
  checkoutId: string | null;
  reference: string | null;
  payload: unknown;
};

export type BreakerState = 'closed' | 'open' | 'half_open';

/** The port. No method throws for what a gateway or the network does: it is in the answer. */
export type PaymentGateway = {
  name: string;
  authoriseAndCapture(request: PaymentRequest): Promise<PaymentOutcome>;
  /**
   * What became of one attempt: by the gateway's reference when known, else by the attempt's idempotency key among
   * payments made after `createdAfter`. Never by checkout: another attempt of it may have succeeded.
   */
  lookUp(input: { reference: string | null; idempotencyKey: string; createdAfter: Date }): Promise<LookUp>;
  /** Takes back a payment that was not captured. */
  void(input: { reference: string; idempotencyKey: string }): Promise<Result<void, RefundError>>;
  refund(request: RefundRequest): Promise<Result<{ refundReference: string }, RefundError>>;
  /** On the raw body: any change of a byte is a bad signature. */
  verifyWebhook(rawBody: string, signature: string): Result<GatewayEvent, { kind: 'bad_signature' }>;
  breaker(): BreakerState;
};

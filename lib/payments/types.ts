import type { Result } from '#lib/platform/index.ts';
import type { PaymentMethod } from './payment-method.ts';

export const gatewayNames = ['stripe', 'adyen'] as const;
export type GatewayName = (typeof gatewayNames)[number];

/**
 * Awaited between authorisation and capture, where a gateway has both: a capture is asked for only once its reference
 * is stored, so an attempt without reference surely holds no money.
 */
export type OnAuthorised = (reference: string) => Promise<void>;

export type PaymentRequest = {
  /** The same key never charges twice, whatever happens in between. At most 64 characters. */
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
  onAuthorised?: OnAuthorised;
};

export type PaymentOutcome =
  | { kind: 'captured'; reference: string; amountMinor: number; method?: PaymentMethod }
  /** The reference is null where the gateway tells it only after the customer has come back. */
  | { kind: 'requires_action'; reference: string | null; actionUrl: string }
  | { kind: 'processing'; reference: string }
  | { kind: 'declined'; code: string; message: string; reference: string | null; method?: PaymentMethod }
  /** Money may have moved: timeout, reset, 5xx. The same key may be asked again; `lookUp` finds out. */
  | { kind: 'ambiguous'; reason: string }
  /** Surely nothing happened: breaker open, connection refused. */
  | { kind: 'unavailable'; reason: string };

/** What the gateway's verified webhooks said of an attempt. */
export type Told = { type: string; payload: unknown };

export type LookUpInput = {
  /** The gateway's own, once known. */
  reference: string | null;
  idempotencyKey: string;
  /** When the attempt was stored; only payments made since are searched. */
  createdAfter: Date;
  /** Minor units of `currency`: what the attempt is about. */
  amountMinor: number;
  currency: string;
  onAuthorised?: OnAuthorised;
  /**
   * The attempt's request, when the attempt may still be finished. A gateway without a look-up API sends it again
   * under its key and so learns, or makes, its outcome. Leave it out and nothing is ever charged by looking.
   */
  replay?: PaymentRequest;
  /** Oldest first. */
  told?: readonly Told[];
  /** What the customer's browser brought back from 3-D Secure, for a gateway that hands it out there. */
  returned?: string | null;
};

export type LookUp =
  | { kind: 'found'; outcome: PaymentOutcome }
  | { kind: 'not_found' }
  | { kind: 'unknown'; reason: string };

/** What became of an attempt that was taken back: nothing was there, it was given back, or it is not known yet. */
export type Withdrawal =
  | { kind: 'nothing' }
  | { kind: 'given_back'; reference: string | null }
  | { kind: 'unknown'; reason: string };

export type WithdrawInput = {
  reference: string | null;
  idempotencyKey: string;
  createdAfter: Date;
  amountMinor: number;
  currency: string;
  told?: readonly Told[];
  /** How many withdrawals were accepted before and failed later: each is asked for under a key of its own. */
  failedBefore?: number;
};

export type VoidInput = { reference: string | null; paymentKey: string; idempotencyKey: string };

export type RefundRequest = {
  reference: string;
  /** Minor units of the payment's currency. */
  amountMinor: number;
  /** The payment's currency; the shop's own when left out. */
  currency?: string;
  idempotencyKey: string;
  reason: string;
  /** When it was asked for first: a gateway that only its key keeps from refunding twice refuses once the key may be forgotten. */
  askedAt: Date;
};
export type RefundError = { kind: 'ambiguous' | 'refused'; reason: string };

export type GatewayEvent = {
  /** Unique per gateway: the same event comes again under the same id. */
  id: string;
  type: string;
  checkoutId: string | null;
  /** The idempotency key of the attempt it speaks of. */
  attemptKey: string | null;
  reference: string | null;
  payload: unknown;
};

/** A refund that a webhook says has failed: the key it was asked for under, where that is told, and the gateway's reference. */
export type FailedRefund = {
  idempotencyKey: string | null;
  reference: string | null;
  /** Minor units of the payment's currency. */
  amountMinor: number;
  reason: string;
};

export type BreakerState = 'closed' | 'open' | 'half_open';

/** The port. No method throws for what a gateway or the network does: it is in the answer. */
export type PaymentGateway = {
  name: GatewayName;
  authoriseAndCapture(request: PaymentRequest): Promise<PaymentOutcome>;
  /**
   * What became of one attempt: by the gateway's reference when known, else by the attempt's idempotency key. Never by
   * checkout: another attempt of it may have succeeded.
   */
  lookUp(input: LookUpInput): Promise<LookUp>;
  /** Makes sure that an attempt holds no money, whatever became of it: voids or refunds what is there. Repeatable. */
  withdraw(input: WithdrawInput): Promise<Withdrawal>;
  /** Takes back a payment that was not captured. */
  void(input: VoidInput): Promise<Result<void, RefundError>>;
  refund(request: RefundRequest): Promise<Result<{ refundReference: string }, RefundError>>;
  /** The header that carries a webhook's signature; null where it is in the body. */
  signatureHeader: string | null;
  /** On the raw body. One delivery may carry several events. */
  verifyWebhook(rawBody: string, signature: string): Result<GatewayEvent[], { kind: 'bad_signature' }>;
  /** What a verified webhook says of a refund that failed or came back; null for any other. */
  failedRefund(told: Told): FailedRefund | null;
  breaker(): BreakerState;
};

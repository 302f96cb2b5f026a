import { createHash } from 'node:crypto';
import type { Types } from '@adyen/api-library';
import { err, logger, ok, type Result } from '#lib/platform/index.ts';
import { methodOf } from '../payment-method.ts';
import { type BreakerOptions, breakerFor } from '../resilience.ts';
import type {
  LookUp,
  LookUpInput,
  OnAuthorised,
  PaymentGateway,
  PaymentOutcome,
  PaymentRequest,
  RefundError,
} from '../types.ts';
import { classify, isOutage, refundError, refusal, unusableCard } from './classify.ts';
import { adyenClient } from './client.ts';
import { CheckoutAPI } from './library.ts';
import { type AdyenCard, type AdyenPayment, cardOf, modificationSchema, paymentSchema } from './schemas.ts';
import { authorisationOf, failedRefund, verifyNotification } from './webhook.ts';

const log = logger('payments:adyen');
const defaultTimeoutMs = 5_000;
/** Adyen keeps an idempotency key for at least seven days; later the same request would be a new payment. */
const keyValidMs = 6 * 24 * 60 * 60_000;

export type AdyenOptions = {
  apiKey: string;
  merchantAccount: string;
  /** Hexadecimal, of the standard webhook. */
  hmacKey: string;
  /** Of the live environment; empty for Adyen's test environment. */
  livePrefix: string;
  /** Where the sandbox listens; empty for Adyen itself. */
  apiBase: string;
  /** Of refunds that name none. */
  currency: string;
  timeoutMs?: number;
} & BreakerOptions;

/** Its enumerations are only there when the whole library is loaded; their values are these texts. */
type Payment = Types.checkout.PaymentRequest;
type Authorised = { reference: string; amountMinor: number; currency: string };

/**
 * Adyen's Checkout API through its official library, with manual capture: a payment is authorised, its reference
 * stored, then captured. What this means for look-ups: docs/decisions/0010-adyen-without-look-up.md.
 */
export function adyenGateway(options: AdyenOptions): PaymentGateway {
  const { payments: paymentsApi, modifications } = apis(options);
  const breaker = breakerFor('adyen', isOutage, options);
  const { merchantAccount } = options;

  function paymentRequest(request: PaymentRequest, card: AdyenCard): Payment {
    return {
      merchantAccount,
      reference: request.idempotencyKey,
      amount: { value: request.amountMinor, currency: request.currency },
      paymentMethod: card as Payment['paymentMethod'],
      returnUrl: request.returnUrl,
      shopperEmail: request.email,
      shopperInteraction: 'Ecommerce' as Payment['shopperInteraction'],
      channel: 'Web' as Payment['channel'],
      additionalData: { manualCapture: 'true' },
      metadata: { checkout_id: request.checkoutId },
    };
  }

  /** Asks for the capture of an authorised payment. Adyen accepts it now and reports a failure by webhook. */
  async function capture(
    { reference, amountMinor, currency }: Authorised,
    key: string,
    onAuthorised: OnAuthorised | undefined,
  ): Promise<PaymentOutcome> {
    await onAuthorised?.(reference);
    try {
      const body = { merchantAccount, reference: key, amount: { value: amountMinor, currency } };
      const answer = await breaker.run(() =>
        modifications.captureAuthorisedPayment(reference, body, { idempotencyKey: `${key}-capture` }),
      );
      modificationSchema.parse(answer);
      return { kind: 'captured', reference, amountMinor };
    } catch (error) {
      const meaning = classify(error);
      if (meaning.kind === 'declined') {
        return {
          kind: 'declined',
          code: 'canceled',
          message: 'The payment was cancelled.',
          reference,
        };
      }
      // Authorised but not captured: not charged yet, and not free to pay elsewhere.
      return { kind: 'ambiguous', reason: 'authorised_not_captured' };
    }
  }

  async function outcomeOf(
    payment: AdyenPayment,
    attempt: { amountMinor: number; currency: string },
    key: string,
    onAuthorised: OnAuthorised | undefined,
  ): Promise<PaymentOutcome> {
    const reference = payment.pspReference ?? null;
    const method = methodOf(payment.paymentMethod);
    switch (payment.resultCode) {
      case 'Authorised': {
        if (!reference) return { kind: 'ambiguous', reason: 'authorised without reference' };
        const { amountMinor, currency } = attempt;
        const captured = await capture({ reference, amountMinor, currency }, key, onAuthorised);
        return captured.kind === 'captured' ? { ...captured, method } : captured;
      }
      case 'RedirectShopper':
        if (payment.action?.url) return { kind: 'requires_action', reference, actionUrl: payment.action.url };
        return refusal(undefined, reference);
      case 'Pending':
      case 'Received':
        return reference
          ? { kind: 'processing', reference }
          : { kind: 'ambiguous', reason: payment.resultCode };
      case 'IdentifyShopper':
      case 'ChallengeShopper':
        return {
          kind: 'declined',
          code: 'authentication_required',
          message: 'Your bank asks for a confirmation we cannot show.',
          reference,
        };
      default:
        return { ...refusal(payment.refusalReasonCode, reference), method };
    }
  }

  async function pay(request: PaymentRequest): Promise<PaymentOutcome> {
    const card = cardOf(request.paymentToken);
    if (!card) return unusableCard;
    try {
      const body = paymentRequest(request, card);
      const payment = await breaker.run(() =>
        paymentsApi.payments(body, { idempotencyKey: request.idempotencyKey }),
      );
      const parsed = paymentSchema.safeParse(payment);
      if (!parsed.success) return { kind: 'ambiguous', reason: 'not an answer of Adyen' };
      return await outcomeOf(parsed.data, request, request.idempotencyKey, request.onAuthorised);
    } catch (error) {
      const outcome = classify(error);
      log.info({ checkout: request.checkoutId, outcome: outcome.kind }, 'payment not taken');
      return outcome;
    }
  }

  /** The result of a 3-D Secure redirect; null when the browser's word is of no use, or of another payment. */
  async function details(input: LookUpInput): Promise<PaymentOutcome | null> {
    const { returned, idempotencyKey } = input;
    if (!returned) return null;
    const key = createHash('sha256').update(`${idempotencyKey}:${returned}`).digest('hex').slice(0, 48);
    try {
      const payment = await breaker.run(() =>
        paymentsApi.paymentsDetails({ details: { redirectResult: returned } }, { idempotencyKey: key }),
      );
      const parsed = paymentSchema.safeParse(payment);
      if (!parsed.success || parsed.data.merchantReference !== idempotencyKey) return null;
      return await outcomeOf(parsed.data, input, idempotencyKey, input.onAuthorised);
    } catch (error) {
      const outcome = classify(error);
      return outcome.kind === 'declined' ? null : outcome;
    }
  }

  async function lookUp(input: LookUpInput): Promise<LookUp> {
    const { idempotencyKey, amountMinor, currency, onAuthorised } = input;
    const found = (outcome: PaymentOutcome): LookUp =>
      outcome.kind === 'ambiguous' || outcome.kind === 'unavailable'
        ? { kind: 'unknown', reason: outcome.reason }
        : { kind: 'found', outcome };
    const authorisation = authorisationOf(input.told);
    if (authorisation?.success) {
      const { reference } = authorisation;
      return found(await capture({ reference, amountMinor, currency }, idempotencyKey, onAuthorised));
    }
    const finished = await details(input);
    if (finished) return found(finished);
    if (authorisation) {
      return { kind: 'found', outcome: refusal(undefined, authorisation.reference) };
    }
    const age = Date.now() - input.createdAfter.getTime();
    if (!input.replay || age > keyValidMs) {
      return { kind: 'unknown', reason: 'Adyen has no look-up, and nothing was told yet' };
    }
    return found(await pay(input.replay));
  }

  async function modify(work: () => Promise<unknown>): Promise<Result<string, RefundError>> {
    try {
      return ok(modificationSchema.parse(await breaker.run(work)).pspReference);
    } catch (error) {
      return err(refundError(error));
    }
  }

  /** A technical cancel by our own reference: takes back whatever was authorised under it and not captured. */
  const cancelByKey = (paymentReference: string) =>
    modify(() => modifications.cancelAuthorisedPayment({ merchantAccount, paymentReference }));

  return {
    name: 'adyen',
    signatureHeader: null,
    breaker: breaker.state,
    authoriseAndCapture: pay,
    lookUp,

    async withdraw({ reference, idempotencyKey, told, failedBefore = 0 }) {
      const unwindKey = `${idempotencyKey}-unwind${failedBefore === 0 ? '' : `-${failedBefore}`}`;
      const authorisation = authorisationOf(told);
      if (!reference && authorisation?.success === false) return { kind: 'nothing' };
      const known = reference ?? authorisation?.reference;
      const taken = known
        ? await modify(() =>
            modifications.refundOrCancelPayment(
              known,
              { merchantAccount, reference: unwindKey },
              { idempotencyKey: unwindKey },
            ),
          )
        : await cancelByKey(idempotencyKey);
      if (!taken.ok) return { kind: 'unknown', reason: taken.error.reason };
      return known ? { kind: 'given_back', reference: known } : { kind: 'nothing' };
    },

    async void({ reference, paymentKey, idempotencyKey }) {
      const taken = reference
        ? await modify(() =>
            modifications.cancelAuthorisedPaymentByPspReference(
              reference,
              { merchantAccount, reference: idempotencyKey },
              { idempotencyKey },
            ),
          )
        : await cancelByKey(paymentKey);
      return taken.ok ? ok(undefined) : taken;
    },

    async refund({ reference, amountMinor, currency, idempotencyKey, askedAt }) {
      if (Date.now() - askedAt.getTime() > keyValidMs) {
        return err({ kind: 'refused', reason: 'asked for too long ago: see at Adyen whether it was paid' });
      }
      const made = await modify(() =>
        modifications.refundCapturedPayment(
          reference,
          {
            merchantAccount,
            reference: idempotencyKey,
            amount: { value: amountMinor, currency: currency ?? options.currency },
          },
          { idempotencyKey },
        ),
      );
      return made.ok ? ok({ refundReference: made.value }) : made;
    },

    verifyWebhook: (rawBody) => verifyNotification(rawBody, options),
    failedRefund,
  };
}

function apis({ apiKey, livePrefix, apiBase, timeoutMs = defaultTimeoutMs }: AdyenOptions) {
  const checkout = new CheckoutAPI(adyenClient({ apiKey, livePrefix, apiBase, timeoutMs }));
  return { payments: checkout.PaymentsApi, modifications: checkout.ModificationsApi };
}

import Stripe from 'stripe';
import { err, logger, ok, type Result } from '#lib/platform/index.ts';
import { type BreakerOptions, breakerFor } from '../resilience.ts';
import type { LookUp, LookUpInput, PaymentGateway, PaymentOutcome, RefundError } from '../types.ts';
import { classify, isOutage, stripeMethod } from './classify.ts';
import { watchedHttpClient, withDoubt } from './tries.ts';
import { failedRefund } from './webhook.ts';

const log = logger('payments:stripe');
const timeoutMs = 5_000;
/** Our clock and the gateway's differ. */
const clockSkewSeconds = 60;
/** The client gives up long before: what the gateway made later than this is not this attempt's. */
const longestAttemptSeconds = 60;
/** How many payments of that time a look-up without reference goes through: 50 a second, and then some. */
const lookUpLimit = 10_000;
/** Of one payment: no order has as many. */
const refundsLimit = 1_000;
/** Answers to earlier tries that Stripe may say again before it carries a refund out. */
const refundKeys = 5;
/** So that an answer says what was paid with. */
const expand = ['payment_method'];

export type StripeOptions = {
  secretKey: string;
  webhookSecret: string;
  /** Where the sandbox listens; empty for Stripe itself. */
  apiBase: string;
  timeoutMs?: number;
} & BreakerOptions;

function client({ secretKey, apiBase, timeoutMs: limit = timeoutMs }: StripeOptions): Stripe {
  const settings: Stripe.StripeConfig = {
    maxNetworkRetries: 2,
    timeout: limit,
    telemetry: false,
    httpClient: watchedHttpClient(),
  };
  if (!apiBase) return new Stripe(secretKey, settings);
  const { hostname, port, protocol } = new URL(apiBase);
  return new Stripe(secretKey, {
    ...settings,
    host: hostname,
    port,
    protocol: protocol === 'https:' ? 'https' : 'http',
  });
}

function outcomeOf(intent: Stripe.PaymentIntent): PaymentOutcome {
  const reference = intent.id;
  switch (intent.status) {
    case 'succeeded':
      return {
        kind: 'captured',
        reference,
        amountMinor: intent.amount_received,
        method: stripeMethod(intent.payment_method),
      };
    case 'requires_action': {
      const actionUrl = intent.next_action?.redirect_to_url?.url;
      if (actionUrl) return { kind: 'requires_action', reference, actionUrl };
      return declined(
        'authentication_required',
        'Your bank asks for a confirmation we cannot show.',
        reference,
      );
    }
    case 'processing':
      return { kind: 'processing', reference };
    case 'canceled':
      return declined('canceled', 'The payment was cancelled.', reference);
    default: {
      const error = intent.last_payment_error;
      const code = error?.decline_code ?? error?.code ?? 'card_declined';
      const refused = declined(code, error?.message ?? 'The card was declined.', reference);
      return { ...refused, method: stripeMethod(error?.payment_method) };
    }
  }
}

const declined = (code: string, message: string, reference: string | null) => ({
  kind: 'declined' as const,
  code,
  message,
  reference,
});

const broughtNothing = ({ status }: Stripe.Refund): boolean => status === 'failed' || status === 'canceled';

const isReplayed = (error: unknown): boolean =>
  error instanceof Stripe.errors.StripeError && error.headers?.['idempotent-replayed'] === 'true';

function refundError(error: unknown): RefundError {
  const meaning = classify(error);
  if (meaning.kind === 'declined') return { kind: 'refused', reason: meaning.code };
  return { kind: 'ambiguous', reason: 'reason' in meaning ? meaning.reason : meaning.kind };
}

/** Stripe through its official SDK. */
export function stripeGateway(options: StripeOptions): PaymentGateway {
  const stripe = client(options);
  const breaker = breakerFor('stripe', isOutage, options);

  async function byAttempt(key: string, createdAfter: Date): Promise<Stripe.PaymentIntent | null> {
    const began = Math.floor(createdAfter.getTime() / 1_000);
    const created = { gte: began - clockSkewSeconds, lte: began + longestAttemptSeconds + clockSkewSeconds };
    let seen = 0;
    let latest: Stripe.PaymentIntent | null = null;
    // Listing is consistent at once; Stripe's search lags by up to a minute.
    for await (const intent of stripe.paymentIntents.list({
      created,
      limit: 100,
      expand: ['data.payment_method'],
    })) {
      if (intent.metadata.attempt === key && (!latest || intent.status === 'succeeded')) latest = intent;
      if (latest?.status === 'succeeded') break;
      if (++seen >= lookUpLimit) {
        if (latest) break;
        throw new Error(`not among ${lookUpLimit} payments of its time`);
      }
    }
    return latest;
  }

  async function lookUp({
    reference,
    idempotencyKey,
    createdAfter,
  }: Pick<LookUpInput, 'reference' | 'idempotencyKey' | 'createdAfter'>): Promise<LookUp> {
    try {
      const intent = await breaker.run(() =>
        reference
          ? stripe.paymentIntents.retrieve(reference, { expand })
          : byAttempt(idempotencyKey, createdAfter),
      );
      return intent ? { kind: 'found', outcome: outcomeOf(intent) } : { kind: 'not_found' };
    } catch (error) {
      if (error instanceof Stripe.errors.StripeInvalidRequestError && error.statusCode === 404) {
        return { kind: 'not_found' };
      }
      return { kind: 'unknown', reason: error instanceof Error ? error.message : String(error) };
    }
  }

  async function cancel(reference: string, idempotencyKey: string): Promise<Result<void, RefundError>> {
    try {
      await breaker.run(() => stripe.paymentIntents.cancel(reference, {}, { idempotencyKey }));
      return ok(undefined);
    } catch (error) {
      return err(refundError(error));
    }
  }

  /** The refund made under an id before, if it may still bring the money back: Stripe forgets a key after a day, never this. */
  async function refundMade(
    paymentIntent: string,
    refundId: string,
  ): Promise<Stripe.Refund | 'unsure' | null> {
    let seen = 0;
    for await (const made of stripe.refunds.list({ payment_intent: paymentIntent, limit: 100 })) {
      if (made.metadata?.refund_id === refundId && !broughtNothing(made)) return made;
      if (++seen >= refundsLimit) return 'unsure';
    }
    return null;
  }

  const refund: PaymentGateway['refund'] = async ({ reference, amountMinor, idempotencyKey, reason }) => {
    const request = {
      payment_intent: reference,
      amount: amountMinor,
      metadata: { reason: reason.slice(0, 200), refund_id: idempotencyKey },
    };
    let failure: RefundError = { kind: 'ambiguous', reason: 'idempotency' };
    // Stripe says the answer to a key again for a day, also a refusal whose cause is mended. Such an answer is old, and
    // looked for before the next key is used: what it may have made is in the list by then.
    for (let generation = 1; generation <= refundKeys; generation++) {
      try {
        const before = await breaker.run(() => refundMade(reference, idempotencyKey));
        if (before === 'unsure') return err({ kind: 'refused', reason: 'too_many_refunds' });
        if (before) return ok({ refundReference: before.id });
        const key = generation === 1 ? idempotencyKey : `${idempotencyKey}-${generation}`;
        // Not repeated by the SDK: a repeat would be answered with the failure of a moment ago as well.
        const options = { idempotencyKey: key, maxNetworkRetries: 0 };
        const made = await breaker.run(() => stripe.refunds.create(request, options));
        if (!broughtNothing(made)) return ok({ refundReference: made.id });
        return err({ kind: 'refused', reason: made.failure_reason ?? made.status ?? 'failed' });
      } catch (error) {
        failure = refundError(error);
        if (!isReplayed(error)) return err(failure);
      }
    }
    return err(failure);
  };

  return {
    name: 'stripe',
    signatureHeader: 'stripe-signature',
    breaker: breaker.state,

    authoriseAndCapture: (request) =>
      withDoubt(async () => {
        try {
          const intent = await breaker.run(() =>
            stripe.paymentIntents.create(
              {
                amount: request.amountMinor,
                currency: request.currency.toLowerCase(),
                payment_method: request.paymentToken,
                automatic_payment_methods: { enabled: true, allow_redirects: 'always' },
                confirm: true,
                return_url: request.returnUrl,
                receipt_email: request.email,
                metadata: { checkout_id: request.checkoutId, attempt: request.idempotencyKey },
                expand,
              },
              { idempotencyKey: request.idempotencyKey },
            ),
          );
          return outcomeOf(intent);
        } catch (error) {
          const outcome = classify(error);
          log.info({ checkout: request.checkoutId, outcome: outcome.kind }, 'payment not taken');
          return outcome;
        }
      }),

    lookUp,

    async withdraw({ reference, idempotencyKey, createdAfter, amountMinor, failedBefore = 0 }) {
      const found = await lookUp({ reference, idempotencyKey, createdAfter });
      if (found.kind === 'unknown') return found;
      if (found.kind === 'not_found') return { kind: 'nothing' };
      const { outcome } = found;
      if (outcome.kind === 'captured') {
        const refunded = await refund({
          reference: outcome.reference,
          amountMinor: outcome.amountMinor || amountMinor,
          idempotencyKey: `${idempotencyKey}-unwind${failedBefore === 0 ? '' : `-${failedBefore}`}`,
          reason: 'checkout_not_completed',
          askedAt: createdAfter,
        });
        return refunded.ok || refunded.error.reason === 'charge_already_refunded'
          ? { kind: 'given_back', reference: outcome.reference }
          : { kind: 'unknown', reason: refunded.error.reason };
      }
      if (outcome.kind === 'declined') return { kind: 'nothing' };
      if (outcome.kind !== 'requires_action' && outcome.kind !== 'processing') {
        return { kind: 'unknown', reason: outcome.reason };
      }
      const voided = await cancel(outcome.reference ?? '', `${idempotencyKey}-void`);
      return voided.ok ? { kind: 'nothing' } : { kind: 'unknown', reason: voided.error.reason };
    },

    void: ({ reference, idempotencyKey }) => cancel(reference ?? '', idempotencyKey),

    refund,
    failedRefund,

    verifyWebhook(rawBody, signature) {
      try {
        const event = stripe.webhooks.constructEvent(rawBody, signature, options.webhookSecret);
        const object = event.data.object as {
          id?: string;
          object?: string;
          payment_intent?: unknown;
          metadata?: Record<string, string>;
        };
        const reference = object.object === 'payment_intent' ? object.id : object.payment_intent;
        return ok([
          {
            id: event.id,
            type: event.type,
            checkoutId: object.metadata?.checkout_id ?? null,
            attemptKey: object.metadata?.attempt ?? null,
            reference: typeof reference === 'string' ? reference : null,
            payload: event,
          },
        ]);
      } catch {
        return err({ kind: 'bad_signature' });
      }
    },
  };
}

import type { Ledger, StoredIntent, StoredMethod, StoredRefund } from '../ledger.ts';

/** Stripe's objects as they travel: every property their OpenAPI description requires. */

/** A payment method as Stripe's API answers it. */
export function wireMethod(method: StoredMethod): Record<string, unknown> {
  return {
    id: method.id,
    object: 'payment_method',
    billing_details: { address: null, email: null, name: null, phone: null },
    card: {
      brand: method.brand,
      checks: { address_line1_check: null, address_postal_code_check: null, cvc_check: 'unchecked' },
      country: 'US',
      exp_month: method.expMonth,
      exp_year: method.expYear,
      fingerprint: null,
      funding: 'credit',
      generated_from: null,
      last4: method.number.slice(-4),
      networks: { available: [method.brand], preferred: null },
      three_d_secure_usage: { supported: true },
      wallet: null,
    },
    created: method.created,
    customer: null,
    livemode: false,
    metadata: {},
    type: 'card',
  };
}

/** A payment intent as Stripe's API answers it. */
export function wireIntent(intent: StoredIntent, ledger: Ledger, origin: string): Record<string, unknown> {
  const method = intent.method ? ledger.methods.get(intent.method) : undefined;
  const succeeded = intent.status === 'succeeded';
  return {
    id: intent.id,
    object: 'payment_intent',
    amount: intent.amount,
    amount_capturable: 0,
    amount_details: { tip: {} },
    amount_received: succeeded ? intent.amount : 0,
    application: null,
    application_fee_amount: null,
    automatic_payment_methods: null,
    canceled_at: intent.canceledAt,
    cancellation_reason: null,
    capture_method: 'automatic',
    client_secret: `${intent.id}_secret_sandbox`,
    confirmation_method: 'automatic',
    created: intent.created,
    currency: intent.currency,
    customer: null,
    description: null,
    invoice: null,
    last_payment_error: intent.error
      ? {
          type: 'card_error',
          code: intent.error.code,
          ...(intent.error.declineCode ? { decline_code: intent.error.declineCode } : {}),
          message: intent.error.message,
          ...(method ? { payment_method: wireMethod(method) } : {}),
        }
      : null,
    latest_charge: intent.chargeId,
    livemode: false,
    metadata: intent.metadata,
    next_action:
      intent.status === 'requires_action'
        ? {
            type: 'redirect_to_url',
            redirect_to_url: { url: `${origin}/3ds/${intent.id}`, return_url: intent.returnUrl },
          }
        : null,
    on_behalf_of: null,
    payment_method: intent.status === 'requires_payment_method' ? null : intent.method,
    payment_method_options: {},
    payment_method_types: ['card'],
    processing: null,
    receipt_email: intent.receiptEmail,
    review: null,
    setup_future_usage: null,
    shipping: null,
    statement_descriptor: null,
    statement_descriptor_suffix: null,
    status: intent.status,
    transfer_data: null,
    transfer_group: null,
  };
}

/** A refund as Stripe's API answers it. */
export function wireRefund(refund: StoredRefund, ledger: Ledger): Record<string, unknown> {
  const intent = ledger.intents.get(refund.intent);
  return {
    id: refund.id,
    object: 'refund',
    amount: refund.amount,
    balance_transaction: null,
    charge: intent?.chargeId ?? null,
    created: refund.created,
    currency: intent?.currency ?? 'eur',
    metadata: refund.metadata,
    payment_intent: refund.intent,
    reason: null,
    receipt_number: null,
    source_transfer_reversal: null,
    status: refund.status ?? 'succeeded',
    ...(refund.status === 'failed' ? { failure_reason: 'lost_or_stolen_card' } : {}),
    transfer_reversal: null,
  };
}

/** A webhook's body as Stripe sends it. */
export function wireEvent(
  id: string,
  type: string,
  created: number,
  object: Record<string, unknown>,
): Record<string, unknown> {
  return {
    id,
    object: 'event',
    api_version: '2023-08-16',
    created,
    data: { object },
    livemode: false,
    pending_webhooks: 1,
    request: { id: null, idempotency_key: null },
    type,
  };
}

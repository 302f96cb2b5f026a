import type { IncomingMessage, ServerResponse } from 'node:http';
import Stripe from 'stripe';
import { cardKind, cardProblem, namedTokens } from '../cards.ts';
import { challengePage } from '../challenge-page.ts';
import { attempt, Refusal, readBody, type Sent } from '../http.ts';
import { newId } from '../ids.ts';
import type { StoredIntent, StoredMethod } from '../ledger.ts';
import { callOnce, type Room } from '../once.ts';
import { type Form, parseForm, textAt, textsAt } from './form.ts';
import { wireEvent, wireIntent, wireMethod, wireRefund } from './wire.ts';

export type StripeKeys = { publishableKey: string; secretKey: string; webhookSecret: string };

const refusedCard = '4000000000000002';
const signer = new Stripe('sk_test_signer');
const seconds = () => Math.floor(Date.now() / 1_000);
const stripeError = (status: number, error: { type: string; message: string } & Record<string, unknown>) =>
  new Refusal(status, { error });
const invalid = (message: string, extra: Record<string, unknown> = {}, status = 400) =>
  stripeError(status, { type: 'invalid_request_error', message, ...extra });
const missing = (what: string, id: string) =>
  invalid(`No such ${what}: '${id}'`, { code: 'resource_missing', param: 'id' }, 404);

export const stripeWords: Room['words'] = {
  failure: () => stripeError(500, { type: 'api_error', message: 'The sandbox was told to fail' }).sent,
  inProgress: () =>
    invalid('There is currently another in-progress request using this Idempotent Key', {}, 409).sent,
  otherBody: () =>
    stripeError(400, {
      type: 'idempotency_error',
      message:
        'Keys for idempotent requests can only be used with the same parameters they were first used with.',
    }).sent,
};

/** The part of Stripe's API that we use. https://docs.stripe.com/api */
export function stripeApi(room: Room, keys: StripeKeys, origin: () => string) {
  const { ledger, deliveries } = room;
  const show = (intent: StoredIntent) => wireIntent(intent, ledger, origin());
  /** The same with its payment method in it, where `expand` asks for that. */
  const shown = (intent: StoredIntent, expand: readonly string[]) => {
    const method = intent.method ? ledger.methods.get(intent.method) : undefined;
    const wanted = expand.some((path) => path === 'payment_method' || path === 'data.payment_method');
    const object = show(intent);
    return wanted && method && object.payment_method
      ? { ...object, payment_method: wireMethod(method) }
      : object;
  };
  const expandOf = (query: URLSearchParams) =>
    [...query].flatMap(([key, value]) => (/^expand\[\d*\]$/.test(key) ? [value] : []));

  function notify(type: string, object: Record<string, unknown>): void {
    const id = newId('evt');
    const body = JSON.stringify(wireEvent(id, type, seconds(), object));
    const signature = signer.webhooks.generateTestHeaderString({ payload: body, secret: keys.webhookSecret });
    deliveries.notify({ id, body, headers: { 'stripe-signature': signature } });
  }

  function createMethod(form: Form): Record<string, unknown> {
    if (textAt(form, 'type') !== 'card')
      throw invalid("The sandbox knows type 'card' only", { param: 'type' });
    const number = (textAt(form, 'card', 'number') ?? '').replace(/[\s-]/g, '');
    const year = Number(textAt(form, 'card', 'exp_year'));
    const card = {
      number,
      expMonth: Number(textAt(form, 'card', 'exp_month')),
      expYear: year < 100 ? 2_000 + year : year,
      cvc: textAt(form, 'card', 'cvc'),
    };
    const wrong = cardProblem(card, new Date());
    if (wrong) throw stripeError(402, { type: 'card_error', ...wrong });
    return wireMethod(storeMethod(newId('pm'), card.number, card.expMonth, card.expYear, card.cvc ?? null));
  }

  function storeMethod(
    id: string,
    number: string,
    expMonth: number,
    expYear: number,
    cvc: string | null,
  ): StoredMethod {
    const value = { id, created: seconds(), number, brand: cardKind(number).brand, expMonth, expYear, cvc };
    ledger.write({ kind: 'method', value });
    return value;
  }

  function methodOf(id: string): StoredMethod {
    const known = ledger.methods.get(id);
    if (known) return known;
    const number = namedTokens[id];
    if (!number)
      throw invalid(`No such PaymentMethod: '${id}'`, { code: 'resource_missing', param: 'payment_method' });
    return storeMethod(id, number, 12, new Date().getUTCFullYear() + 2, null);
  }

  function createIntent(form: Form, decline: boolean): StoredIntent {
    const amount = Number(textAt(form, 'amount'));
    if (!Number.isInteger(amount) || amount < 1 || amount > 99_999_999) {
      throw invalid('Invalid positive integer', { code: 'parameter_invalid_integer', param: 'amount' });
    }
    const currency = (textAt(form, 'currency') ?? '').toLowerCase();
    if (!/^[a-z]{3}$/.test(currency)) throw invalid(`Invalid currency: ${currency}`, { param: 'currency' });
    const method = textAt(form, 'payment_method');
    const intent: StoredIntent = {
      id: newId('pi'),
      created: seconds(),
      amount,
      currency,
      status: method ? 'requires_confirmation' : 'requires_payment_method',
      method: method ? methodOf(method).id : null,
      metadata: textsAt(form, 'metadata'),
      returnUrl: textAt(form, 'return_url') ?? null,
      receiptEmail: textAt(form, 'receipt_email') ?? null,
      chargeId: null,
      error: null,
      canceledAt: null,
    };
    return textAt(form, 'confirm') === 'true' ? confirm(intent, { decline }) : store(intent);
  }

  function store(intent: StoredIntent): StoredIntent {
    ledger.write({ kind: 'intent', value: intent });
    return intent;
  }

  /** Charges, refuses or challenges. @throws Refusal 402 for a refused card, with the payment in it. */
  function confirm(intent: StoredIntent, { approved = false, decline = false } = {}): StoredIntent {
    const method = intent.method ? ledger.methods.get(intent.method) : undefined;
    if (!method) throw invalid('This PaymentIntent has no payment method', { param: 'payment_method' });
    const card = decline ? cardKind(refusedCard).behaviour : cardKind(method.number).behaviour;
    if (card.does === 'challenge' && !approved) return store({ ...intent, status: 'requires_action' });
    const refused =
      card.does === 'decline'
        ? card
        : card.does === 'challenge' && card.afterApproval === 'decline'
          ? {
              code: 'card_declined',
              declineCode: card.declineCode ?? 'generic_decline',
              message: 'Your card was declined.',
            }
          : null;
    if (refused) return refuse(intent, refused.code, refused.declineCode ?? null, refused.message);
    const paid = store({ ...intent, status: 'succeeded', chargeId: newId('ch'), error: null });
    notify('payment_intent.succeeded', show(paid));
    return paid;
  }

  function refuse(intent: StoredIntent, code: string, declineCode: string | null, message: string): never {
    const failed = store({
      ...intent,
      status: 'requires_payment_method',
      error: { code, declineCode, message },
    });
    notify('payment_intent.payment_failed', show(failed));
    throw stripeError(402, {
      type: 'card_error',
      code,
      ...(declineCode ? { decline_code: declineCode } : {}),
      message,
      payment_intent: show(failed),
    });
  }

  function intentOf(id: string): StoredIntent {
    const intent = ledger.intents.get(id);
    if (!intent) throw missing('payment_intent', id);
    return intent;
  }

  function createRefund(form: Form): Record<string, unknown> {
    const id = textAt(form, 'payment_intent') ?? '';
    const intent = intentOf(id);
    if (intent.status !== 'succeeded') {
      throw invalid(`PaymentIntent ${id} has no successful charge to refund`, {
        code: 'charge_not_refundable',
      });
    }
    const left = intent.amount - ledger.refunded(id);
    const amount = Number(textAt(form, 'amount') ?? left);
    if (left === 0)
      throw invalid(`Charge ${intent.chargeId} has already been refunded.`, {
        code: 'charge_already_refunded',
      });
    if (!Number.isInteger(amount) || amount < 1 || amount > left) {
      throw invalid(`Refund amount (${amount}) is greater than unrefunded amount on charge (${left})`, {
        code: 'amount_too_large',
        param: 'amount',
      });
    }
    const refund = {
      id: newId('re'),
      created: seconds(),
      amount,
      intent: id,
      metadata: textsAt(form, 'metadata'),
    };
    ledger.write({ kind: 'refund', value: refund });
    notify('charge.refunded', {
      id: intent.chargeId,
      object: 'charge',
      amount: intent.amount,
      amount_captured: intent.amount,
      amount_refunded: ledger.refunded(id),
      refunded: ledger.refunded(id) === intent.amount,
      captured: true,
      paid: true,
      created: intent.created,
      currency: intent.currency,
      livemode: false,
      status: 'succeeded',
      payment_intent: id,
      metadata: intent.metadata,
    });
    return wireRefund(refund, ledger);
  }

  function listIntents(query: URLSearchParams): Record<string, unknown> {
    const limit = Math.min(Math.max(Number(query.get('limit') ?? 10) || 10, 1), 100);
    const since = Number(query.get('created[gte]') ?? 0) || 0;
    const until = Number(query.get('created[lte]') ?? Number.MAX_SAFE_INTEGER);
    const newest = [...ledger.intents.values()].sort(
      (a, b) => b.created - a.created || (a.id < b.id ? 1 : -1),
    );
    const matching = newest.filter(({ created }) => created >= since && created <= until);
    const after = query.get('starting_after');
    const start = after ? matching.findIndex(({ id }) => id === after) + 1 : 0;
    return {
      object: 'list',
      data: matching.slice(start, start + limit).map((intent) => shown(intent, expandOf(query))),
      has_more: start + limit < matching.length,
      url: '/v1/payment_intents',
    };
  }

  /** The newest first, of one payment. */
  function listRefunds(query: URLSearchParams): Record<string, unknown> {
    const limit = Math.min(Math.max(Number(query.get('limit') ?? 10) || 10, 1), 100);
    const of = [...ledger.refunds.values()].filter(({ intent }) => intent === query.get('payment_intent'));
    const matching = of.sort((a, b) => b.created - a.created || (a.id < b.id ? 1 : -1));
    const after = query.get('starting_after');
    const start = after ? matching.findIndex(({ id }) => id === after) + 1 : 0;
    return {
      object: 'list',
      data: matching.slice(start, start + limit).map((refund) => wireRefund(refund, ledger)),
      has_more: start + limit < matching.length,
      url: '/v1/refunds',
    };
  }

  /** As when the customer's bank sends a payment's last refund back. @returns false when there is none. */
  function failRefund(payment: string): boolean {
    const refund = [...ledger.refunds.values()].findLast(
      ({ intent, status }) => intent === payment && status !== 'failed',
    );
    if (!refund) return false;
    const failed = { ...refund, status: 'failed' as const };
    ledger.write({ kind: 'refund', value: failed });
    notify('refund.failed', wireRefund(failed, ledger));
    return true;
  }

  /** The API without transport: path and form in, object out. */
  function api(
    method: string,
    path: string,
    query: URLSearchParams,
    form: Form,
    decline: boolean,
  ): Record<string, unknown> {
    const [, , resource, id, action] = path.split('/');
    const call = `${method} ${resource}${id ? '/:id' : ''}${action ? `/${action}` : ''}`;
    switch (call) {
      case 'POST payment_methods':
        return createMethod(form);
      case 'GET payment_methods/:id': {
        const stored = ledger.methods.get(id ?? '');
        if (!stored) throw missing('PaymentMethod', id ?? '');
        return wireMethod(stored);
      }
      case 'POST payment_intents':
        return shown(createIntent(form, decline), Object.values(textsAt(form, 'expand')));
      case 'GET payment_intents':
        return listIntents(query);
      case 'GET payment_intents/:id':
        return shown(intentOf(id ?? ''), expandOf(query));
      case 'POST payment_intents/:id/confirm': {
        const intent = intentOf(id ?? '');
        const other = textAt(form, 'payment_method');
        if (!['requires_confirmation', 'requires_payment_method'].includes(intent.status)) {
          throw invalid(`This PaymentIntent's status is ${intent.status}`, {
            code: 'payment_intent_unexpected_state',
          });
        }
        return show(confirm(other ? { ...intent, method: methodOf(other).id } : intent));
      }
      case 'POST payment_intents/:id/cancel': {
        const intent = intentOf(id ?? '');
        if (intent.status === 'succeeded' || intent.status === 'canceled') {
          throw invalid(`You cannot cancel this PaymentIntent because it has a status of ${intent.status}.`, {
            code: 'payment_intent_unexpected_state',
          });
        }
        return show(store({ ...intent, status: 'canceled', canceledAt: seconds() }));
      }
      case 'POST payment_intents/:id/capture':
        // Every payment here is captured when it is confirmed, so there is never one that waits.
        throw invalid(
          `This PaymentIntent could not be captured because it has a status of ${intentOf(id ?? '').status}.`,
          { code: 'payment_intent_unexpected_state' },
        );
      case 'GET refunds':
        return listRefunds(query);
      case 'POST refunds':
        return createRefund(form);
      case 'GET refunds/:id': {
        const refund = ledger.refunds.get(id ?? '');
        if (!refund) throw missing('refund', id ?? '');
        return wireRefund(refund, ledger);
      }
      default:
        throw invalid(`Unrecognized request URL (${method}: ${path})`, {}, 404);
    }
  }

  function authorise(request: IncomingMessage, path: string): void {
    const key = /^Bearer (.+)$/.exec(request.headers.authorization ?? '')?.[1];
    const publishable =
      request.method === 'POST' && path === '/v1/payment_methods' && key === keys.publishableKey;
    if (key === keys.secretKey || publishable) return;
    throw stripeError(401, { type: 'invalid_request_error', message: 'Invalid API Key provided' });
  }

  async function handle(request: IncomingMessage, response: ServerResponse, url: URL): Promise<Sent | null> {
    authorise(request, url.pathname);
    const { method = 'GET' } = request;
    const text = method === 'POST' ? await readBody(request) : '';
    const form = parseForm(text);
    const path = url.pathname;
    return callOnce(
      room,
      {
        path,
        text,
        key: method === 'POST' ? (request.headers['idempotency-key'] as string | undefined) : undefined,
        createsPayment: method === 'POST' && path === '/v1/payment_intents',
        work: (decline) => ({
          status: 200,
          body: JSON.stringify(api(method, path, url.searchParams, form, decline)),
        }),
      },
      response,
    );
  }

  /** The bank's page for a payment; null when Stripe has no such one. */
  function challenge(id: string, form: Form, post: boolean): Sent | null {
    const intent = ledger.intents.get(id);
    if (!intent) return null;
    const page = (shown: StoredIntent): Sent => ({
      status: 200,
      body: challengePage({ ...shown, settled: shown.status !== 'requires_action' }),
      headers: { 'content-type': 'text/html; charset=utf-8', 'cache-control': 'no-store' },
    });
    if (!post) return page(intent);
    if (intent.status === 'requires_action') {
      const approved = textAt(form, 'answer') === 'approve';
      attempt(() => {
        if (approved) confirm(intent, { approved });
        else {
          const message = 'The bank did not confirm this payment.';
          refuse(intent, 'payment_intent_authentication_failure', null, message);
        }
        return { status: 200, body: '' };
      });
    }
    const back = URL.canParse(intent.returnUrl ?? '') ? new URL(intent.returnUrl ?? '') : null;
    if (!back) return page(intentOf(id));
    back.searchParams.set('payment_intent', id);
    back.searchParams.set('redirect_status', intentOf(id).status === 'succeeded' ? 'succeeded' : 'failed');
    return { status: 303, body: '', headers: { location: back.href } };
  }

  return { handle, challenge, failRefund };
}

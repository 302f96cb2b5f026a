import { randomBytes } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { challengePage } from '../challenge-page.ts';
import { jsonObject, Refusal, readBody, type Sent } from '../http.ts';
import { newPspReference } from '../ids.ts';
import type { StoredAdyenPayment } from '../ledger.ts';
import { callOnce, type Room } from '../once.ts';
import { type Form, textAt } from '../stripe/form.ts';
import { encryptCard, numberOf, verdictOf } from './cards.ts';
import { type NotificationInput, refusalReason, wireNotification, wirePayment } from './wire.ts';

export type AdyenKeys = { apiKey: string; clientKey: string; merchantAccount: string; hmacKey: string };

const seconds = () => Math.floor(Date.now() / 1_000);
const adyenError = (status: number, errorCode: string, message: string, errorType = 'validation') =>
  new Refusal(status, { status, errorCode, message, errorType });
const unknownPayment = () => adyenError(422, '167', 'Original pspReference required for this operation');

export const adyenWords: Room['words'] = {
  failure: () => adyenError(500, '905', 'The sandbox was told to fail', 'internal').sent,
  inProgress: () => {
    const { sent } = adyenError(422, '704', 'request already processed or in progress');
    return { ...sent, headers: { 'transient-error': 'true' } };
  },
  // Adyen documents no check of the body: a key's first answer is its answer.
  otherBody: () => null,
};

/** The part of Adyen's Checkout API v72 that we use. Modifications answer "received" and are told of by webhook. */
export function adyenApi(room: Room, keys: AdyenKeys, origin: () => string) {
  const { ledger, deliveries } = room;

  function notify(input: NotificationInput): void {
    const body = wireNotification(input, keys);
    deliveries.notify({ id: `${input.eventCode} ${input.psp}`, body, headers: {} });
  }

  function tell(payment: StoredAdyenPayment, eventCode: string, psp: string, success: boolean, reason = '') {
    const modification = psp !== payment.psp;
    notify({
      eventCode,
      psp,
      ...(modification ? { originalReference: payment.psp } : {}),
      merchantReference: payment.reference,
      amount: payment.amount,
      currency: payment.currency,
      success,
      reason,
    });
  }

  function store(payment: StoredAdyenPayment): StoredAdyenPayment {
    ledger.write({ kind: 'adyen_payment', value: payment });
    return payment;
  }

  function decide(payment: StoredAdyenPayment, approved: boolean | null, decline = false) {
    const verdict = decline ? { status: 'refused' as const, code: '2' } : verdictOf(payment.number, approved);
    const decided = store({
      ...payment,
      status: verdict.status,
      refusalCode: verdict.status === 'refused' ? verdict.code : null,
    });
    if (verdict.status === 'authorised') tell(decided, 'AUTHORISATION', decided.psp, true);
    if (verdict.status === 'refused') {
      tell(decided, 'AUTHORISATION', decided.psp, false, refusalReason(verdict.code));
    }
    return decided;
  }

  function pay(body: Record<string, unknown>, decline: boolean): Record<string, unknown> {
    const amount = (body.amount ?? {}) as Record<string, unknown>;
    const value = Number(amount.value);
    if (!Number.isInteger(value) || value < 1) throw adyenError(422, '137', 'Invalid amount specified');
    if (!/^[A-Z]{3}$/.test(String(amount.currency))) {
      throw adyenError(422, '138', 'Unsupported currency specified');
    }
    if (typeof body.reference !== 'string' || body.reference === '') {
      throw adyenError(422, '130', "Required field 'reference' is not provided.");
    }
    const metadata = (body.metadata ?? {}) as Record<string, unknown>;
    const additional = (body.additionalData ?? {}) as Record<string, unknown>;
    if (additional.manualCapture !== 'true') {
      throw adyenError(422, '702', 'The sandbox knows manual capture only');
    }
    const payment: StoredAdyenPayment = {
      psp: newPspReference(),
      created: seconds(),
      reference: body.reference,
      amount: value,
      currency: String(amount.currency),
      status: 'redirect',
      captured: 0,
      refusalCode: null,
      number: numberOf(body.paymentMethod),
      checkoutId: String(metadata.checkout_id ?? ''),
      returnUrl: typeof body.returnUrl === 'string' ? body.returnUrl : null,
      redirectResult: null,
      approved: false,
    };
    return wirePayment(decide(payment, null, decline), origin());
  }

  function details(body: Record<string, unknown>): Record<string, unknown> {
    const given = (body.details ?? {}) as Record<string, unknown>;
    const payment = [...ledger.adyenPayments.values()].find(
      ({ redirectResult }) => redirectResult !== null && redirectResult === given.redirectResult,
    );
    if (!payment) throw adyenError(422, '14_018', 'Invalid payload provided');
    return wirePayment(payment.status === 'redirect' ? decide(payment, payment.approved) : payment, origin());
  }

  function paymentOf(psp: string): StoredAdyenPayment {
    const payment = ledger.adyenPayments.get(psp);
    if (!payment) throw unknownPayment();
    return payment;
  }

  const received = (extra: Record<string, unknown>) => ({
    merchantAccount: keys.merchantAccount,
    pspReference: newPspReference(),
    status: 'received',
    ...extra,
  });

  function capture(payment: StoredAdyenPayment, body: Record<string, unknown>) {
    const value = Number(((body.amount ?? {}) as Record<string, unknown>).value);
    if (payment.status !== 'authorised') {
      throw adyenError(422, '167', 'The payment cannot be captured: it is not authorised');
    }
    if (!Number.isInteger(value) || value < 1 || value + payment.captured > payment.amount) {
      throw adyenError(422, '137', 'Invalid amount specified');
    }
    const answer = received({ paymentPspReference: payment.psp, amount: body.amount });
    const captured = store({ ...payment, captured: payment.captured + value });
    tell(captured, 'CAPTURE', answer.pspReference, true);
    return answer;
  }

  /** Takes back what is authorised and not captured; for anything else the webhook says that it did not work. */
  function cancel(payment: StoredAdyenPayment, eventCode: string) {
    const answer = received({ paymentPspReference: payment.psp });
    const open = (payment.status === 'authorised' && payment.captured === 0) || payment.status === 'redirect';
    if (open) store({ ...payment, status: 'cancelled' });
    tell(payment, eventCode, answer.pspReference, open, open ? '' : 'Transaction not in a state to cancel');
    return answer;
  }

  function refund(payment: StoredAdyenPayment, value: number, eventCode: string) {
    const answer = received({ paymentPspReference: payment.psp });
    const left = payment.captured - ledger.adyenRefunded(payment.psp);
    const possible = Number.isInteger(value) && value > 0 && value <= left;
    if (possible) {
      const psp = answer.pspReference;
      ledger.write({
        kind: 'adyen_refund',
        value: { psp, created: seconds(), payment: payment.psp, amount: value },
      });
    }
    tell(
      payment,
      eventCode,
      answer.pspReference,
      possible,
      possible ? '' : 'Insufficient balance on payment',
    );
    return answer;
  }

  /** As when the customer's bank sends a payment's last refund back. @returns false when there is none. */
  function failRefund(psp: string): boolean {
    const refunded = [...ledger.adyenRefunds.values()].findLast(
      ({ payment, status }) => payment === psp && status !== 'failed',
    );
    if (!refunded) return false;
    ledger.write({ kind: 'adyen_refund', value: { ...refunded, status: 'failed' } });
    tell({ ...paymentOf(psp), amount: refunded.amount }, 'REFUND_FAILED', refunded.psp, true);
    return true;
  }

  function reverse(payment: StoredAdyenPayment) {
    const left = payment.captured - ledger.adyenRefunded(payment.psp);
    return payment.captured > 0
      ? refund(payment, left, 'CANCEL_OR_REFUND')
      : cancel(payment, 'CANCEL_OR_REFUND');
  }

  function cancelByReference(body: Record<string, unknown>) {
    const same = [...ledger.adyenPayments.values()].filter(
      ({ reference }) => reference === body.paymentReference,
    );
    for (const payment of same) cancel(payment, 'TECHNICAL_CANCEL');
    return received({ paymentReference: body.paymentReference });
  }

  /** The API without transport: path and body in, object out. */
  function api(path: string, body: Record<string, unknown>, decline: boolean): Record<string, unknown> {
    if (body.merchantAccount !== undefined && body.merchantAccount !== keys.merchantAccount) {
      throw adyenError(403, '901', 'Invalid Merchant Account', 'security');
    }
    if (path === '/payments') return pay(body, decline);
    if (path === '/payments/details') return details(body);
    if (path === '/cancels') return cancelByReference(body);
    const [, psp = '', action] = /^\/payments\/([^/]+)\/(\w+)$/.exec(path) ?? [];
    const amount = (body.amount ?? {}) as Record<string, unknown>;
    if (amount.currency !== undefined && amount.currency !== paymentOf(psp).currency) {
      throw adyenError(422, '138', 'The currency is not that of the payment');
    }
    const value = Number(amount.value);
    switch (action) {
      case 'captures':
        return capture(paymentOf(psp), body);
      case 'cancels':
        return cancel(paymentOf(psp), 'CANCELLATION');
      case 'reversals':
        return reverse(paymentOf(psp));
      case 'refunds':
        return refund(paymentOf(psp), value, 'REFUND');
      default:
        throw adyenError(404, '000', `Not found: ${path}`);
    }
  }

  async function handle(request: IncomingMessage, response: ServerResponse, url: URL): Promise<Sent | null> {
    if (request.method !== 'POST') throw adyenError(405, '000', 'Method not allowed');
    const text = await readBody(request);
    const body = jsonObject(text);
    if (url.pathname === '/adyen/encrypt') {
      if (body.clientKey !== keys.clientKey) throw adyenError(401, '000', 'Unknown client key', 'security');
      return { status: 200, body: JSON.stringify(encryptCard(body)) };
    }
    if (request.headers['x-api-key'] !== keys.apiKey) {
      throw adyenError(401, '000', 'HTTP Status Response - Unauthorized', 'security');
    }
    const path = url.pathname.replace(/^\/adyen\/v\d+/, '');
    const created = path !== '/payments' && path !== '/payments/details';
    return callOnce(
      room,
      {
        path,
        text,
        key: request.headers['idempotency-key'] as string | undefined,
        createsPayment: path === '/payments',
        work: (decline) => ({ status: created ? 201 : 200, body: JSON.stringify(api(path, body, decline)) }),
      },
      response,
    );
  }

  /** The bank's page for a payment; null when Adyen has no such one. */
  function challenge(psp: string, form: Form, post: boolean): Sent | null {
    const payment = ledger.adyenPayments.get(psp);
    if (!payment) return null;
    const page: Sent = {
      status: 200,
      body: challengePage({ ...payment, settled: payment.status !== 'redirect' }),
      headers: { 'content-type': 'text/html; charset=utf-8', 'cache-control': 'no-store' },
    };
    if (!post) return page;
    const redirectResult = payment.redirectResult ?? randomBytes(24).toString('base64url');
    if (payment.status === 'redirect') {
      store({ ...payment, redirectResult, approved: textAt(form, 'answer') === 'approve' });
    }
    const back = URL.canParse(payment.returnUrl ?? '') ? new URL(payment.returnUrl ?? '') : null;
    if (!back) return page;
    back.searchParams.set('redirectResult', redirectResult);
    return { status: 303, body: '', headers: { location: back.href } };
  }

  return { handle, challenge, failRefund };
}

import { createHash, randomBytes } from 'node:crypto';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as wait } from 'node:timers/promises';
import { cardKind, cardProblem, namedTokens } from './cards.ts';
import { challengePage } from './challenge-page.ts';
import { type Form, parseForm, textAt, textsAt } from './form.ts';
import { Ledger, type StoredIntent, type StoredMethod } from './ledger.ts';
import { deliver } from './webhooks.ts';
import { wireEvent, wireIntent, wireMethod, wireRefund } from './wire.ts';

/**
 * A payment gateway of our own that speaks the part of Stripe's wire format we use, so that a sale can be tried
 * without keys and tests can make the gateway misbehave. It never sees real cards: it is for Stripe's test numbers.
 */
export type GatewayOptions = {
  /** 0 takes a free one. */
  port: number;
  webhookUrl: string;
  webhookSecret: string;
  /** JSON lines; kept over restarts. */
  ledgerFile: string;
  publishableKey: string;
  secretKey: string;
};

/** How creating a payment misbehaves: `…_before` fails unpaid, `…_after` takes the money first. */
const modes = [
  'normal',
  'slow',
  'error500',
  'reset',
  'reset_after',
  'timeout_before',
  'timeout_after',
  'down',
] as const;
type Mode = (typeof modes)[number];

class StripeError extends Error {
  readonly status: number;
  readonly body: Record<string, unknown>;
  constructor(status: number, body: { type: string; message: string } & Record<string, unknown>) {
    super(body.message);
    this.status = status;
    this.body = body;
  }
}

const invalid = (message: string, extra: Record<string, unknown> = {}, status = 400) =>
  new StripeError(status, { type: 'invalid_request_error', message, ...extra });
const missing = (what: string, id: string) =>
  invalid(`No such ${what}: '${id}'`, { code: 'resource_missing', param: 'id' }, 404);

const largestBody = 65_536;
const slowMs = 3_000;
const newId = (prefix: string) => `${prefix}_${randomBytes(12).toString('hex')}`;
const seconds = () => Math.floor(Date.now() / 1_000);

async function readBody(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of request as AsyncIterable<Buffer>) {
    size += chunk.length;
    if (size > largestBody) throw invalid('Request body too large', {}, 413);
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString('utf8');
}

/** An object from JSON text; an empty one for anything else. */
function jsonObject(text: string): Record<string, unknown> {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {};
  } catch {
    return {};
  }
}

/** Starts the gateway on loopback. `close()` lets running requests end. */
export async function startGateway(
  options: GatewayOptions,
): Promise<{ port: number; close: () => Promise<void> }> {
  const ledger = new Ledger(options.ledgerFile);
  const stopping = new AbortController();
  const running = new Set<string>();
  let behaviour: { mode: Mode; times: number } = { mode: 'normal', times: 0 };
  let origin = '';

  const notify = (type: string, object: Record<string, unknown>) => {
    const event = wireEvent(newId('evt'), type, seconds(), object);
    void deliver({ url: options.webhookUrl, secret: options.webhookSecret }, event, stopping.signal);
  };
  const show = (intent: StoredIntent) => wireIntent(intent, ledger, origin);

  function nextMode(): Mode {
    if (behaviour.times <= 0) return 'normal';
    const { mode } = behaviour;
    behaviour = { mode, times: behaviour.times - 1 };
    return mode;
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
    if (wrong) throw new StripeError(402, { type: 'card_error', ...wrong });
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

  function createIntent(form: Form): StoredIntent {
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
    return textAt(form, 'confirm') === 'true' ? confirm(intent) : store(intent);
  }

  function store(intent: StoredIntent): StoredIntent {
    ledger.write({ kind: 'intent', value: intent });
    return intent;
  }

  /** Charges, refuses or challenges. @throws StripeError 402 for a refused card, with the payment in it. */
  function confirm(intent: StoredIntent, approved = false): StoredIntent {
    const method = intent.method ? ledger.methods.get(intent.method) : undefined;
    if (!method) throw invalid('This PaymentIntent has no payment method', { param: 'payment_method' });
    const { behaviour: card } = cardKind(method.number);
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
    throw new StripeError(402, {
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
      data: matching.slice(start, start + limit).map(show),
      has_more: start + limit < matching.length,
      url: '/v1/payment_intents',
    };
  }

  /** The API without transport: path and form in, object out. */
  function api(method: string, path: string, query: URLSearchParams, form: Form): Record<string, unknown> {
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
        return show(createIntent(form));
      case 'GET payment_intents':
        return listIntents(query);
      case 'GET payment_intents/:id':
        return show(intentOf(id ?? ''));
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
      request.method === 'POST' && path === '/v1/payment_methods' && key === options.publishableKey;
    if (key === options.secretKey || publishable) return;
    throw new StripeError(401, { type: 'invalid_request_error', message: 'Invalid API Key provided' });
  }

  type Sent = { status: number; body: string; headers?: Record<string, string> };

  /** Runs a call at most once per idempotency key. https://docs.stripe.com/api/idempotent_requests */
  function once(key: string | undefined, fingerprint: string, work: () => Record<string, unknown>): Sent {
    const known = key ? ledger.answers.get(key) : undefined;
    if (known && known.fingerprint !== fingerprint) {
      throw new StripeError(400, {
        type: 'idempotency_error',
        message:
          'Keys for idempotent requests can only be used with the same parameters they were first used with.',
      });
    }
    if (known) return { status: known.status, body: known.body, headers: { 'idempotent-replayed': 'true' } };
    const sent = attempt(work);
    // Like Stripe: an answer that began to run is kept, also a refusal by the bank.
    if (key && sent.status !== 401) {
      ledger.write({ kind: 'answer', value: { key, fingerprint, status: sent.status, body: sent.body } });
    }
    return sent;
  }

  function attempt(work: () => Record<string, unknown>): Sent {
    try {
      return { status: 200, body: JSON.stringify(work()) };
    } catch (error) {
      if (error instanceof StripeError)
        return { status: error.status, body: JSON.stringify({ error: error.body }) };
      throw error;
    }
  }

  async function stripeCall(
    request: IncomingMessage,
    response: ServerResponse,
    url: URL,
  ): Promise<Sent | null> {
    authorise(request, url.pathname);
    const text = request.method === 'POST' ? await readBody(request) : '';
    const form = parseForm(text);
    const work = () => api(request.method ?? 'GET', url.pathname, url.searchParams, form);
    if (request.method !== 'POST') return attempt(work);
    const key = request.headers['idempotency-key'] as string | undefined;
    const fingerprint = createHash('sha256').update(`${url.pathname}\n${text}`).digest('hex');
    if (key && running.has(key)) {
      throw invalid('There is currently another in-progress request using this Idempotent Key', {}, 409);
    }
    const mode = url.pathname === '/v1/payment_intents' ? nextMode() : 'normal';
    if (key) running.add(key);
    try {
      if (mode === 'slow') await wait(slowMs, undefined, { signal: stopping.signal });
      if (mode === 'error500')
        throw new StripeError(500, { type: 'api_error', message: 'The sandbox was told to fail' });
      if (mode === 'reset' || mode === 'down' || mode === 'timeout_before') return hangUp(response, mode);
      const sent = ledger.together(() => once(key, fingerprint, work));
      return mode === 'timeout_after' || mode === 'reset_after' ? hangUp(response, mode) : sent;
    } finally {
      if (key) running.delete(key);
    }
  }

  /** A reset cuts the line at once; a time-out stays silent until the caller goes. */
  function hangUp(response: ServerResponse, mode: Mode): null {
    if (mode === 'reset' || mode === 'reset_after' || mode === 'down') response.socket?.resetAndDestroy();
    return null;
  }

  function challenge(id: string, form: Form, post: boolean): Sent {
    const intent = ledger.intents.get(id);
    const html = { 'content-type': 'text/html; charset=utf-8', 'cache-control': 'no-store' };
    if (!intent)
      return { status: 404, body: 'There is no such payment.', headers: { 'content-type': 'text/plain' } };
    if (!post) return { status: 200, body: challengePage(intent), headers: html };
    if (intent.status === 'requires_action') {
      const approved = textAt(form, 'answer') === 'approve';
      attempt(() =>
        approved
          ? show(confirm(intent, true))
          : refuse(
              intent,
              'payment_intent_authentication_failure',
              null,
              'The bank did not confirm this payment.',
            ),
      );
    }
    const back = URL.canParse(intent.returnUrl ?? '') ? new URL(intent.returnUrl ?? '') : null;
    if (!back) return { status: 200, body: challengePage(intentOf(id)), headers: html };
    back.searchParams.set('payment_intent', id);
    back.searchParams.set('redirect_status', intentOf(id).status === 'succeeded' ? 'succeeded' : 'failed');
    return { status: 303, body: '', headers: { location: back.href } };
  }

  function told(checkoutId: string): Record<string, unknown> {
    const charges = [...ledger.intents.values()]
      .filter(({ metadata, status }) => metadata.checkout_id === checkoutId && status === 'succeeded')
      .map((intent) => ({
        reference: intent.id,
        amountMinor: intent.amount,
        refundedMinor: ledger.refunded(intent.id),
        status: intent.status,
      }));
    const netMinor = charges.reduce((sum, charge) => sum + charge.amountMinor - charge.refundedMinor, 0);
    return { charges, netMinor };
  }

  function behave(form: Record<string, unknown>): Sent {
    const mode = modes.find((one) => one === form.mode);
    const times = Number(form.times ?? 1);
    if (!mode || !Number.isInteger(times) || times < 0 || times > 100_000) {
      return {
        status: 422,
        body: JSON.stringify({ message: `mode is one of ${modes.join(', ')}; times a count` }),
      };
    }
    behaviour = { mode, times: mode === 'normal' ? 0 : times };
    return { status: 200, body: JSON.stringify(behaviour) };
  }

  async function route(request: IncomingMessage, response: ServerResponse): Promise<Sent | null> {
    const url = URL.parse(`http://gateway${request.url ?? '/'}`);
    if (!url) throw invalid('Unrecognized request URL', {}, 404);
    if (url.pathname.startsWith('/3ds/')) {
      const post = request.method === 'POST';
      return challenge(url.pathname.slice(5), post ? parseForm(await readBody(request)) : {}, post);
    }
    if (url.pathname === '/_sandbox/ledger') {
      return { status: 200, body: JSON.stringify(told(url.searchParams.get('checkout_id') ?? '')) };
    }
    if (url.pathname === '/_sandbox/behaviour' && request.method === 'POST') {
      return behave(jsonObject(await readBody(request)));
    }
    return stripeCall(request, response, url);
  }

  const cors = {
    'access-control-allow-origin': '*',
    'access-control-allow-headers': 'authorization, content-type, stripe-version',
    'access-control-allow-methods': 'POST, OPTIONS',
    'access-control-max-age': '300',
  };

  const server = createServer((request, response) => {
    const send = ({ status, body, headers }: Sent) => {
      response
        .writeHead(status, {
          'content-type': 'application/json',
          'request-id': newId('req'),
          ...cors,
          ...headers,
        })
        .end(body);
    };
    if (request.method === 'OPTIONS') return send({ status: 204, body: '' });
    route(request, response).then(
      (sent) => sent && send(sent),
      (error: unknown) => {
        const known = error instanceof StripeError;
        const body = known ? error.body : { type: 'api_error', message: String(error) };
        if (!response.headersSent && !response.destroyed) {
          send({ status: known ? error.status : 500, body: JSON.stringify({ error: body }) });
        }
      },
    );
  });
  await new Promise<void>((done, fail) => {
    server.once('error', fail).listen(options.port, '127.0.0.1', () => done());
  });
  const { port } = server.address() as AddressInfo;
  origin = `http://127.0.0.1:${port}`;
  return {
    port,
    close: () =>
      new Promise((done) => {
        stopping.abort();
        server.close(() => {
          ledger.close();
          done();
        });
        server.closeAllConnections();
      }),
  };
}

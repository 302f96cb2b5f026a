import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { type AdyenKeys, adyenApi, adyenWords } from './adyen/api.ts';
import { Behaviour } from './behaviour.ts';
import { Deliveries } from './deliveries.ts';
import { jsonObject, Refusal, readBody, type Sent } from './http.ts';
import { newId } from './ids.ts';
import { Ledger } from './ledger.ts';
import type { Room } from './once.ts';
import { type StripeKeys, stripeApi, stripeWords } from './stripe/api.ts';
import { parseForm } from './stripe/form.ts';

/**
 * Two payment gateways of our own that speak the parts of Stripe's and Adyen's wire formats we use, so that a sale can
 * be tried without keys and tests can make them misbehave. They never see real cards.
 */
export type GatewayOptions = {
  /** 0 takes a free one. */
  port: number;
  webhookUrl: string;
  /** JSON lines; kept over restarts. */
  ledgerFile: string;
  adyen?: AdyenKeys & { webhookUrl: string };
} & StripeKeys;

const noAdyen = {
  apiKey: '',
  clientKey: '',
  merchantAccount: '',
  hmacKey: '',
  webhookUrl: 'http://127.0.0.1:9/none',
};

/** Starts both gateways on loopback. `close()` lets running requests end. */
export async function startGateway(
  options: GatewayOptions,
): Promise<{ port: number; close: () => Promise<void> }> {
  const ledger = new Ledger(options.ledgerFile);
  const stopping = new AbortController();
  const { adyen = noAdyen } = options;
  let origin = '';

  function room(name: Room['name'], webhookUrl: string, words: Room['words']): Room {
    const behaviour = new Behaviour();
    const deliveries = new Deliveries(webhookUrl, behaviour, stopping.signal);
    return { name, ledger, behaviour, deliveries, words, signal: stopping.signal, running: new Set() };
  }
  const rooms = {
    stripe: room('stripe', options.webhookUrl, stripeWords),
    adyen: room('adyen', adyen.webhookUrl, adyenWords),
  };
  const apis = {
    stripe: stripeApi(rooms.stripe, options, () => origin),
    adyen: adyenApi(rooms.adyen, adyen, () => origin),
  };

  /** `{gateway?, mode?, webhooks?, times?, delayMs?}`; Stripe when no gateway is named. */
  function behave(order: Record<string, unknown>): Sent {
    const name = order.gateway ?? 'stripe';
    if (name !== 'stripe' && name !== 'adyen') {
      return { status: 422, body: JSON.stringify({ message: 'gateway is stripe or adyen' }) };
    }
    const { behaviour } = rooms[name];
    const wrong = behaviour.command(order);
    return wrong
      ? { status: 422, body: JSON.stringify({ message: wrong }) }
      : { status: 200, body: JSON.stringify({ gateway: name, ...behaviour.shown() }) };
  }

  async function route(request: IncomingMessage, response: ServerResponse): Promise<Sent | null> {
    const url = URL.parse(`http://gateway${request.url ?? '/'}`);
    if (!url) throw new Refusal(404, { error: { message: 'Unrecognized request URL' } });
    const post = request.method === 'POST';
    if (url.pathname.startsWith('/3ds/')) {
      const id = url.pathname.slice(5);
      const form = post ? parseForm(await readBody(request)) : {};
      return (
        apis.stripe.challenge(id, form, post) ??
        apis.adyen.challenge(id, form, post) ?? {
          status: 404,
          body: 'There is no such payment.',
          headers: { 'content-type': 'text/plain' },
        }
      );
    }
    if (url.pathname === '/_sandbox/ledger') {
      return { status: 200, body: JSON.stringify(ledger.told(url.searchParams.get('checkout_id') ?? '')) };
    }
    if (url.pathname === '/_sandbox/behaviour' && post) {
      return behave(jsonObject(await readBody(request)));
    }
    if (url.pathname === '/_sandbox/fail_refund' && post) {
      const payment = String(jsonObject(await readBody(request)).payment);
      const known = apis.stripe.failRefund(payment) || apis.adyen.failRefund(payment);
      return { status: known ? 200 : 404, body: '{}' };
    }
    // As after a day at Stripe and a week at Adyen.
    if (url.pathname === '/_sandbox/forget_answers' && post) {
      ledger.answers.clear();
      return { status: 200, body: '{}' };
    }
    const api = url.pathname.startsWith('/adyen/') ? apis.adyen : apis.stripe;
    return api.handle(request, response, url);
  }

  const cors = {
    'access-control-allow-origin': '*',
    'access-control-allow-headers': 'authorization, content-type, stripe-version',
    'access-control-allow-methods': 'POST, OPTIONS',
    'access-control-max-age': '300',
  };

  const server = createServer((request, response) => {
    const send = ({ status, body, headers }: Sent) => {
      if (response.headersSent || response.destroyed) return;
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
        if (error instanceof Refusal) send(error.sent);
        else if (!stopping.signal.aborted) {
          send({
            status: 500,
            body: JSON.stringify({ error: { type: 'api_error', message: String(error) } }),
          });
        }
      },
    );
  });
  // Longer than anybody keeps an idle connection: one closed under a request looks like a gateway that is away.
  server.keepAliveTimeout = 75_000;
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

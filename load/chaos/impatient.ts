import { setTimeout as wait } from 'node:timers/promises';
import { z } from 'zod';
import { send } from '../generator/client.ts';

export type Visit = {
  outcome: 'placed' | 'turned_away' | 'failed';
  reason: string;
  turnedAwayAt: string | null;
  /** How often each part said no, by what `x-cache` says. */
  refusals: string[];
  /** The last request, which pays. */
  checkoutMs: number;
  endedAt: number;
};

/** Like the shop's own pages: sends again what was not begun, then gives up. */
const triesMost = 3;
const address = { name: 'Ada', line1: '12 Quay Street', city: 'Galway', postcode: 'H91', country: 'IE' };
const quoteSchema = z.looseObject({ totalMinor: z.number(), shippingMethodId: z.string() });
const configSchema = z.looseObject({
  gateways: z.array(
    z.looseObject({ gateway: z.string(), publishableKey: z.string().optional(), sandboxUrl: z.string() }),
  ),
});

class TurnedAway extends Error {}

/** One article, from the cart to the paid order, with the impatience of a person: it ends within half a minute. */
export async function visit(shopUrl: string, sku: string, checkoutId: string): Promise<Visit> {
  let cookie = '';
  let stage = 'cart';
  let checkoutMs = 0;
  const refusals: string[] = [];
  const end = (outcome: Visit['outcome'], reason = ''): Visit => ({
    outcome,
    reason,
    refusals,
    turnedAwayAt: outcome === 'turned_away' ? stage : null,
    checkoutMs,
    endedAt: performance.now(),
  });

  async function ask(method: string, path: string, input?: unknown): Promise<unknown> {
    const json = input === undefined ? undefined : JSON.stringify(input);
    for (let tries = 1; ; tries++) {
      const { status, headers, setCookies, body, sent, ended } = await send(
        new URL(path, shopUrl),
        method,
        { ...(cookie ? { cookie } : {}), ...(json ? { 'content-type': 'application/json' } : {}) },
        json,
      );
      const set = setCookies.find((one) => one.startsWith('ballast_cart='));
      if (set) cookie = set.split(';')[0] ?? '';
      if (status >= 200 && status < 300) {
        checkoutMs = ended - sent;
        return JSON.parse(body.toString());
      }
      if (!('x-shed' in headers)) throw new Error(`${stage}: ${status || 'no answer'}`);
      refusals.push(`${stage} ${headers['x-cache'] ?? 'edge'}`);
      if (tries >= triesMost) throw new TurnedAway();
      await wait(Number(headers['retry-after']) * 1_000);
    }
  }

  try {
    await ask('POST', '/api/cart', { sku, quantity: 1 });
    stage = 'quote';
    const quote = quoteSchema.parse(
      await ask('POST', '/api/checkout/quote', { country: 'IE', shippingMethodId: 'pickup' }),
    );
    stage = 'card';
    const { gateways } = configSchema.parse(await ask('GET', '/api/payment-config'));
    const stripe = gateways.find(({ gateway }) => gateway === 'stripe');
    if (!stripe) throw new Error('no gateway');
    const card = {
      type: 'card',
      'card[number]': '4242424242424242',
      'card[exp_month]': '12',
      'card[cvc]': '123',
    };
    const year = String(new Date().getUTCFullYear() + 3);
    const exchanged = await send(
      new URL('/v1/payment_methods', stripe.sandboxUrl),
      'POST',
      {
        authorization: `Bearer ${stripe.publishableKey}`,
        'content-type': 'application/x-www-form-urlencoded',
      },
      new URLSearchParams({ ...card, 'card[exp_year]': year }).toString(),
    );
    if (exchanged.status !== 200) throw new Error(`the gateway: ${exchanged.status || 'no answer'}`);
    const { id } = z.looseObject({ id: z.string() }).parse(JSON.parse(exchanged.body.toString()));
    stage = 'checkout';
    await ask('POST', '/api/checkout', {
      checkoutId,
      email: `overload-${checkoutId}@example.com`,
      shippingAddress: address,
      shippingMethodId: quote.shippingMethodId,
      gateway: 'stripe',
      paymentToken: id,
      expectedTotalMinor: quote.totalMinor,
    });
    return end('placed');
  } catch (error) {
    if (error instanceof TurnedAway) return end('turned_away');
    return end('failed', error instanceof Error ? error.message : String(error));
  }
}

import { setTimeout as wait } from 'node:timers/promises';
import { z } from 'zod';
import { signTraffic, trafficHeader } from '#lib/platform/index.ts';
import type { Told } from '../checker/index.ts';
import { CookieJar } from '../cookies.ts';
import type { ShopperPlan } from './plan.ts';

/** What the shop answered. */
export type Said = { status: number; body: unknown };
/** One request as this shopper: with his cookies. Null: no answer came. */
export type Ask = (method: string, path: string, body?: unknown) => Promise<Said | null>;
const answerSchema = z.looseObject({ status: z.string() });
const quoteSchema = z.looseObject({ totalMinor: z.number(), shippingMethodId: z.string() });
const problemSchema = z.looseObject({ code: z.string(), quote: quoteSchema.optional() });
const gatewaysSchema = z.object({
  gateways: z.array(
    z.discriminatedUnion('gateway', [
      z.object({ gateway: z.literal('stripe'), publishableKey: z.string(), sandboxUrl: z.string() }),
      z.object({ gateway: z.literal('adyen'), clientKey: z.string(), sandboxUrl: z.string() }),
    ]),
  ),
});
type Gateway = z.infer<typeof gatewaysSchema>['gateways'][number];
type Token = { gateway: Gateway['gateway']; id: string };

const patienceMs = 240_000;
const address = {
  name: 'Ada Lovelace',
  line1: '12 Quay Street',
  city: 'Galway',
  postcode: 'H91',
  country: 'IE',
};

export type Shop = {
  shopUrl: string;
  /** Waited for before the first payment, to make many pay at the same moment. */
  atTheTill?: () => Promise<void>;
  /** Told of every answer of the shop: when it was asked, how long it took, and null when none came. */
  observe?: (path: string, at: number, ms: number, said: Said | null) => void;
  /** The customer is gone as soon as the payment was asked for once. */
  leaves?: boolean;
};
export type Bought = Told & {
  reason: string;
  tookMs: number;
  orderNumber: number | null;
  /** Where the shopper's cards went to. */
  gateways: string[];
};

const sameCardAgain = new Set(['payment_not_confirmed', 'payments_unavailable', 'gateway_changed']);

/** The card's token from the gateway itself, or null when it does not answer. */
async function exchange(gateway: Gateway, number: string): Promise<string | null> {
  const year = String(new Date().getUTCFullYear() + 3);
  const cvc = number.startsWith('37') ? '1234' : '123';
  const signal = AbortSignal.timeout(10_000);
  try {
    if (gateway.gateway === 'adyen') {
      const typed = { clientKey: gateway.clientKey, number, expiryMonth: '12', expiryYear: year, cvc };
      const url = `${gateway.sandboxUrl}/encrypt`;
      const response = await fetch(url, { method: 'POST', body: JSON.stringify(typed), signal });
      return response.ok ? Buffer.from(await response.text()).toString('base64url') : null;
    }
    const response = await fetch(new URL('/v1/payment_methods', gateway.sandboxUrl), {
      method: 'POST',
      headers: { authorization: `Bearer ${gateway.publishableKey}` },
      body: new URLSearchParams({
        type: 'card',
        'card[number]': number,
        'card[exp_month]': '12',
        'card[exp_year]': year,
        'card[cvc]': cvc,
      }),
      signal,
    });
    return response.ok ? z.looseObject({ id: z.string() }).parse(await response.json()).id : null;
  } catch {
    return null;
  }
}

/** A visitor's requests, with his cookies, and marked so that what he does counts in no business figure. */
function asVisitor(shopUrl: string): Ask {
  const cookies = new CookieJar();
  return async (method, path, body) => {
    try {
      const response = await fetch(new URL(path, shopUrl), {
        method,
        headers: {
          [trafficHeader]: signTraffic('load'),
          ...cookies.header(),
          ...(body === undefined ? {} : { 'content-type': 'application/json' }),
        },
        ...(body === undefined ? {} : { body: JSON.stringify(body) }),
        signal: AbortSignal.timeout(40_000),
      });
      cookies.store(response.headers.getSetCookie());
      return { status: response.status, body: await response.json() };
    } catch {
      return null;
    }
  };
}

function observed(ask: Ask, observe: NonNullable<Shop['observe']>): Ask {
  return async (method, path, body) => {
    const at = Date.now();
    const said = await ask(method, path, body);
    observe(path, at, Date.now() - at, said);
    return said;
  };
}

/** Buys like the checkout page does: over HTTP only, asking and repeating when an answer is lost. */
export async function shop(at: Shop, plan: ShopperPlan): Promise<Bought> {
  const began = Date.now();
  const visitor = asVisitor(at.shopUrl);
  const ask = at.observe ? observed(visitor, at.observe) : visitor;
  const late = () => Date.now() - began > patienceMs;
  let filled = false;
  for (const sku of plan.skus) {
    const added = await insist(ask, late, 'POST', '/api/cart', { sku, quantity: 1 });
    filled ||= added?.status === 200;
  }
  if (filled) return payForCart(ask, at, plan, began);
  return {
    ...{ checkoutId: plan.checkoutId, outcome: 'not_charged', reason: 'no cart', orderNumber: null },
    ...{ gateways: [], tookMs: Date.now() - began },
  };
}

/** Repeats what may be repeated until the shop answers it; null when patience ends. */
async function insist(ask: Ask, late: () => boolean, ...request: Parameters<Ask>): Promise<Said | null> {
  for (let round = 0; !late(); round++) {
    const said = await ask(...request);
    if (said && said.status < 500) return said;
    await wait(Math.min(2_000, 250 * 2 ** round));
  }
  return null;
}

/**
 * Pays for what is in the cart of `ask`, until the shop's answer is known.
 * @param began when the shopper's patience began, in milliseconds.
 */
export async function payForCart(
  ask: Ask,
  at: Omit<Shop, 'shopUrl'>,
  plan: Pick<ShopperPlan, 'cards' | 'twice' | 'checkoutId'>,
  began = Date.now(),
): Promise<Bought> {
  const { checkoutId } = plan;
  const used: string[] = [];
  const end = (outcome: Told['outcome'], reason: string, orderNumber: number | null = null): Bought => ({
    checkoutId,
    outcome,
    reason,
    orderNumber,
    gateways: [...new Set(used)],
    tookMs: Date.now() - began,
  });
  const late = () => Date.now() - began > patienceMs;

  /** The card's token, of the gateway the shop prefers now; another one than `not` if there is one. */
  async function tokenise(number: string, not: string | null): Promise<Token | null> {
    while (!late()) {
      const said = gatewaysSchema.safeParse((await ask('GET', '/api/payment-config'))?.body).data;
      const offered = said?.gateways ?? [];
      for (const gateway of offered.toSorted(
        (a, b) => Number(a.gateway === not) - Number(b.gateway === not),
      )) {
        const id = await exchange(gateway, number);
        if (!id) continue;
        used.push(gateway.gateway);
        return { gateway: gateway.gateway, id };
      }
      await wait(500);
    }
    return null;
  }

  /** The checkout's state once it is no longer open; `unknown` when there is no such checkout. */
  async function follow(): Promise<{ status: string; code?: unknown; orderNumber?: unknown } | null> {
    while (!late()) {
      const said = await ask('GET', `/api/checkout/${checkoutId}`);
      if (said?.status === 404 && problemSchema.safeParse(said.body).data?.code === 'unknown_checkout')
        return { status: 'none' };
      const answer = said?.status === 200 ? answerSchema.safeParse(said.body) : null;
      if (answer?.success && answer.data.status !== 'processing') return answer.data;
      await wait(750);
    }
    return null;
  }

  let card = 0;
  let arrived = false;
  let token: Token | null = null;
  let left: string | null = null;
  while (!late()) {
    const quoted = await insist(ask, late, 'POST', '/api/checkout/quote', {
      country: 'IE',
      shippingMethodId: 'pickup',
    });
    const priced = quoteSchema.safeParse(quoted?.body);
    if (!priced.success)
      return end('not_charged', problemSchema.safeParse(quoted?.body).data?.code ?? 'lost');
    const number = plan.cards[card];
    if (!number) return end('not_charged', 'gave up after a refusal');
    token ??= await tokenise(number, left);
    if (!token) break;
    if (!arrived) await at.atTheTill?.();
    arrived = true;
    const request = {
      checkoutId,
      email: `chaos-${checkoutId}@example.com`,
      shippingAddress: address,
      shippingMethodId: priced.data.shippingMethodId,
      gateway: token.gateway,
      paymentToken: token.id,
      expectedTotalMinor: priced.data.totalMinor,
    };
    const tabs = await Promise.all(
      Array.from({ length: plan.twice ? 2 : 1 }, () => ask('POST', '/api/checkout', request)),
    );
    if (at.leaves) return end('unknown', 'left');
    const settled = tabs.find((tab) => tab?.status === 201) ?? tabs.find((tab) => tab?.status === 402);
    const said = settled ?? tabs[0];
    let answer = answerSchema.safeParse(said?.status === 201 ? said.body : null).data ?? null;
    const refusal = said && said.status < 500 ? problemSchema.safeParse(said.body).data : undefined;
    if (!answer && (!refusal || said?.status === 202)) answer = (await follow()) as typeof answer;
    if (answer?.status === 'placed') return end('placed', 'placed', Number(answer.orderNumber));
    if (answer?.status === 'none') continue; // never arrived: the same request again
    if (answer?.status === 'failed' || said?.status === 402) {
      // A card that the bank refused is exchanged; one whose payment was not confirmed may be tried again.
      const code = String(answer?.code ?? refusal?.code);
      if (!sameCardAgain.has(code)) card++;
      left = code === 'gateway_changed' ? token.gateway : left;
      token = null;
      continue;
    }
    if (refusal?.code === 'gateway_changed') {
      left = token.gateway;
      token = null;
      continue;
    }
    if (refusal?.code === 'price_changed') continue;
    // The first of two tabs has placed it and emptied the cart: the checkout's state knows.
    const state = await follow();
    if (state?.status === 'placed') return end('placed', 'placed', Number(state.orderNumber));
    if (state && refusal) return end('not_charged', refusal.code);
  }
  return end('unknown', 'patience ended');
}

import { setTimeout as wait } from 'node:timers/promises';
import { z } from 'zod';
import type { Told } from '../checker/index.ts';
import type { ShopperPlan } from './plan.ts';

type Said = { status: number; body: unknown; cookie: string | null };
const answerSchema = z.looseObject({ status: z.string() });
const quoteSchema = z.looseObject({ totalMinor: z.number(), shippingMethodId: z.string() });
const problemSchema = z.looseObject({ code: z.string(), quote: quoteSchema.optional() });
const methodSchema = z.looseObject({ id: z.string() });

const patienceMs = 240_000;
const address = {
  name: 'Ada Lovelace',
  line1: '12 Quay Street',
  city: 'Galway',
  postcode: 'H91',
  country: 'IE',
};

export type Shop = { shopUrl: string; gatewayUrl: string; publishableKey: string };
export type Bought = Told & { reason: string; tookMs: number; orderNumber: number | null };

/** Buys like the checkout page does: over HTTP only, asking and repeating when an answer is lost. */
export async function shop(at: Shop, plan: ShopperPlan): Promise<Bought> {
  const began = Date.now();
  const { checkoutId } = plan;
  let cookie = '';
  const end = (outcome: Told['outcome'], reason: string, orderNumber: number | null = null): Bought => ({
    checkoutId,
    outcome,
    reason,
    orderNumber,
    tookMs: Date.now() - began,
  });
  const late = () => Date.now() - began > patienceMs;

  async function ask(method: string, path: string, body?: unknown): Promise<Said | null> {
    try {
      const response = await fetch(new URL(path, at.shopUrl), {
        method,
        headers: {
          ...(cookie ? { cookie } : {}),
          ...(body === undefined ? {} : { 'content-type': 'application/json' }),
        },
        ...(body === undefined ? {} : { body: JSON.stringify(body) }),
        signal: AbortSignal.timeout(40_000),
      });
      const set = response.headers.getSetCookie()[0]?.split(';')[0] ?? null;
      return { status: response.status, body: await response.json(), cookie: set };
    } catch {
      return null;
    }
  }

  /** Repeats what may be repeated until the shop answers it; null when patience ends. */
  async function insist(method: string, path: string, body?: unknown): Promise<Said | null> {
    for (let round = 0; !late(); round++) {
      const said = await ask(method, path, body);
      if (said && said.status < 500) return said;
      await wait(Math.min(2_000, 250 * 2 ** round));
    }
    return null;
  }

  async function tokenise(number: string): Promise<string | null> {
    while (!late()) {
      try {
        const response = await fetch(new URL('/v1/payment_methods', at.gatewayUrl), {
          method: 'POST',
          headers: { authorization: `Bearer ${at.publishableKey}` },
          body: new URLSearchParams({
            type: 'card',
            'card[number]': number,
            'card[exp_month]': '12',
            'card[exp_year]': String(new Date().getUTCFullYear() + 3),
            'card[cvc]': number.startsWith('37') ? '1234' : '123',
          }),
          signal: AbortSignal.timeout(10_000),
        });
        if (response.ok) return methodSchema.parse(await response.json()).id;
      } catch {}
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

  for (const sku of plan.skus) {
    const added = await insist('POST', '/api/cart', { sku, quantity: 1 });
    if (added?.cookie) cookie = added.cookie;
  }
  if (!cookie) return end('not_charged', 'no cart');

  let card = 0;
  let token: string | null = null;
  while (!late()) {
    const quoted = await insist('POST', '/api/checkout/quote', { country: 'IE', shippingMethodId: 'pickup' });
    const priced = quoteSchema.safeParse(quoted?.body);
    if (!priced.success)
      return end('not_charged', problemSchema.safeParse(quoted?.body).data?.code ?? 'lost');
    const number = plan.cards[card];
    if (!number) return end('not_charged', 'gave up after a refusal');
    token ??= await tokenise(number);
    if (!token) break;
    const request = {
      checkoutId,
      email: `chaos-${checkoutId}@example.com`,
      shippingAddress: address,
      shippingMethodId: priced.data.shippingMethodId,
      paymentToken: token,
      expectedTotalMinor: priced.data.totalMinor,
    };
    const tabs = await Promise.all(
      Array.from({ length: plan.twice ? 2 : 1 }, () => ask('POST', '/api/checkout', request)),
    );
    const settled = tabs.find((tab) => tab?.status === 201) ?? tabs.find((tab) => tab?.status === 402);
    const said = settled ?? tabs[0];
    let answer = answerSchema.safeParse(said?.status === 201 ? said.body : null).data ?? null;
    const refusal = said && said.status < 500 ? problemSchema.safeParse(said.body).data : undefined;
    if (!answer && (!refusal || said?.status === 202)) answer = (await follow()) as typeof answer;
    if (answer?.status === 'placed') return end('placed', 'placed', Number(answer.orderNumber));
    if (answer?.status === 'none') continue; // never arrived: the same request again
    if (answer?.status === 'failed' || said?.status === 402) {
      // A card that the bank refused is exchanged; one whose payment was not confirmed may be tried again.
      const code = answer?.code ?? refusal?.code;
      if (code !== 'payment_not_confirmed' && code !== 'payments_unavailable') card++;
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

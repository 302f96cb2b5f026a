import { setTimeout as wait } from 'node:timers/promises';
import { z } from 'zod';
import { type Ask, type Bought, payForCart } from '../chaos/shopper.ts';
import type { Session, Step } from '../model/session.ts';
import type { Visitor } from './visitor.ts';

export type Playing = {
  /** When the session should begin, by `performance.now()`. */
  startsAt: number;
  /** Think times are divided by it. */
  haste: number;
  checkoutId: string;
  /** No step begins after it. */
  over: AbortSignal;
  /** Told when the shopper leaves because a page took too long. */
  impatient: () => void;
  /** How late a step was sent although nothing of the shop was waited for. */
  late: (ms: number) => void;
};

/** Nobody waits longer for a page. */
const patienceMs = 20_000;

const pathOf = (path: string) => path.split('?')[0] ?? path;
const stepOf: Record<string, string> = {
  'POST /api/checkout': 'pay',
  'POST /api/checkout/quote': 'quote',
  'GET /api/payment-config': 'payment-config',
};
const delivery = { country: 'IE', shippingMethodId: 'pickup' };
const cartSchema = z.looseObject({ count: z.number() });

/**
 * Lives through a session. Each step has its moment from the plan: what a slow answer delays is sent late, and its
 * latency counts from when it should have been sent.
 * @returns what became of the payment; null when the session did not come to pay.
 */
export async function play(visitor: Visitor, session: Session, how: Playing): Promise<Bought | null> {
  let intended = how.startsAt;
  let bought: Bought | null = null;
  for (const step of session.steps) {
    intended += step.thinkMs / how.haste;
    const ahead = intended - performance.now();
    if (ahead > 0) {
      await wait(ahead, undefined, { signal: how.over }).catch(() => undefined);
      if (!how.over.aborted) how.late(Math.max(0, performance.now() - intended));
    }
    if (how.over.aborted) return bought;
    const going = await take(visitor, session, step, intended, how.checkoutId);
    if (going === 'ends') return bought;
    if (going !== 'goes_on') bought = going;
    else if (performance.now() - intended > patienceMs) {
      how.impatient();
      return bought;
    }
  }
  return bought;
}

async function take(
  visitor: Visitor,
  session: Session,
  step: Step,
  intended: number,
  checkoutId: string,
): Promise<'goes_on' | 'ends' | Bought> {
  switch (step.kind) {
    case 'home':
    case 'category':
    case 'product':
    case 'search':
    case 'text':
      await visitor.page(step.kind, intended, step.path, step.document);
      return 'goes_on';
    case 'suggest':
    case 'account':
      await visitor.json(step.kind, intended, 'GET', step.path);
      return 'goes_on';
    case 'add':
      await visitor.json('cart-add', intended, 'POST', '/api/cart', {
        sku: step.sku,
        quantity: step.quantity,
      });
      return 'goes_on';
    case 'cart':
      await visitor.page('cart', intended, '/cart', true);
      return 'goes_on';
    case 'checkout': {
      // Nothing that could be had is in the cart: nobody goes to the till with it.
      const said = await visitor.json('cart-badge', intended, 'GET', '/api/cart?market=ie');
      if (said?.status === 200 && cartSchema.safeParse(said.body).data?.count === 0) return 'ends';
      await visitor.page('checkout', intended, '/checkout', true);
      await visitor.json('quote', performance.now(), 'POST', '/api/checkout/quote', delivery);
      return 'goes_on';
    }
    case 'pay': {
      // The first question belongs to the moment planned; what follows it, to the answers.
      let first: number | null = intended;
      const ask: Ask = (method, path, body) => {
        const at = first ?? performance.now();
        first = null;
        const name = stepOf[`${method} ${pathOf(path)}`] ?? 'checkout-state';
        return visitor.json(name, at, method, path, body);
      };
      return payForCart(ask, {}, { cards: session.cards, twice: false, checkoutId });
    }
  }
}

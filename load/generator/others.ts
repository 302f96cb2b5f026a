import Stripe from 'stripe';
import type { Random } from '../model/draw.ts';
import type { World } from '../model/session.ts';
import { pick } from '../random.ts';
import { type At, Visitor } from './visitor.ts';

/** A bot's look: any page of the shop, rare ones as likely as popular ones, without cookies, scripts or pictures. */
export async function crawl(at: At, world: World, random: Random, intended: number): Promise<void> {
  const path = random() < 0.8 ? pick(random, world.products).path : pick(random, world.categories);
  await new Visitor(at, { returning: true }).page('bot', intended, path, false);
}

const staffPaths = [
  '/admin',
  '/admin/orders',
  '/admin/products',
  '/admin/operations',
  '/admin/orders?page=2',
];

/** One look of a member of staff at the admin. */
export async function staffLook(staff: Visitor, random: Random, intended: number): Promise<void> {
  await staff.page('staff', intended, pick(random, staffPaths), false);
}

/** Captured payments whose webhooks come again. Amounts in minor units. */
export type Payment = { reference: string; amountMinor: number; currency: string; checkoutId: string };
export type Storm = { payments: readonly Payment[]; secret: string; run: string };

const signer = new Stripe('sk_test_unused');

/**
 * A webhook of Stripe about a payment that is long settled, signed as Stripe signs: half of them under an id that has come
 * before.
 */
export async function webhook(
  gateway: Visitor,
  { payments, secret, run }: Storm,
  random: Random,
  { number, intended }: { number: number; intended: number },
): Promise<void> {
  const payment = pick(random, payments);
  const own = number > 0 && random() < 0.5 ? Math.floor(random() * number) : number;
  const created = Math.floor(Date.now() / 1_000);
  const body = JSON.stringify({
    id: `evt_load_${run}_${own}`,
    ...{ object: 'event', type: 'payment_intent.succeeded', created, livemode: false, pending_webhooks: 1 },
    data: {
      object: {
        ...{ id: payment.reference, object: 'payment_intent', status: 'succeeded', created },
        ...{ amount: payment.amountMinor, amount_received: payment.amountMinor },
        currency: payment.currency.toLowerCase(),
        metadata: { checkout_id: payment.checkoutId },
      },
    },
  });
  const signature = signer.webhooks.generateTestHeaderString({ payload: body, secret });
  await gateway.webhook(intended, '/api/webhooks/stripe', body, signature);
}

import { randomUUID } from 'node:crypto';
import type { APIRequestContext } from '@playwright/test';

/**
 * A purchase without a browser, up to paying: one article in the cart of this context, its total asked for.
 * @returns what `POST /api/checkout` takes.
 */
export async function preparePurchase(
  context: APIRequestContext,
  { sku = 'ATLANTIC-SEA-SALT', email }: { sku?: string; email: string },
) {
  const headers = { origin: process.env.SHOP_URL ?? '' };
  await context.post('/api/cart', { headers, data: { sku, quantity: 1 } });
  const delivery = { country: 'IE', shippingMethodId: 'pickup' };
  const quoted = await context.post('/api/checkout/quote', { headers, data: delivery });
  const { totalMinor } = (await quoted.json()) as { totalMinor: number };
  return {
    checkoutId: randomUUID(),
    email,
    shippingAddress: {
      name: 'Ada Lovelace',
      line1: '12 Quay Street',
      city: 'Galway',
      postcode: 'H91',
      country: 'IE',
    },
    shippingMethodId: 'pickup',
    paymentToken: 'pm_card_visa',
    expectedTotalMinor: totalMinor,
  };
}

import { placeOrderEvents } from '#lib/orders/index.ts';
import { systemContext, uuidv7, withTransaction } from '#lib/platform/index.ts';
import type { RouteCase } from '../route-walk.fixtures.ts';

/** A paid order of its own, at version 2. */
export async function paidOrder(): Promise<string> {
  const orderId = uuidv7();
  const address = { name: 'Ada', line1: '1 Quay', line2: '', city: 'Cobh', postcode: 'P24', phone: '' };
  await withTransaction((tx) =>
    placeOrderEvents(tx, systemContext('test'), {
      orderId,
      checkoutId: orderId,
      email: 'ada@example.com',
      name: 'Ada',
      shippingAddress: { ...address, country: 'IE' },
      shippingMethod: { id: 'standard', title: 'Standard', promise: '' },
      lines: [
        { sku: 'MUG-1', title: 'Mug', variantTitle: '', quantity: 1, unitMinor: 1_000, totalMinor: 1_000 },
      ],
      subtotalMinor: 1_000,
      shippingMinor: 0,
      taxMinor: 0,
      totalMinor: 1_000,
      currency: 'EUR',
      payment: { gateway: 'stripe', reference: `pi_${orderId}`, amountMinor: 1_000, currency: 'EUR' },
    }),
  );
  return orderId;
}

export const cases: RouteCase[] = [
  { route: 'GET /orders/csv', audits: 1, call: async () => ({ search: '?to=2001-01-01' }) },
  {
    route: 'POST /orders/[id]/commands',
    audits: 1,
    call: async () => ({
      params: { id: await paidOrder() },
      body: { id: uuidv7(), seenVersion: 2, command: { do: 'add_note', text: 'Call before delivery' } },
    }),
  },
];

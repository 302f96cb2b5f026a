import fc from 'fast-check';
import type { OrderCommand } from './decide.ts';
import type { PlaceOrderInput } from './place-order-events.ts';

/** Names as somebody could type them, and what is their family name. */
export const namesAndFamilyNames: readonly (readonly [name: string, familyName: string])[] = [
  ['Ada Lovelace', 'Lovelace'],
  ['Ada King Lovelace', 'Lovelace'],
  ['Plato', 'Plato'],
  ['', ''],
  ['   ', ''],
  ['Ada ', ''],
  [' Ada', 'Ada'],
  ['Ada\tLovelace', 'Ada\tLovelace'],
  ['Ada\u00a0Lovelace', 'Ada\u00a0Lovelace'],
  ['Ada 👩‍💻é', '👩‍💻é'],
  ["Ada O'Brien%_\\", "O'Brien%_\\"],
  ['a'.repeat(255), 'a'.repeat(255)],
  [`Ada ${'👩'.repeat(251)}`, '👩'.repeat(251)],
];

/** A paid order as the checkout would write it; amounts are minor units. */
export function paidOrder(
  orderId: string,
  change: Partial<Omit<PlaceOrderInput, 'orderId'>> = {},
): PlaceOrderInput {
  return {
    orderId,
    checkoutId: orderId,
    email: 'ada@example.com',
    name: 'Ada Lovelace',
    shippingAddress: {
      name: 'Ada Lovelace',
      line1: '12 St James’s Square',
      line2: '',
      city: 'Dublin',
      postcode: 'D02',
      country: 'IE',
      phone: '',
    },
    shippingMethod: { id: 'standard', title: 'Standard', promise: 'Arrives in 3 days' },
    lines: [
      { sku: 'MUG-1', title: 'Mug', variantTitle: 'Blue', quantity: 2, unitMinor: 1250, totalMinor: 2500 },
    ],
    subtotalMinor: 2500,
    shippingMinor: 499,
    taxMinor: 561,
    totalMinor: 2999,
    currency: 'EUR',
    payment: { gateway: 'stripe', reference: 'pi_1', amountMinor: 2999, currency: 'EUR' },
    ...change,
  };
}

const ids = fc.constantFrom('a', 'b', 'c', 'd');
const often = (command: OrderCommand) => ({ weight: 6, arbitrary: fc.constant(command) });
const seldom = (arbitrary: fc.Arbitrary<OrderCommand>) => ({ weight: 1, arbitrary });
/** Any command, those that move an order along more often than those that end it. */
export const anyCommand: fc.Arbitrary<OrderCommand> = fc.oneof(
  often({ do: 'commit_stock' }),
  often({ do: 'start_fulfilment' }),
  often({ do: 'ship', trackingNumber: 'T1' }),
  often({ do: 'deliver' }),
  often({ do: 'request_return', reason: 'x' }),
  often({ do: 'receive_return', restock: [{ sku: 'MUG-1', quantity: 1 }] }),
  often({ do: 'record_export', erpReference: 'E1' }),
  seldom(ids.map((refundId) => ({ do: 'report_stock_conflict', skus: ['MUG-1'], refundId }))),
  seldom(ids.map((refundId) => ({ do: 'cancel', reason: 'x', restock: true, refundId }))),
  seldom(
    fc
      .tuple(ids, fc.integer({ min: -10, max: 4000 }))
      .map(([refundId, amountMinor]) => ({ do: 'request_refund', refundId, amountMinor, reason: 'x' })),
  ),
  seldom(
    fc.tuple(ids, fc.integer({ min: 1, max: 4 })).map(([refundId, quantity]) => ({
      do: 'refund_lines',
      refundId,
      lines: [{ sku: 'MUG-1', quantity }],
      reason: 'x',
    })),
  ),
  often({ do: 'return_stock', lines: [{ sku: 'MUG-1', quantity: 1 }] }),
  seldom(ids.map((refundId) => ({ do: 'complete_refund', refundId, gateway: 'stripe', reference: 're' }))),
  seldom(ids.map((refundId) => ({ do: 'fail_refund', refundId, reason: 'x' }))),
  seldom(
    fc
      .constantFrom('confirmation', 'out_of_stock')
      .map((template) => ({ do: 'record_mail', template, messageId: 'm' })),
  ),
  seldom(fc.nat(100).map((points) => ({ do: 'earn_points', points }))),
  seldom(fc.string().map((text) => ({ do: 'add_note', text }))),
);

import { expect, test } from 'vitest';
import type { OrderState } from '#lib/orders/index.ts';
import { cancellationMail, confirmationMail, type MailInput, refundMail, shippedMail } from './templates.ts';

const order: OrderState = {
  shape: 2,
  id: '0198aaaa-0000-7000-8000-000000000001',
  version: 3,
  status: 'paid',
  checkoutId: 'c',
  email: 'ada@example.com',
  name: 'Ada',
  shippingAddress: {
    name: 'Ada',
    line1: 'Street 1',
    line2: '',
    city: 'Cork',
    postcode: 'T12',
    country: 'IE',
    phone: '',
  },
  shippingMethod: { id: 'standard', title: 'Standard', promise: 'Arrives in 3 days' },
  lines: [{ sku: 'M', title: 'Mug', variantTitle: 'Blue', quantity: 2, unitMinor: 1250, totalMinor: 2500 }],
  subtotalMinor: 2500,
  shippingMinor: 0,
  taxMinor: 467,
  totalMinor: 2500,
  currency: 'EUR',
  payment: { gateway: 'stripe', reference: 'pi' },
  authorizedMinor: 0,
  capturedMinor: 2500,
  voided: false,
  refunds: [],
  stock: 'committed',
  erpReference: null,
  mails: [],
  loyaltyPoints: null,
  tracking: null,
  carrier: '',
  cancelReason: null,
  notes: 0,
};
const input = (change: Partial<OrderState> = {}): MailInput => ({
  shopName: 'Ballast',
  shopUrl: 'https://shop.example',
  number: 1001,
  statusUrl: 'https://shop.example/orders/TOKEN',
  order: { ...order, ...change },
});

test('a confirmation says what was bought, for how much, and where to look', () => {
  const mail = confirmationMail(input());
  expect(mail.subject).toBe('Your order #1001 at Ballast');
  for (const body of [mail.html, mail.text]) {
    for (const piece of ['Mug', 'Blue', '€25.00', 'https://shop.example/orders/TOKEN', 'Cork', 'Ballast']) {
      expect(body).toContain(piece);
    }
    expect(body).toMatch(/free/i);
  }
});

test('whatever customers and merchants typed stays text', () => {
  const evil = `"><script>alert(1)</script><img src=x onerror='x'>\r\nBcc: all@example.com`;
  const mail = confirmationMail(
    input({
      name: evil,
      shippingAddress: { ...order.shippingAddress, name: evil, line1: evil, city: evil },
      shippingMethod: { id: 'x', title: evil, promise: evil },
      lines: [{ sku: 'M', title: evil, variantTitle: evil, quantity: 1, unitMinor: 1, totalMinor: 1 }],
    }),
  );
  expect(mail.html).not.toMatch(/<script|<img/);
  expect(mail.subject).not.toMatch(/[\r\n]/);
});

test('an apology says why and how much comes back', () => {
  const refunds = [{ id: 'r', amountMinor: 2500, reason: 'out_of_stock', completed: false }];
  const mail = cancellationMail(input({ status: 'cancelled', cancelReason: 'out_of_stock', refunds }));
  expect(mail.template).toBe('out_of_stock');
  expect(mail.text).toContain('€25.00 back');
  expect(cancellationMail(input({ cancelReason: 'changed_mind' })).template).toBe('cancelled');
});

test('a shipment names carrier and tracking number, a refund its amount', () => {
  const shipped = shippedMail(input({ carrier: 'DHL', tracking: '<T1>' }));
  expect(shipped.text).toContain('has left us with DHL');
  expect(shipped.html).toContain('&lt;T1&gt;');
  const refund = refundMail({ ...input(), refundId: 'r1', amountMinor: 500, currency: 'EUR' });
  expect(refund).toMatchObject({ template: 'refunded', about: 'r1' });
  expect(refund.text).toContain('€5.00 back');
});

import { describe, expect, it } from 'vitest';
import { minorOf, type Shown, wrongTotals } from './totals.ts';

const shown: Shown = {
  lines: [{ detail: 'Navy · 1 × €14.00', amount: '€14.00' }],
  subtotal: '€14.00',
  delivery: '€4.95',
  taxes: [{ name: 'VAT 23%, included', amount: '€3.54' }],
  total: '€18.95',
  method: '€4.95',
  payButton: 'Pay €18.95',
};
const quote = {
  currency: 'EUR',
  lines: [{ quantity: 1, totalMinor: 1_400 }],
  methods: [{ id: 'standard', priceMinor: 495 }],
  shippingMethodId: 'standard',
  subtotalMinor: 1_400,
  shippingMinor: 495,
  taxMinor: 354,
  totalMinor: 1_895,
  taxDisplay: 'inclusive',
};

describe('amounts as people read them', () => {
  it.each([
    ['€1,234.50', 2, 123_450],
    ['1.234,50 €', 2, 123_450],
    ['$0.99', 2, 99],
    ['¥1,200', 0, 1_200],
    ['€14', 2, 1_400],
    ['Free', 2, 0],
  ])('%s', (text, decimals, minor) => expect(minorOf(text, decimals)).toBe(minor));

  it('are not made up', () => expect(minorOf('soon', 2)).toBeNaN());
});

describe('a checkout', () => {
  it('adds up', () => expect(wrongTotals(shown, '€14.00', quote)).toEqual([]));

  it('adds up where tax comes on top', () => {
    const american = {
      ...shown,
      taxes: [{ name: 'Sales tax 6.625%', amount: '€1.26' }],
      total: '€20.21',
      payButton: 'Pay €20.21',
    };
    const answer = { ...quote, taxDisplay: 'exclusive', taxMinor: 126, totalMinor: 2_021 };
    expect(wrongTotals(american, '€14.00', answer)).toEqual([]);
  });

  const cheats: [string, Partial<Shown>, Partial<typeof quote>, RegExp][] = [
    [
      'another price than the product’s page',
      { lines: [{ detail: '1 × €15.00', amount: '€15.00' }] },
      {},
      /product’s page/,
    ],
    [
      'a total that is not its parts',
      { total: '€18.96', payButton: 'Pay €18.96' },
      { totalMinor: 1_896 },
      /its parts/,
    ],
    [
      'a tax that is not the rate',
      { taxes: [{ name: 'VAT 23%', amount: '€2.62' }] },
      { taxMinor: 262 },
      /tax at 23/,
    ],
    ['a button with another amount', { payButton: 'Pay €20.00' }, {}, /button to pay/],
    ['another total than the shop means', {}, { totalMinor: 1_995 }, /shop’s answer/],
    ['delivery that is not as offered', { method: '€3.95' }, {}, /chosen way/],
  ];
  it.each(cheats)('is caught with %s', (_name, change, answer, sentence) => {
    const wrong = wrongTotals({ ...shown, ...change }, '€14.00', { ...quote, ...answer });
    expect(wrong.join('\n')).toMatch(sentence);
  });

  it('is not believed without an answer', () => {
    expect(wrongTotals(shown, '€14.00', null)).toHaveLength(1);
  });
});

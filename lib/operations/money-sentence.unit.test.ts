import { expect, test } from 'vitest';
import { type MoneyNow, moneySentence } from './money-sentence.ts';

const now = new Date('2026-11-26T03:00:00Z');
const attempts = { taken: 0, refused: 0, failed: 0, open: 0 };
const sentence = (change: Partial<MoneyNow>) =>
  moneySentence({ orders: 0, revenue: '€0.00', lastOrderAt: null, attempts, ...change }, now);

test.each<[Partial<MoneyNow>, string, RegExp]>([
  [
    { orders: 12, revenue: '€340.00', lastOrderAt: new Date('2026-11-26T02:57:00Z') },
    'good',
    /^Money is coming in: 12 orders worth €340.00 .* 3 minutes ago\.$/,
  ],
  [
    { orders: 1, attempts: { ...attempts, failed: 4 } },
    'bad',
    /^No money is coming in: .* 4 payments failed/,
  ],
  [{ attempts: { ...attempts, failed: 1 } }, 'warn', /^No money .* 1 payment failed/],
  [{ orders: 9, attempts: { ...attempts, taken: 9, failed: 1 } }, 'warn', /but 1 of 10 payments failed/],
  [{ attempts: { ...attempts, refused: 2 } }, 'warn', /banks refused all 2 payments/],
  [
    { lastOrderAt: new Date('2026-11-25T21:00:00Z') },
    'quiet',
    /^Quiet: .* The last order came 6 hours ago\.$/,
  ],
  [{}, 'quiet', /There has been no order yet\.$/],
])('%j reads as it should', (change, tone, text) => {
  const said = sentence(change);
  expect(said.tone).toBe(tone);
  expect(said.text).toMatch(text);
});

import { globSync, readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { differences, fieldWords, hasWords } from './history-words.ts';

const changed = (before: unknown, after: unknown, action = 'product.changed') =>
  differences({ action, before, after }, 'EUR');

test('no action that a module records is without words', () => {
  const files = globSync('lib/**/*.ts').filter((file) => !/\.(test|fixtures)\.ts$|outbound/.test(file));
  const found = files.flatMap((file) => {
    const text = readFileSync(file, 'utf8');
    return text.includes('recordAudit')
      ? [...text.matchAll(/['`]([a-z]+\.[a-z]+(?:_[a-z]+)*)['`]/g)].map(([, action = '']) => action)
      : [];
  });
  expect(found.length).toBeGreaterThan(30);
  // Names of files and of fields look alike.
  const others = /^(?:ctx|problems)\./;
  expect([...new Set(found)].filter((action) => !hasWords(action) && !others.test(action))).toEqual([]);
});

test('fields are told as people call them, names stay as they are', () => {
  expect(fieldWords('bodyHtml')).toBe('text');
  expect(fieldWords('priceMinor')).toBe('price');
  expect(fieldWords('taxClass')).toBe('tax class');
  expect(fieldWords('ENAMEL-MUG-NAVY')).toBe('ENAMEL-MUG-NAVY');
});

test('amounts are money: in the currency they name, else in the shop’s', () => {
  expect(changed({ priceMinor: 1450 }, { priceMinor: 1590 })).toEqual([
    { field: 'price', from: '€14.50', to: '€15.90' },
  ]);
  expect(changed({ currency: 'JPY', priceMinor: null }, { currency: 'JPY', priceMinor: 1450 })).toEqual([
    { field: 'price', from: '', to: 'JP¥1,450' },
  ]);
  expect(changed({ MUG: 1450 }, { MUG: 1500 }, 'product.prices_imported')).toEqual([
    { field: 'MUG', from: '€14.50', to: '€15.00' },
  ]);
  const rule = { kind: 'percentage', value: 1000 };
  expect(changed(rule, { ...rule, value: 2050 }, 'rule.changed')).toEqual([
    { field: 'value', from: '10 %', to: '20.5 %' },
  ]);
});

test('flags, times, texts and what is in lists and records read as words; bookkeeping is left out', () => {
  expect(
    changed(
      { version: 3, status: 'paid' },
      { version: 5, status: 'cancelled', command: { do: 'cancel', reason: 'by phone', restock: true } },
      'order.cancel',
    ),
  ).toEqual([
    { field: 'status', from: 'paid', to: 'cancelled' },
    { field: 'how', from: '', to: 'reason by phone, back into stock yes' },
  ]);
  expect(changed(null, { endsAt: '2026-12-04T02:00:00.000Z', endedAt: null }, 'rule.created')).toEqual([
    { field: 'ends', from: '', to: '4 Dec 2026, 02:00 UTC' },
  ]);
  expect(changed({ bodyHtml: '<p>One</p><p>two</p>' }, { bodyHtml: '<h2>Three</h2>', locale: 'de' })).toEqual(
    [
      { field: 'text', from: 'One two', to: 'Three' },
      { field: 'language', from: '', to: 'German' },
    ],
  );
  expect(
    changed(
      { legal: [] },
      { legal: [{ title: { en: 'Terms', de: 'AGB' }, href: '/pages/terms' }] },
      'setting.changed',
    ),
  ).toEqual([
    { field: 'legal links', from: '', to: 'title English Terms, German AGB, leads to /pages/terms' },
  ]);
  expect(changed({ categories: ['01a21af0-f7b0-7c30-a1a5-8083602b8041'] }, { categories: [] })).toEqual([
    { field: 'categories', from: '1 chosen', to: '' },
  ]);
});

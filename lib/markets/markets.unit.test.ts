import fc from 'fast-check';
import { expect, test } from 'vitest';
import { formatMoney } from '#lib/platform/index.ts';
import { defaultMarket, marketOf, marketOfPath, markets, pathIn } from './index.ts';

const paths = fc
  .array(fc.constantFrom('p', 'c', 'mug', 'de', 'us', 'design', ''), { maxLength: 4 })
  .map((parts) => `/${parts.join('/')}`)
  // Inside the default market an address that begins with another's prefix is that other's.
  .filter((path) => marketOfPath(path).market === defaultMarket);

test('a path taken apart and put together is itself, in every market', () => {
  fc.assert(
    fc.property(fc.constantFrom(...markets), paths, (market, path) => {
      expect(marketOfPath(pathIn(market, path))).toEqual({ market, path });
    }),
  );
});

test.each([
  ['/', 'ie', '/'],
  ['/de', 'de', '/'],
  ['/de?page=2', 'de', '/?page=2'],
  ['/de/p/mug', 'de', '/p/mug'],
  ['/design', 'ie', '/design'],
  ['/usage', 'ie', '/usage'],
  ['/us/cart', 'us', '/cart'],
])('%s is of %s, there %s', (path, code, inside) => {
  const found = marketOfPath(path);
  expect([found.market.code, found.path]).toEqual([code, inside]);
});

test('a code that is none is the default market', () => {
  expect([marketOf('de').code, marketOf('xx').code, marketOf(null).code]).toEqual(['de', 'ie', 'ie']);
});

test('markets differ in prefix and code, and ship to their own country first', () => {
  expect(new Set(markets.map(({ pathPrefix }) => pathPrefix)).size).toBe(markets.length);
  expect(markets.map(({ shipsTo }) => shipsTo[0])).toEqual(markets.map(({ country }) => country));
  for (const { shipsTo } of markets) expect(new Set(shipsTo).size).toBe(shipsTo.length);
});

test('money is written as people of the market write it', () => {
  expect(markets.map(({ currency, languageTag }) => formatMoney(123_450, currency, languageTag))).toEqual([
    '€1,234.50',
    '1.234,50\u00a0€',
    '$1,234.50',
  ]);
});

import fc from 'fast-check';
import { expect, test } from 'vitest';
import { markets } from '#lib/markets/index.ts';
import { defaultShipping } from './default-shipping.ts';
import { defaultTax } from './default-tax.ts';
import {
  estimateDelivery,
  matchesPostcode,
  methodsFor,
  needsRegion,
  taxFor,
  taxTableSchema,
  zoneOf,
  zonesSchema,
} from './index.ts';

const parcel = (over: Partial<Parameters<typeof methodsFor>[1]> = {}) => ({
  country: 'IE',
  postcode: '',
  currency: 'EUR',
  subtotalMinor: 1_000,
  grams: 500,
  locale: 'en' as const,
  ...over,
});

test('the defaults are what the schemas accept, and every market ships everywhere it says, in its currency', () => {
  expect(taxTableSchema.parse(defaultTax)).toEqual(defaultTax);
  expect(zonesSchema.parse(defaultShipping)).toEqual(defaultShipping);
  for (const { shipsTo, currency, locale } of markets) {
    for (const country of shipsTo) {
      expect(
        methodsFor(defaultShipping, parcel({ country, currency, locale })).length,
        country,
      ).toBeGreaterThan(0);
      expect(
        defaultTax.some((row) => row.country === country),
        country,
      ).toBe(true);
    }
  }
  for (const country of ['', 'XX', 'ie', 'constructor']) {
    expect(methodsFor(defaultShipping, parcel({ country }))).toEqual([]);
  }
});

test('a table that names a place twice is refused', () => {
  const [row] = defaultTax;
  expect(taxTableSchema.safeParse([row, row]).success).toBe(false);
});

test('a dearer cart never pays more for a method, a heavier parcel never less', () => {
  const places = fc.constantFrom(
    ...markets.flatMap(({ shipsTo, currency }) => shipsTo.map((country) => ({ country, currency }))),
  );
  fc.assert(
    fc.property(places, fc.nat(50_000), fc.nat(50_000), fc.nat(40_000), (place, small, more, grams) => {
      const priceOf = (subtotalMinor: number, weight: number) =>
        new Map(
          methodsFor(defaultShipping, parcel({ ...place, subtotalMinor, grams: weight })).map((m) => [
            m.id,
            m.priceMinor,
          ]),
        );
      const base = priceOf(small, grams);
      for (const [id, price] of priceOf(small + more, grams))
        expect(price).toBeLessThanOrEqual(base.get(id) ?? 0);
      for (const [id, price] of priceOf(small, grams + more))
        expect(price).toBeGreaterThanOrEqual(base.get(id) ?? 0);
    }),
  );
});

test.each([
  ['BT*', 'bt1 1aa', true],
  ['BT*', 'B1 1TB', false],
  ['25846..25849', '25847', true],
  ['25846..25849', '25850', false],
  ['995..999', '99501', true],
  ['995..999', '99', false],
  ['18565', '18565', true],
  ['18565', '185651', false],
])('%s and %s: %s', (pattern, postcode, fits) => {
  expect(matchesPostcode(pattern, postcode)).toBe(fits);
});

test.each([
  ['GB', 'BT1 1AA', 'northern-ireland'],
  ['GB', 'SW1A 1AA', 'europe'],
  ['GB', '', 'europe'],
  ['DE', '25980', 'islands'],
  ['DE', '10115', 'europe'],
  ['US', '99501', 'alaska-hawaii'],
  ['US', '10001', 'america'],
])('%s %s is in the zone %s', (country, postcode, id) => {
  expect(zoneOf(defaultShipping, { country, postcode })?.id).toBe(id);
});

test('methods speak the language, cost by weight, and are free from a total on', () => {
  const standard = (over: Parameters<typeof parcel>[0]) => methodsFor(defaultShipping, parcel(over))[0];
  expect(standard({})).toEqual({
    id: 'standard',
    title: 'Standard delivery',
    priceMinor: 490,
    promise: '2–3 working days',
  });
  expect(standard({ locale: 'de' })).toMatchObject({ title: 'Standardversand', promise: '2–3 Werktage' });
  expect(standard({ grams: 5_001 })?.priceMinor).toBe(990);
  expect(standard({ subtotalMinor: 7_500 })?.priceMinor).toBe(0);
  expect(methodsFor(defaultShipping, parcel({ grams: 30_001 })).map(({ id }) => id)).toEqual(['pickup']);
});

test('tax is the state’s where there are states, and unknown until the state is', () => {
  const rate = (country: string, region = '') => taxFor(defaultTax, { country, region })?.standard;
  expect([rate('IE'), rate('DE'), rate('FI'), rate('IE', 'D')]).toEqual([23_000, 19_000, 25_500, 23_000]);
  expect([rate('US'), rate('US', 'NJ'), rate('US', 'OR'), rate('US', 'PR')]).toEqual([
    undefined,
    6_625,
    0,
    0,
  ]);
  expect([
    needsRegion(defaultTax, 'US'),
    needsRegion(defaultTax, 'IE'),
    needsRegion(defaultTax, 'XX'),
  ]).toEqual([true, false, false]);
});

const method = { daysFrom: 2, daysTo: 3, cutOffHour: 14 };
test.each([
  ['Thursday morning', '2026-11-26T09:00:00Z', '2026-11-30', '2026-12-01', '2026-11-26T14:00:00.000Z'],
  ['Thursday at the cut-off', '2026-11-26T14:00:00Z', '2026-12-01', '2026-12-02', '2026-11-27T14:00:00.000Z'],
  ['Friday evening', '2026-11-27T20:00:00Z', '2026-12-02', '2026-12-03', '2026-11-30T14:00:00.000Z'],
  ['Sunday', '2026-11-29T10:00:00Z', '2026-12-02', '2026-12-03', '2026-11-30T14:00:00.000Z'],
  [
    'in summer, by the shop’s clock',
    '2026-07-01T13:30:00Z',
    '2026-07-06',
    '2026-07-07',
    '2026-07-02T13:00:00.000Z',
  ],
])('ordered %s it comes in its working days', (_when, at, from, to, until) => {
  expect(estimateDelivery(method, new Date(at), 'Europe/Dublin')).toEqual({
    from,
    to,
    until: new Date(until),
  });
});

test('an estimate holds until the instant it names, and is a later one from then on', () => {
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 500 * 86_400 }), (second) => {
      const at = new Date(Date.UTC(2026, 0, 1) + second * 1_000);
      const { until, ...days } = estimateDelivery(method, at, 'Europe/Dublin');
      expect(until.getTime()).toBeGreaterThan(at.getTime());
      expect(estimateDelivery(method, new Date(until.getTime() - 1), 'Europe/Dublin')).toMatchObject(days);
      expect(estimateDelivery(method, until, 'Europe/Dublin').from > days.from).toBe(true);
    }),
  );
});

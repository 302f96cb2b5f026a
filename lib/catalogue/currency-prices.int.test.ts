import { afterAll, expect, test } from 'vitest';
import { closeDb, db, env, systemContext } from '#lib/platform/index.ts';
import { saveRule } from '#lib/promotions/index.ts';
import { invalidatedSince, lastInvalidationId, storedProduct } from './catalogue.fixtures.ts';
import { getCategory, getProduct, getVariantsBySku, searchProducts, setCurrencyPrices } from './index.ts';

const ctx = systemContext('staff:test');
const made: string[] = [];
afterAll(async () => {
  await db().priceRule.deleteMany({ where: { id: { in: made } } });
  await closeDb();
});

const inDollars = (sku: string, priceMinor: number | null, compareAtMinor: number | null = null) =>
  setCurrencyPrices(ctx, { currency: 'USD', prices: [{ sku, priceMinor, compareAtMinor }] });

test('an article without a price in a currency is in none of its listings, pages and carts, and comes with one', async () => {
  const { mark, id, handle, sku } = await storedProduct();
  const seen = async () => ({
    page: (await getProduct(handle, { currency: 'USD' }))?.variants.map(({ priceMinor }) => priceMinor),
    listed: (await getCategory(`deck-${mark}`, {}, { currency: 'USD' }))?.products.map(
      ({ fromMinor }) => fromMinor,
    ),
    found: (await searchProducts({ q: `anchor ${mark}` }, { currency: 'USD' })).products.filter(
      (product) => product.id === id,
    ).length,
    // What listings count and sort by.
    offers: await db().searchOffer.count({ where: { currency: 'USD', product: { productId: id } } }),
    sold: (await getVariantsBySku([sku], { currency: 'USD' })).get(sku)?.sold,
  });
  expect(await seen()).toEqual({ page: undefined, listed: [], found: 0, offers: 0, sold: false });

  const before = await lastInvalidationId();
  expect(await inDollars(sku, 1_100)).toEqual({ ok: true, value: { changed: 1 } });
  expect(await seen()).toEqual({ page: [1_100], listed: [1_100], found: 1, offers: 1, sold: true });
  expect(await invalidatedSince(before)).toEqual(expect.arrayContaining([`product:${id}`, 'search']));
  expect((await getProduct(handle))?.variants).toHaveLength(2);
  expect(await inDollars(sku, 1_100)).toEqual({ ok: true, value: { changed: 0 } });

  expect((await inDollars(sku, null)).ok).toBe(true);
  expect(await seen()).toEqual({ page: undefined, listed: [], found: 0, offers: 0, sold: false });
});

test('a percentage reduces every currency, an amount its own; each currency has its own lowest price', async () => {
  const { id, handle, sku } = await storedProduct();
  await inDollars(sku, 3_000);
  await inDollars(sku, 2_000);
  const rule = (kind: 'percentage' | 'amount', value: number, currency: string | null) =>
    saveRule(ctx, {
      id: null,
      expectedVersion: 0,
      name: `Sale ${kind}`,
      kind,
      value,
      priority: 0,
      stacking: 'stackable',
      display: 'plain',
      status: 'live',
      startsAt: new Date(Date.now() - 1_000),
      endsAt: null,
      currency,
      couponCode: null,
      usageLimit: null,
      customerLimit: null,
      targets: [{ kind: 'product', value: id }],
    });
  for (const saved of [await rule('percentage', 1_000, null), await rule('amount', 100, 'USD')]) {
    if (saved.ok) made.push(saved.value.id);
    expect(saved.ok).toBe(true);
  }
  const shown = async (currency?: string) => {
    const variant = (await getProduct(handle, { currency }))?.variants.find((one) => one.sku === sku);
    return [variant?.priceMinor, variant?.lowestMinor];
  };
  expect(await shown()).toEqual([900, 1_000]);
  const dollars = await shown('USD');
  // Ten percent and a dollar, in the order of the rules' ids: 1,700 or 1,710.
  expect(dollars[0]).toBeGreaterThanOrEqual(1_700);
  expect(dollars[0]).toBeLessThanOrEqual(1_710);
  expect(dollars[1]).toBeLessThanOrEqual(2_000);
});

test.each([
  ['the shop’s own currency', env.SHOP_CURRENCY, 'A', 100, null, 'not_another_currency'],
  ['a currency that is none', 'dollars', 'A', 100, null, 'not_another_currency'],
  ['less than nothing', 'USD', 'A', -1, null, 'invalid_price'],
  ['a struck price below the price', 'USD', 'A', 200, 100, 'invalid_price'],
  ['an article nobody knows', 'USD', 'NO-SUCH-ARTICLE', 100, null, 'unknown_sku'],
])(
  '%s is refused, and nothing is written',
  async (_what, currency, sku, priceMinor, compareAtMinor, kind) => {
    const refused = await setCurrencyPrices(ctx, { currency, prices: [{ sku, priceMinor, compareAtMinor }] });
    expect(refused).toMatchObject({ ok: false, error: { kind } });
  },
);

import { randomUUID } from 'node:crypto';
import { afterAll, expect, test } from 'vitest';
import { saveProducts, setCurrencyPrices } from '#lib/catalogue/index.ts';
import { marketOf } from '#lib/markets/index.ts';
import { closeDb, closeRedis, systemContext } from '#lib/platform/index.ts';
import { anybody } from './cart.fixtures.ts';
import { addToCart, moveToCart, removeSaved, saveForLater, viewCart } from './index.ts';

const ctx = systemContext('test');
afterAll(async () => {
  closeRedis();
  await closeDb();
});

async function cartWithTwo() {
  const own = randomUUID().slice(0, 8);
  const sku = `LATER-${own}`;
  const product = {
    handle: `later-${own}`,
    title: `Lantern ${own}`,
    descriptionHtml: '',
    vendor: '',
    productType: '',
    status: 'active' as const,
    optionNames: [],
    images: null,
    variants: [{ sku, optionValues: [], priceMinor: 1_500, compareAtMinor: null, onHand: 5 }],
    categoryPaths: [],
  };
  await saveProducts(ctx, [product]);
  const cartId = randomUUID();
  await addToCart(ctx, { cartId, sku, quantity: 2, mayFill: anybody });
  return { cartId, sku };
}

test('a line laid aside is in no total, comes back with its quantity, and can be forgotten', async () => {
  const { cartId, sku } = await cartWithTwo();
  const aside = await saveForLater(ctx, { cartId, sku });
  expect(aside).toMatchObject({
    value: { count: 0, subtotalMinor: 0, lines: [], saved: [{ sku, quantity: 2 }] },
  });
  const back = await moveToCart(ctx, { cartId, sku, mayFill: anybody });
  expect(back).toMatchObject({ value: { count: 2, subtotalMinor: 3_000, saved: [] } });
  await saveForLater(ctx, { cartId, sku });
  expect(await removeSaved(ctx, { cartId, sku })).toMatchObject({ value: { lines: [], saved: [] } });
});

test('a market without a price says so, in the cart and when something is added; one with a price sells', async () => {
  const { cartId, sku } = await cartWithTwo();
  const us = marketOf('us');
  expect(await viewCart(ctx, { cartId, market: us })).toMatchObject({
    value: { currency: 'USD', count: 0, lines: [{ sku, available: false, problem: 'not_sold_here' }] },
  });
  expect(await addToCart(ctx, { cartId, sku, quantity: 1, market: us, mayFill: anybody })).toMatchObject({
    error: { kind: 'not_sold_here' },
  });
  await setCurrencyPrices(ctx, { currency: 'USD', prices: [{ sku, priceMinor: 1_400 }] });
  expect(await viewCart(ctx, { cartId, market: us })).toMatchObject({
    value: { currency: 'USD', subtotalMinor: 2_800, lines: [{ available: true, problem: null }] },
  });
});

import { afterAll, expect, test } from 'vitest';
import { getCategory, getHome, getProduct, parseArtFile, setVariantPrice } from '#lib/catalogue/index.ts';
import { closeDb, db, systemContext } from '#lib/platform/index.ts';
import { findCoupon } from '#lib/promotions/index.ts';
import { categories } from './categories.ts';
import { products } from './products.ts';
import { seed } from './seed.ts';

afterAll(closeDb);

const ctx = systemContext('test');

test('the demo shop is whole: every product has a picture, a price, a category and its stock in the ledger', async () => {
  await seed(ctx);
  for (const { handle } of products) {
    const product = await getProduct(handle);
    expect(product?.categories.length, handle).toBeGreaterThan(0);
    expect(product?.variants.length, handle).toBeGreaterThan(0);
    for (const { src, width } of product?.images ?? []) {
      expect(parseArtFile(src.replace('/art/', '')), src).not.toBeNull();
      expect(width).toBe(800);
    }
    const skus = product?.variants.map(({ sku }) => sku) ?? [];
    const [stock, ledger] = await Promise.all([
      db().stockItem.aggregate({ where: { sku: { in: skus } }, _sum: { onHand: true } }),
      db().stockLedgerEntry.aggregate({ where: { sku: { in: skus } }, _sum: { delta: true } }),
    ]);
    expect(ledger._sum.delta ?? 0, handle).toBe(stock._sum.onHand);
  }
  const roots = categories.filter(({ path }) => path.length === 1);
  for (const { path } of roots)
    expect((await getCategory(`${path[0]}`.toLowerCase()))?.total).toBeGreaterThan(0);
  expect((await getHome()).featured).toHaveLength(8);
  expect((await getProduct('heather-honey'))?.variants).toMatchObject([{ inStock: false }]);
  const [stormy] = (await getCategory('wear-foul-weather'))?.products ?? [];
  expect(stormy?.sale).toMatchObject({ name: 'Storm sale', countdown: true });
  expect(await findCoupon(ctx, { code: 'welcome10', productIds: [] })).toMatchObject({ ok: true });
});

test('seeding again leaves alone what staff changed, and writes nothing', async () => {
  await seed(ctx);
  const variant = await db().variant.findUniqueOrThrow({ where: { sku: 'HEATHER-HONEY' } });
  const priceMinor = variant.priceMinor + 10;
  await setVariantPrice(ctx, { sku: variant.sku, priceMinor, expectedVersion: variant.version });
  const counts = () =>
    Promise.all([db().cacheInvalidation.count(), db().stockLedgerEntry.count(), db().cmsBlock.count()]);
  const before = await counts();
  await seed(ctx);
  expect(await counts()).toEqual(before);
  expect((await getProduct('heather-honey'))?.variants[0]?.priceMinor).toBe(priceMinor);
});

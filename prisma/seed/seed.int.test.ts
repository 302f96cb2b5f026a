import { afterAll, expect, test } from 'vitest';
import {
  checkLinks,
  getCategory,
  getCmsBlock,
  getHome,
  getProduct,
  setVariantPrice,
} from '#lib/catalogue/index.ts';
import { listOrders, rebuildReadModel } from '#lib/orders/index.ts';
import { closeDb, db, systemContext } from '#lib/platform/index.ts';
import { findCoupon } from '#lib/promotions/index.ts';
import { listReviewsForStaff } from '#lib/reviews/index.ts';
import { getSettingsForStaff } from '#lib/settings/index.ts';
import { locales } from '#lib/translations/index.ts';
import { parseArtFile } from './art/index.ts';
import { categories } from './categories.ts';
import { cmsBlocks } from './cms-blocks.ts';
import { legalBlocks } from './legal-texts.ts';
import { products as classics } from './products.ts';
import { products, seed } from './seed.ts';

afterAll(closeDb);

const ctx = systemContext('test');

test('the demo shop is whole: every product has a picture, a price, a category and its stock in the ledger', async () => {
  await seed(ctx);
  const tagged: string[] = [];
  for (const { handle } of classics) {
    const product = await getProduct(handle);
    tagged.push(...(product?.tags ?? []));
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
  for (const tag of ['new', 'gift', 'bestseller', 'handmade', 'last pieces']) {
    const count = tagged.filter((one) => one === tag).length;
    expect(count, tag).toBeGreaterThan(1);
    expect(count, tag).toBeLessThan(classics.length / 2);
  }
  // Sample texts are the demo's alone: everybody else is told that legal ones are missing.
  for (const { key } of legalBlocks) expect(await getCmsBlock(key)).toBeNull();
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

test('the whole demo: choice, two languages, pictures of its own, two months of lawful orders', {
  timeout: 240_000,
}, async () => {
  await db().setting.deleteMany({ where: { key: 'shop' } });
  const began = performance.now();
  const cpu = process.cpuUsage();
  await seed(ctx, { alive: true });
  const { user, system } = process.cpuUsage(cpu);
  console.log(
    `the whole demo: ${Math.round(performance.now() - began)} ms, ${Math.round((user + system) / 1000)} ms CPU`,
  );
  const variants = products.reduce(
    (sum, { colours, sizes }) => sum + (colours?.length ?? 1) * (sizes?.values.length ?? 1),
    0,
  );
  expect(products.length).toBeGreaterThanOrEqual(96);
  expect(variants).toBeGreaterThanOrEqual(250);
  const firsts = new Set<string | undefined>();
  for (const { handle, title } of products) {
    const german = await getProduct(handle, { locale: 'de' });
    expect(german?.title, handle).not.toBe(title);
    expect(german?.images.length, handle).toBeGreaterThanOrEqual(2);
    firsts.add(german?.images[0]?.src);
    for (const { name } of german?.attributes ?? []) expect(['Farbe', 'Material', 'Maße']).toContain(name);
  }
  expect(firsts.size).toBe(products.length);
  const orders = await db().order.findMany({ where: { email: { endsWith: '@example.com' } } });
  const demo = orders.filter(({ state }) => JSON.stringify(state).includes('pi_demo_'));
  expect(demo).toHaveLength(400);
  const count = (status: string) => demo.filter((order) => order.status === status).length;
  expect(count('delivered')).toBeGreaterThan(250);
  expect(count('cancelled')).toBeGreaterThan(4);
  expect(count('returned')).toBeGreaterThan(3);
  expect(count('paid') + count('fulfilling') + count('shipped')).toBeGreaterThan(10);
  expect(new Set(demo.map(({ email }) => email)).size).toBeLessThan(340);
  for (const { id } of demo.slice(0, 10)) expect((await rebuildReadModel(id)).repaired).toEqual([]);
  const ids = demo.map(({ id }) => id);
  const events = await db().orderEvent.findMany({
    where: { orderId: { in: ids } },
    select: { eventId: true },
  });
  const told = await db().outboxMessage.count({
    where: { eventId: { in: events.map((row) => row.eventId) } },
  });
  expect(told).toBe(0);
  const [reviews, waiting] = await Promise.all([
    db().review.findMany({ where: { orderId: { in: ids } } }),
    listReviewsForStaff({ status: 'pending' }),
  ]);
  expect(reviews.length).toBeGreaterThan(120);
  expect(waiting.total).toBeGreaterThan(4);
  expect(Object.keys(Object.groupBy(reviews, ({ locale }) => locale)).sort()).toEqual(['de', 'en']);
  expect(new Set(reviews.map(({ body }) => body)).size).toBe(reviews.length);
  expect((await getProduct('enamel-mug'))?.rating?.average).toBeGreaterThan(3);
  const { settings, version } = await getSettingsForStaff();
  const links = [...settings.header, ...settings.help, ...settings.legal];
  expect(settings.legal.length).toBeGreaterThanOrEqual(3);
  for (const { title } of links)
    expect(Object.keys(title).filter((locale) => title[locale])).toEqual(locales);
  const texts = [...cmsBlocks, ...legalBlocks];
  const pages = texts.map(({ key }) => `/pages/${key}`);
  expect([...(await checkLinks([...links.map(({ href }) => href), ...pages]))]).toEqual([]);
  for (const { key, title } of texts) {
    const german = await getCmsBlock(key, { locale: 'de' });
    expect(german?.title, key).not.toBe(title);
  }
  const before = (await listOrders({})).total;
  await seed(ctx, { alive: true });
  expect((await listOrders({})).total).toBe(before);
  expect((await getSettingsForStaff()).version).toBe(version);
  await db().mediaJob.deleteMany({ where: { source: { startsWith: '/art/' } } });
});

import { expect, test } from 'vitest';
import { anybody } from '#lib/cart/cart.fixtures.ts';
import {
  addToCart,
  at,
  created,
  ctx,
  day,
  db,
  deleteRule,
  getCategory,
  getProduct,
  getVariantsBySku,
  input,
  lastPurge,
  mark,
  markets,
  onProducts,
  previewRule,
  priceOf,
  purgeNow,
  saveRule,
  searchProducts,
  setCoupon,
  setTranslations,
  startRule,
  stopRule,
  stored,
  tagsSince,
  uuidv7,
  withoutOtherRules,
} from './promotions.fixtures.ts';

withoutOtherRules();

test('a rule and a coupon are called by the words of the page’s language, at the price and in the cart', async () => {
  const { own, ids, handles, skus } = await stored();
  const [name, coupon] = [`Sale ${own}`, `Welcome ${own}`];
  await created({ name, targets: onProducts(ids) });
  const texts = { [name]: `Angebot ${own}`, [coupon]: `Willkommen ${own}` };
  await setTranslations(ctx, { entity: 'option', id: '', locale: 'de', texts });
  await purgeNow(ctx);
  const called = async (locale: string) => [
    (await getProduct(handles[0] ?? '', { at: ctx.now(), locale }))?.variants[0]?.sale?.name,
    (await searchProducts({ q: `buoy ${own}` }, { at: ctx.now(), locale })).products[0]?.sale?.name,
    (await getVariantsBySku(skus, { at: ctx.now(), locale })).get(skus[0] ?? '')?.applied[0]?.name,
  ];
  expect(await called('en')).toEqual([name, name, name]);
  expect(await called('de')).toEqual(Array(3).fill(texts[name]));

  const other = await stored();
  await created({ name: coupon, couponCode: `C${other.own}`, targets: onProducts(other.ids) });
  const cartId = uuidv7();
  const german = markets.find(({ locale }) => locale === 'de');
  const line = { cartId, sku: other.skus[0] ?? '', quantity: 1, market: german, mayFill: anybody };
  expect(await addToCart(ctx, line)).toMatchObject({ ok: true });
  const cart = await setCoupon(ctx, { cartId, code: `C${other.own}`, market: german });
  expect(cart).toMatchObject({ ok: true, value: { coupon: { name: texts[coupon] } } });
});

test('a rule is on product, category, search and cart with one price, and gone from all when stopped', async () => {
  const { own, ids, handles, skus } = await stored();
  const rule = await created({ targets: onProducts(ids), endsAt: at(3_600), display: 'countdown' });
  const product = await getProduct(handles[0] ?? '', { at: ctx.now() });
  expect(product?.variants[0]).toMatchObject({
    priceMinor: 800,
    compareAtMinor: 1_000,
    lowestMinor: 1_000,
    sale: { name: 'Autumn sale', countdown: true },
  });
  expect(product?.pricedBy).toEqual({ ruleIds: [rule.id], until: rule.endsAt });
  const seen = async () => [
    (await getCategory(`harbour-${own}`, {}, { at: ctx.now() }))?.products[0]?.fromMinor,
    (await searchProducts({ q: `buoy ${own}` }, { at: ctx.now() })).products[0]?.fromMinor,
    (await getVariantsBySku(skus, { at: ctx.now() })).get(skus[0] ?? '')?.priceMinor,
  ];
  expect(await seen()).toEqual([800, 800, 800]);
  const stopped = await stopRule(ctx, { id: rule.id, expectedVersion: rule.version });
  expect(stopped).toMatchObject({ ok: true, value: { phase: 'ended' } });
  expect(await seen()).toEqual([1_000, 1_000, 1_000]);
  expect((await getProduct(handles[0] ?? '', { at: ctx.now() }))?.pricedBy).toEqual({
    ruleIds: [],
    until: null,
  });
});

test('a page knows its end by every rule that starts while it may still be shown', async () => {
  const { ids, handles } = await stored();
  const until = async () =>
    (await getProduct(handles[0] ?? '', { at: ctx.now() }))?.pricedBy.until?.getTime();
  // Redis keeps it for a week, Varnish a day from then on, and for another week if web is away.
  await created({ targets: onProducts(ids), startsAt: at(16 * day) });
  expect(await until()).toBeUndefined();
  for (const days of [15, 8, 3]) {
    const { startsAt } = await created({ targets: onProducts(ids), startsAt: at(days * day) });
    expect(await until()).toBe(startsAt.getTime());
  }
});

test.each(['category', 'vendor', 'type', 'all'] as const)(
  'a rule by %s finds its products and no others, on pages as in carts',
  async (kind) => {
    const own = mark();
    const mine = await stored(own, 2, { vendor: `V ${own}`, type: `T ${own}` });
    const other = await stored();
    const root = await db().category.findUniqueOrThrow({ where: { handle: `harbour-${own}` } });
    // The database tells neither case nor accents apart, so pages must not.
    const value = { category: root.id, vendor: `v\u0301 ${own}`, type: `t ${own} `, all: '' }[kind];
    const rule = await created({ targets: [{ kind, value }] });
    const carts = await getVariantsBySku([...mine.skus, ...other.skus], { at: ctx.now() });
    for (const { handles, skus, price } of [
      { ...mine, price: 800 },
      { ...other, price: kind === 'all' ? 800 : 1_000 },
    ]) {
      expect(await priceOf(handles[0] ?? '')).toBe(price);
      expect(carts.get(skus[0] ?? '')?.priceMinor).toBe(price);
    }
    await db().priceRule.delete({ where: { id: rule.id } });
  },
);

test('a listing in the order of prices goes by what is asked now', async () => {
  const { own, ids, handles } = await stored(mark(), 3);
  await created({ targets: onProducts(ids.slice(2)), kind: 'fixed', value: 100 });
  const listed = await getCategory(`harbour-${own}`, { sort: 'price-asc' }, { at: ctx.now() });
  expect(listed?.products[0]?.handle).toBe(handles[2]);
});

test('a change says who was faster, and leaves audit, rule and prices as they were', async () => {
  const { ids, handles } = await stored();
  const rule = await created({ targets: onProducts(ids) });
  const stale = await saveRule(ctx, {
    ...input({ value: 5_000, targets: onProducts(ids) }),
    id: rule.id,
    expectedVersion: 7,
  });
  expect(stale).toMatchObject({
    ok: false,
    error: { kind: 'version_conflict', current: { updatedBy: 'staff:test' } },
  });
  expect(await priceOf(handles[0] ?? '')).toBe(800);
  expect(await db().auditEntry.count({ where: { subject: `rule:${rule.id}` } })).toBe(1);
  const draft = await created({
    targets: onProducts(ids),
    status: 'draft',
    kind: 'fixed',
    value: 1,
    priority: 9,
  });
  expect(await priceOf(handles[0] ?? '')).toBe(800);
  const started = await startRule(ctx, { id: draft.id, expectedVersion: draft.version });
  expect(started).toMatchObject({ ok: true, value: { phase: 'running' } });
  expect(await priceOf(handles[0] ?? '')).toBe(1);
});

test('a preview shows prices before and after at an instant, beside the rules there are then', async () => {
  const { ids } = await stored();
  await created({ targets: onProducts(ids), stacking: 'stackable', startsAt: at(60), endsAt: at(120) });
  const rule = input({ targets: onProducts(ids), stacking: 'stackable', kind: 'amount', value: 100 });
  const row = async (when: Date) => (await previewRule({ id: null, rule, at: when })).rows[0];
  expect(await row(at(0))).toMatchObject({ listMinor: 1_000, beforeMinor: 1_000, afterMinor: 900 });
  expect(await row(at(90))).toMatchObject({ listMinor: 1_000, beforeMinor: 800, afterMinor: 700 });
  expect(await row(at(-60))).toMatchObject({ beforeMinor: 1_000, afterMinor: 1_000 });
});

test('a rule that has come to more products than it may have can be shortened and stopped, not started', async () => {
  const own = mark();
  await stored(own, 2);
  const root = await db().category.findUniqueOrThrow({ where: { handle: `harbour-${own}` } });
  const targets = [{ kind: 'category' as const, value: root.id }];
  const most = { maxProducts: 2 };
  const first = await saveRule(ctx, { ...input({ targets }), id: null, expectedVersion: 0 }, most);
  if (!first.ok) throw new Error(first.error.kind);
  const { id } = first.value;
  const other = await stored();
  await db().productCategory.create({
    data: { productId: other.ids[0] ?? '', categoryId: root.id, position: 9 },
  });
  const refused = { ok: false, error: { kind: 'too_many_products', products: 3, limit: 2 } };
  const wider = input({ targets: [...targets, ...onProducts(other.ids)] });
  expect(await saveRule(ctx, { ...wider, id, expectedVersion: 1 }, most)).toMatchObject(refused);
  const shorter = { ...input({ targets, endsAt: at(3_600) }), id, expectedVersion: 1 };
  expect(await saveRule(ctx, shorter, most)).toMatchObject({ ok: true });
  expect(await stopRule(ctx, { id, expectedVersion: 2 }, most)).toMatchObject({
    ok: true,
    value: { phase: 'ended' },
  });
  expect(await startRule(ctx, { id, expectedVersion: 3 }, most)).toMatchObject(refused);
  const draft = { ...input({ targets, status: 'draft' }), id, expectedVersion: 3 };
  expect(await saveRule(ctx, draft, most)).toMatchObject({ ok: true });
  const planned = { ...input({ targets, startsAt: at(3_600) }), id, expectedVersion: 4 };
  expect(await saveRule(ctx, planned, most)).toMatchObject(refused);
});

test('a rule on 600 products is stored, started and purged as one', async () => {
  const { ids, handles } = await stored(mark(), 600);
  const draft = await created({ targets: onProducts(ids), status: 'draft' });
  await purgeNow(ctx);
  const before = await lastPurge();
  await startRule(ctx, { id: draft.id, expectedVersion: draft.version });
  const report = await purgeNow(ctx);
  expect(report).toMatchObject({ acknowledged: true, tags: 600 + 4 });
  expect((await tagsSince(before)).filter((tag) => tag.startsWith('product:'))).toHaveLength(600);
  expect(await priceOf(handles[599] ?? '')).toBe(800);
});

test('a draft can be deleted with its targets, once; what is scheduled, runs or ran stays', async () => {
  const { ids } = await stored();
  const rule = await created({ targets: onProducts(ids), status: 'draft' });
  const asked = { id: rule.id, expectedVersion: rule.version };
  expect(await deleteRule(ctx, { ...asked, expectedVersion: rule.version + 1 })).toMatchObject({
    error: { kind: 'version_conflict', current: { id: rule.id } },
  });
  expect(await deleteRule(ctx, asked)).toEqual({ ok: true, value: undefined });
  expect(await deleteRule(ctx, asked)).toEqual({ ok: false, error: { kind: 'not_found' } });
  expect(await db().priceRuleTarget.count({ where: { ruleId: rule.id } })).toBe(0);

  const running = await created({ targets: onProducts(ids) });
  expect(await deleteRule(ctx, { id: running.id, expectedVersion: running.version })).toEqual({
    ok: false,
    error: { kind: 'not_a_draft' },
  });
  const used = await created({ status: 'draft', couponCode: `USED${mark}`, targets: onProducts(ids) });
  await db().priceRule.update({ where: { id: used.id }, data: { used: 1 } });
  expect(await deleteRule(ctx, { id: used.id, expectedVersion: used.version })).toEqual({
    ok: false,
    error: { kind: 'coupon_used' },
  });
});

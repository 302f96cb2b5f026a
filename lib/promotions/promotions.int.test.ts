import { createServer } from 'node:http';
import { afterAll, beforeAll, expect, test } from 'vitest';

// A Varnish that confirms every purge: what is told to the real one is tested beside it.
const varnish = createServer((_request, response) => response.writeHead(200).end());
await new Promise<void>((done) => varnish.listen(0, '127.0.0.1', () => done()));
const address = varnish.address();
process.env.VARNISH_URLS = `http://127.0.0.1:${typeof address === 'object' && address ? address.port : 0}`;

const { tags, purgeNow } = await import('#lib/cache/index.ts');
const { addToCart, setCoupon } = await import('#lib/cart/index.ts');
const {
  getCategory,
  getProduct,
  getVariantsBySku,
  saveProducts,
  searchProducts,
  setTranslations,
  setVariantPrice,
} = await import('#lib/catalogue/index.ts');
const { markets } = await import('#lib/markets/index.ts');
const { closeDb, closeRedis, db, uuidv7, withTransaction } = await import('#lib/platform/index.ts');
const {
  applyDueBoundaries,
  findCoupon,
  previewRule,
  redeemCoupon,
  releaseCoupon,
  saveRule,
  startRule,
  stopRule,
} = await import('./index.ts');
type RuleInput = import('./index.ts').RuleInput;

let ahead = 0;
const ctx = { actor: 'staff:test', now: () => new Date(Date.now() + ahead), newId: () => uuidv7() };
const at = (seconds: number) => new Date(Math.floor(Date.now() / 1_000) * 1_000 + seconds * 1_000);
const day = 86_400;

beforeAll(async () => {
  // Rules other tests left must not meet these products, nor their boundaries this clock.
  await db().priceRule.deleteMany({});
});
afterAll(async () => {
  await db().priceRule.deleteMany({});
  closeRedis();
  await closeDb();
  varnish.close();
});

const mark = () => uuidv7().slice(-12);

async function stored(own = mark(), count = 1, over: { vendor?: string; type?: string } = {}) {
  const inputs = Array.from({ length: count }, (_, index) => ({
    handle: `promo-${own}-${index}`,
    title: `Buoy ${own} ${index}`,
    descriptionHtml: '',
    vendor: over.vendor ?? 'Foundry',
    productType: over.type ?? 'Buoy',
    status: 'active' as const,
    optionNames: [],
    images: null,
    variants: [
      { sku: `P-${own}-${index}`, optionValues: [], priceMinor: 1_000, compareAtMinor: null, onHand: 50 },
    ],
    categoryPaths: [[`Harbour ${own}`, `Buoys ${own}`]],
  }));
  await saveProducts(ctx, inputs);
  const rows = await db().product.findMany({ where: { handle: { startsWith: `promo-${own}-` } } });
  const byHandle = new Map(rows.map(({ handle, id }) => [handle, id]));
  return {
    own,
    ids: inputs.map(({ handle }) => byHandle.get(handle) ?? ''),
    handles: inputs.map(({ handle }) => handle),
    skus: inputs.map(({ variants }) => variants[0]?.sku ?? ''),
  };
}

const input = (over: Partial<RuleInput> = {}): RuleInput => ({
  name: 'Autumn sale',
  kind: 'percentage',
  value: 2_000,
  priority: 0,
  stacking: 'exclusive',
  display: 'plain',
  status: 'live',
  startsAt: at(-10),
  endsAt: null,
  couponCode: null,
  usageLimit: null,
  customerLimit: null,
  targets: [],
  ...over,
});
const onProducts = (ids: string[]) => ids.map((value) => ({ kind: 'product' as const, value }));

async function created(over: Partial<RuleInput>) {
  const saved = await saveRule(ctx, { ...input(over), id: null, expectedVersion: 0 });
  if (!saved.ok) throw new Error(JSON.stringify(saved.error));
  return saved.value;
}

const priceOf = async (handle: string, when = ctx.now()) =>
  (await getProduct(handle, { at: when }))?.variants[0]?.priceMinor;

async function lastPurge(): Promise<bigint> {
  const row = await db().cacheInvalidation.findFirst({ orderBy: { id: 'desc' }, select: { id: true } });
  return row?.id ?? 0n;
}
async function tagsSince(id: bigint): Promise<string[]> {
  const rows = await db().cacheInvalidation.findMany({ where: { id: { gt: id } } });
  return rows.flatMap((row) => row.tags as string[]).sort();
}

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
  const line = { cartId, sku: other.skus[0] ?? '', quantity: 1, market: german };
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

test('start and end purge what they change, and nothing else', async () => {
  const { own, ids } = await stored(mark(), 2);
  await stored();
  const categories = await db().category.findMany({ where: { handle: { endsWith: own } } });
  expect(categories).toHaveLength(2);
  const order = [tags.pricesIn('search'), ...categories.map(({ id }) => tags.pricesIn(id))];
  let before = await lastPurge();
  const rule = await created({ targets: onProducts(ids), startsAt: at(60), endsAt: at(120) });
  // No page: only the table of rules.
  expect(await tagsSince(before)).toEqual([tags.rules()]);
  try {
    before = await lastPurge();
    ahead = 61_000;
    expect(await applyDueBoundaries(ctx)).toMatchObject({ applied: 1, purge: { acknowledged: true } });
    expect(await tagsSince(before)).toEqual([tags.rules(), ...ids.map(tags.product), ...order].sort());
    expect(await db().cacheInvalidation.count({ where: { id: { gt: before }, acknowledgedAt: null } })).toBe(
      0,
    );
    before = await lastPurge();
    ahead = 121_000;
    expect(await applyDueBoundaries(ctx)).toMatchObject({ applied: 1 });
    expect(await tagsSince(before)).toEqual([tags.rules(), tags.priceRule(rule.id), ...order].sort());
    expect(await applyDueBoundaries(ctx)).toEqual({ applied: 0, purge: null });
  } finally {
    ahead = 0;
  }
});

test('with every worker down at start and end, carts pay by the clock, and both are caught up in their order', async () => {
  const { ids, handles } = await stored();
  const rule = await created({ targets: onProducts(ids), startsAt: at(60), endsAt: at(120) });
  expect([await priceOf(handles[0] ?? '', at(59)), await priceOf(handles[0] ?? '', at(60))]).toEqual([
    1_000, 800,
  ]);
  expect([await priceOf(handles[0] ?? '', at(119)), await priceOf(handles[0] ?? '', at(120))]).toEqual([
    800, 1_000,
  ]);
  const before = await lastPurge();
  try {
    ahead = 600_000;
    // Two workers come back at the same moment.
    const both = await Promise.all([applyDueBoundaries(ctx), applyDueBoundaries({ ...ctx })]);
    expect(both.reduce((sum, { applied }) => sum + applied, 0)).toBe(2);
  } finally {
    ahead = 0;
  }
  const stale = await tagsSince(before);
  for (const tag of [tags.product(ids[0] ?? ''), tags.priceRule(rule.id)]) expect(stale).toContain(tag);
  const variant = await db().variant.findFirstOrThrow({ where: { productId: ids[0] ?? '' } });
  const history = await db().priceHistory.findMany({
    where: { variantId: variant.id },
    orderBy: { id: 'asc' },
  });
  expect(history.map(({ priceMinor }) => priceMinor)).toEqual([1_000, 800, 1_000]);
  // The history says when the price changed, not when somebody was there to write it down.
  expect(history.slice(1).map(({ fromAt }) => fromAt)).toEqual([rule.startsAt, rule.endsAt]);
  expect(variant.saleMinor).toBeNull();
});

test('a start that was carried out holds for a web process whose clock is behind', async () => {
  const { ids, handles } = await stored();
  await created({ targets: onProducts(ids) });
  expect(await priceOf(handles[0] ?? '', at(-3_600))).toBe(800);
});

test('the lowest price of 30 days is that before the reduction, also after one that came in between', async () => {
  const { ids, handles, skus } = await stored();
  const lowest = async () =>
    (await getProduct(handles[0] ?? '', { at: ctx.now() }))?.variants[0]?.lowestMinor;
  try {
    ahead = 5 * day * 1_000;
    const first = await created({
      targets: onProducts(ids),
      startsAt: at(5 * day - 10),
      kind: 'fixed',
      value: 700,
    });
    expect(await lowest()).toBe(1_000);
    await stopRule(ctx, { id: first.id, expectedVersion: first.version });
    ahead = 15 * day * 1_000;
    const second = await created({ targets: onProducts(ids), startsAt: at(15 * day - 10) });
    expect(await lowest()).toBe(700);
    await stopRule(ctx, { id: second.id, expectedVersion: second.version });
    ahead = 60 * day * 1_000;
    const { version } = await db().variant.findUniqueOrThrow({ where: { sku: skus[0] ?? '' } });
    await setVariantPrice(ctx, {
      sku: skus[0] ?? '',
      priceMinor: 900,
      compareAtMinor: 1_000,
      expectedVersion: version,
    });
    expect(await lowest()).toBe(1_000);
  } finally {
    ahead = 0;
  }
});

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

test('a coupon says what is wrong with it, and how it is written does not matter', async () => {
  const { ids } = await stored();
  const other = await stored();
  const code = `SAVE-${mark()}`;
  await created({
    targets: onProducts(ids),
    couponCode: code.toUpperCase(),
    endsAt: at(3_600),
    usageLimit: 1,
  });
  const look = async (text: string, productIds = ids) => {
    const found = await findCoupon(ctx, { code: text, productIds });
    return found.ok ? 'fine' : found.error.reason;
  };
  expect(await look(` ${code.toLowerCase()} `)).toBe('fine');
  expect(await look('NOBODY-KNOWS')).toBe('unknown');
  expect(await look("' OR 1=1 --")).toBe('unknown');
  expect(await look(code, other.ids)).toBe('no_article');
  try {
    ahead = 3_700_000;
    expect(await look(code)).toBe('expired');
  } finally {
    ahead = 0;
  }
  const taken = await saveRule(ctx, {
    ...input({ targets: onProducts(ids), couponCode: code.toUpperCase() }),
    id: null,
    expectedVersion: 0,
  });
  expect(taken).toEqual({ ok: false, error: { kind: 'coupon_code_taken' } });
});

test('of 32 checkouts at once a coupon for ten serves ten, and what is given back can be used again', async () => {
  const { ids } = await stored();
  const code = `TEN-${mark()}`.toUpperCase();
  const rule = await created({
    targets: onProducts(ids),
    couponCode: code,
    usageLimit: 10,
    customerLimit: 2,
  });
  class Refused extends Error {}
  const take = async (checkoutId: string, email: string) => {
    try {
      await withTransaction(async (tx) => {
        const use = await redeemCoupon(tx, ctx, { code, checkoutId, email });
        if (!use.ok) throw new Refused(use.error.reason);
      });
      return 'taken';
    } catch (error) {
      if (error instanceof Refused) return error.message;
      throw error;
    }
  };
  const used = async () => (await db().priceRule.findUniqueOrThrow({ where: { id: rule.id } })).used;
  // One customer first, in two spellings: two uses and no more.
  const one = await Promise.all(
    Array.from({ length: 8 }, (_, i) => take(uuidv7(), i % 2 ? 'Ada@Example.com' : 'ada@example.com ')),
  );
  expect(one.filter((outcome) => outcome === 'taken')).toHaveLength(2);
  expect(one.filter((outcome) => outcome === 'customer_limit')).toHaveLength(6);
  expect(await used()).toBe(2);
  const checkouts = Array.from({ length: 32 }, () => uuidv7());
  const many = await Promise.all(checkouts.map((id, i) => take(id, `c${i}@example.com`)));
  expect(many.filter((outcome) => outcome === 'taken')).toHaveLength(8);
  expect(many.filter((outcome) => outcome === 'used_up')).toHaveLength(24);
  expect(await used()).toBe(10);
  expect(await db().couponRedemption.count({ where: { ruleId: rule.id } })).toBe(10);
  const winner = checkouts[many.indexOf('taken')] ?? '';
  const back = await Promise.all([0, 1, 2].map(() => withTransaction((tx) => releaseCoupon(tx, winner))));
  expect(back.filter(Boolean)).toHaveLength(1);
  expect(await used()).toBe(9);
  expect(await take(uuidv7(), 'late@example.com')).toBe('taken');
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

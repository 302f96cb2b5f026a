import { createServer } from 'node:http';
import { afterAll, beforeAll } from 'vitest';

/** What the tests of price rules share. Its modules are taken from here: they read where Varnish is once, at their start. */

// A Varnish that confirms every purge: what is told to the real one is tested beside it.
const varnish = createServer((_request, response) => response.writeHead(200).end());
await new Promise<void>((done) => varnish.listen(0, '127.0.0.1', () => done()));
const address = varnish.address();
process.env.VARNISH_URLS = `http://127.0.0.1:${typeof address === 'object' && address ? address.port : 0}`;

export const { tags, purgeNow } = await import('#lib/cache/index.ts');
export const { addToCart, setCoupon } = await import('#lib/cart/index.ts');
export const {
  getCategory,
  getProduct,
  getVariantsBySku,
  saveProducts,
  searchProducts,
  setTranslations,
  setVariantPrice,
} = await import('#lib/catalogue/index.ts');
export const { markets } = await import('#lib/markets/index.ts');
export const { closeDb, closeRedis, db, uuidv7, withTransaction } = await import('#lib/platform/index.ts');
export const {
  applyDueBoundaries,
  deleteRule,
  findCoupon,
  previewRule,
  redeemCoupon,
  releaseCoupon,
  saveRule,
  startRule,
  stopRule,
} = await import('./index.ts');
type RuleInput = import('./index.ts').RuleInput;

/** Milliseconds that the tests' clock is ahead of the machine's. */
export const clock = { ahead: 0 };
export const ctx = {
  actor: 'staff:test',
  now: () => new Date(Date.now() + clock.ahead),
  newId: () => uuidv7(),
};
export const at = (seconds: number) => new Date(Math.floor(Date.now() / 1_000) * 1_000 + seconds * 1_000);
export const day = 86_400;

/** To be called once by each file of tests. */
export function withoutOtherRules(): void {
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
}

export const mark = () => uuidv7().slice(-12);

export async function stored(own = mark(), count = 1, over: { vendor?: string; type?: string } = {}) {
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

export const input = (over: Partial<RuleInput> = {}): RuleInput => ({
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
export const onProducts = (ids: string[]) => ids.map((value) => ({ kind: 'product' as const, value }));

export async function created(over: Partial<RuleInput>) {
  const saved = await saveRule(ctx, { ...input(over), id: null, expectedVersion: 0 });
  if (!saved.ok) throw new Error(JSON.stringify(saved.error));
  return saved.value;
}

export const priceOf = async (handle: string, when = ctx.now()) =>
  (await getProduct(handle, { at: when }))?.variants[0]?.priceMinor;

export async function lastPurge(): Promise<bigint> {
  const row = await db().cacheInvalidation.findFirst({ orderBy: { id: 'desc' }, select: { id: true } });
  return row?.id ?? 0n;
}
export async function tagsSince(id: bigint): Promise<string[]> {
  const rows = await db().cacheInvalidation.findMany({ where: { id: { gt: id } } });
  return rows.flatMap((row) => row.tags as string[]).sort();
}

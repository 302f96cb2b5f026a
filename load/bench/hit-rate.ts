import { setTimeout as wait } from 'node:timers/promises';
import { purgeNow } from '#lib/cache/index.ts';
import { setVariantPrice } from '#lib/catalogue/index.ts';
import { db, env, systemContext } from '#lib/platform/index.ts';
import { percentile } from '../percentile.ts';
import { pick, seeded } from '../random.ts';
import { bigShop } from './big-shop.ts';
import { each, look, type Seen, zipf } from './reader.ts';

/**
 * The pages of TPC-W's shopping mix that browse, in percent of all its interactions (80 of 100; the rest is cart,
 * orders and admin, which no cache may answer). The numbers only, as measured from the transition table of
 * jopereira/java-tpcw, tpcw/rbe/EBTPCW2Factory.java; TPC-W is a benchmark of the TPC.
 */
const mix = {
  home: 16,
  newProducts: 5,
  bestSellers: 5,
  product: 17,
  searchRequest: 20,
  searchResults: 17,
} as const;

const kinds = Object.keys(mix) as (keyof typeof mix)[];
const words = ['article', 'bench', 'mug', 'rope', 'enamel', 'lamp', 'plate', 'wool', 'anchor', 'deck'];
const readers = 8;
const seconds = 60;

/** `npm run bench -- hit-rate`: what share of cacheable requests Varnish answers. @returns 0 above 95 %. */
export async function run(): Promise<number> {
  const shop = await bigShop();
  const total = Object.values(mix).reduce((sum, weight) => sum + weight, 0);
  const addressOf: Record<keyof typeof mix, (random: () => number, product: () => number) => string> = {
    home: () => '/',
    newProducts: (random) => `${pick(random, shop.categories)}/newest`,
    bestSellers: (random) => pick(random, shop.categories),
    product: (_, product) => shop.products[product()]?.path ?? '/',
    searchRequest: () => '/search',
    searchResults: (random) => `/search?q=${pick(random, words)}`,
  };
  const drawn = (random: () => number): keyof typeof mix => {
    let at = random() * total;
    for (const kind of kinds) {
      at -= mix[kind];
      if (at <= 0) return kind;
    }
    return 'home';
  };
  const warm = shop.products.map(({ path }) => path);
  await each([...warm, ...shop.categories, ...shop.categories.map((path) => `${path}/newest`)], 8, (path) =>
    look(env.SHOP_URL, path),
  );
  const looks: (Seen & { kind: keyof typeof mix; path: string })[] = [];
  const purges: number[] = [];
  const end = Date.now() + seconds * 1_000;
  const reader = async (index: number) => {
    const random = seeded(index + 100);
    const product = zipf(shop.products.length, random);
    while (Date.now() < end) {
      const kind = drawn(random);
      const path = addressOf[kind](random, product);
      looks.push({ ...(await look(env.SHOP_URL, path)), kind, path });
      await wait(random() * 10);
    }
  };
  const merchant = async () => {
    const random = seeded(7);
    while (Date.now() < end) {
      const ctx = systemContext('bench');
      const { id } = pick(random, shop.products);
      const variant = await db().variant.findFirstOrThrow({ where: { productId: id } });
      const priceMinor = variant.priceMinor + 1;
      await setVariantPrice(ctx, { sku: variant.sku, priceMinor, expectedVersion: variant.version });
      purges.push((await purgeNow(ctx)).durationMs);
      await wait(1_000);
    }
  };
  await Promise.all([merchant(), ...Array.from({ length: readers }, (_, index) => reader(index))]);
  const share = (some: readonly Seen[]) => some.filter(({ cache }) => cache === 'HIT').length / some.length;
  const failures = looks.filter(({ status }) => status !== 200);
  for (const { status, path, ms: took, cache } of failures.slice(0, 10))
    console.log(`  ${path} answered ${status} after ${took.toFixed(0)} ms (${cache})`);
  const failed = failures.length;
  const rate = share(looks);
  const byKind = kinds.map((kind) => {
    const some = looks.filter((one) => one.kind === kind);
    return `${kind} ${(share(some) * 100).toFixed(1)} % of ${some.length}`;
  });
  const others = [...Map.groupBy(looks, ({ cache }) => cache)].filter(([cache]) => cache !== 'HIT');
  const from = others.map(([cache, some]) => `${some.length} × ${cache || 'no answer'}`).join(', ');
  const ms = looks.map((one) => one.ms);
  console.log(`
TPC-W shopping mix on ${shop.products.length} products, Zipf, one price change a second: ${looks.length} requests in ${seconds} s, ${failed} failed
hit rate ${(rate * 100).toFixed(2)} % (goal 95): ${byKind.join(', ')}; the rest: ${from}
latency p50 ${percentile(ms, 0.5).toFixed(1)} p99 ${percentile(ms, 0.99).toFixed(1)} ms, ${purges.length} purges of median ${percentile(purges, 0.5)} ms`);
  return rate > 0.95 && failed === 0 ? 0 : 1;
}

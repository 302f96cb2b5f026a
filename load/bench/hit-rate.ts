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

const words = ['article', 'bench', 'mug', 'rope', 'enamel', 'lamp', 'plate', 'wool', 'anchor', 'deck'];
const readers = 8;
const seconds = 60;

/** `npm run bench -- hit-rate`: what share of cacheable requests Varnish answers. @returns 0 above 95 %. */
export async function run(): Promise<number> {
  const shop = await bigShop();
  const total = Object.values(mix).reduce((sum, weight) => sum + weight, 0);
  const address = (random: () => number, product: () => number): string => {
    let at = random() * total;
    for (const [name, weight] of Object.entries(mix)) {
      at -= weight;
      if (at > 0) continue;
      if (name === 'home') return '/';
      if (name === 'newProducts') return `${pick(random, shop.categories)}/newest`;
      if (name === 'bestSellers') return pick(random, shop.categories);
      if (name === 'product') return shop.products[product()]?.path ?? '/';
      return name === 'searchRequest' ? '/search' : `/search?q=${pick(random, words)}`;
    }
    return '/';
  };
  const warm = shop.products.map(({ path }) => path);
  await each([...warm, ...shop.categories, ...shop.categories.map((path) => `${path}/newest`)], 8, (path) =>
    look(env.SHOP_URL, path),
  );
  const looks: Seen[] = [];
  const purges: number[] = [];
  const end = Date.now() + seconds * 1_000;
  const reader = async (index: number) => {
    const random = seeded(index + 100);
    const product = zipf(shop.products.length, random);
    while (Date.now() < end) {
      looks.push(await look(env.SHOP_URL, address(random, product)));
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
  const hits = looks.filter(({ cache }) => cache === 'HIT').length;
  const failed = looks.filter(({ status }) => status !== 200).length;
  const rate = hits / looks.length;
  const ms = looks.map((one) => one.ms);
  console.log(`
TPC-W shopping mix on ${shop.products.length} products, Zipf, one price change a second: ${looks.length} requests in ${seconds} s, ${failed} failed
hit rate ${(rate * 100).toFixed(2)} % (goal 95), latency p50 ${percentile(ms, 0.5).toFixed(1)} p99 ${percentile(ms, 0.99).toFixed(1)} ms, ${purges.length} purges of median ${percentile(purges, 0.5)} ms`);
  return rate > 0.95 && failed === 0 ? 0 : 1;
}

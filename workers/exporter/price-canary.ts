import { setTimeout as wait } from 'node:timers/promises';
import { z } from 'zod';
import { getProduct, lastChangedHandles } from '#lib/catalogue/index.ts';
import { defaultMarket, pathIn } from '#lib/markets/index.ts';
import { counter, env, gauge, logger } from '#lib/platform/index.ts';

/** Products that are compared each time. */
const watched = 5;
/** A page that is behind for so long after a second look is stale, and not just being purged. */
const againMs = 3_000;
const timeoutMs = 10_000;
const log = logger('price-canary');

const checks = () =>
  counter(
    'ballast_stale_price_canary_checks_total',
    'Pages compared with the database, by what they showed; `empty` when nothing is on sale',
    ['outcome'],
  );
const stale = () =>
  gauge(
    'ballast_stale_price_canary_stale',
    'Pages that showed another price than the database, last time',
    [],
  );

const offerSchema = z.object({ sku: z.string(), price: z.string() });
const graphSchema = z.object({
  '@graph': z.array(z.object({ '@type': z.string(), offers: z.array(offerSchema).optional() })),
});

/** The prices a product's page names in its structured data, by article, as decimal text; null when it has none. */
function pricesOf(html: string): Map<string, string> | null {
  for (const [, json = ''] of html.matchAll(/<script type="application\/ld\+json">(.*?)<\/script>/gs)) {
    const graph = graphSchema.safeParse(JSON.parse(json)).data?.['@graph'];
    const offers = graph?.find((thing) => thing['@type'] === 'Product')?.offers;
    if (offers) return new Map(offers.map(({ sku, price }) => [sku, price]));
  }
  return null;
}

/** What the page shows; `gone` when it says that there is no such product, null when it says nothing. */
async function shown(handle: string): Promise<Map<string, string> | 'gone' | null> {
  const [varnish] = env.VARNISH_URLS;
  const address = new URL(pathIn(defaultMarket, `/p/${handle}`), varnish ?? env.SHOP_URL);
  const response = await fetch(address, { redirect: 'manual', signal: AbortSignal.timeout(timeoutMs) });
  const html = await response.text();
  if (response.status === 404) return 'gone';
  return response.status === 200 ? pricesOf(html) : null;
}

async function stored(handle: string): Promise<Map<string, string> | null> {
  const { locale, currency } = defaultMarket;
  const product = await getProduct(handle, { locale, currency });
  const digits = new Intl.NumberFormat('en', { style: 'currency', currency }).resolvedOptions();
  const decimals = digits.maximumFractionDigits ?? 2;
  return product
    ? new Map(
        product.variants.map(({ sku, priceMinor }) => [sku, (priceMinor / 10 ** decimals).toFixed(decimals)]),
      )
    : null;
}

/**
 * Compares what visitors are shown of one product with the database right now. A price that changes between the two looks
 * is no lie: the page is stale when it differs from before and after, twice.
 */
async function comparePrices(handle: string, tries = 2): Promise<'fresh' | 'stale' | 'unknown'> {
  for (let attempt = 1; ; attempt++) {
    const before = await stored(handle);
    const page = await shown(handle).catch(() => null);
    const after = await stored(handle);
    if (!before && !after && page === 'gone') return 'fresh';
    if (!before || !after || !page || page === 'gone') return 'unknown';
    const differs = [...page].filter(([sku, price]) => before.get(sku) !== price && after.get(sku) !== price);
    if (differs.length === 0) return 'fresh';
    if (attempt >= tries) {
      log.error(
        { handle, shown: Object.fromEntries(differs), stored: Object.fromEntries(after) },
        'stale price',
      );
      return 'stale';
    }
    await wait(againMs);
  }
}

/** Compares the products changed last: the ones whose pages had to be purged. */
export async function watchPrices(): Promise<void> {
  let found = 0;
  const handles = await lastChangedHandles(watched);
  if (handles.length === 0) checks().inc({ outcome: 'empty' });
  for (const handle of handles) {
    const outcome = await comparePrices(handle);
    checks().inc({ outcome });
    if (outcome === 'stale') found++;
  }
  stale().set(found);
}

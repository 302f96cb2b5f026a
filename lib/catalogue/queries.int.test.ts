import { afterAll, beforeAll, expect, test } from 'vitest';
import { purgeNow, recordInvalidation, startRemembering, tags } from '#lib/cache/index.ts';
import { closeDb, closeRedis, db, withTransaction } from '#lib/platform/index.ts';
import { getSettings } from '#lib/settings/index.ts';
import { ctx, storedProduct } from './catalogue.fixtures.ts';
import {
  getCategory,
  getCmsBlock,
  getCmsBlocks,
  getHome,
  getProduct,
  getProducts,
  getRelated,
  listCategories,
  listPublished,
  saveProducts,
  searchProducts,
  suggestProducts,
} from './index.ts';

beforeAll(startRemembering);
afterAll(async () => {
  await closeDb();
  closeRedis();
});

async function selects(): Promise<number> {
  const [row] = await db().$queryRaw<{ Value: string }[]>`SHOW GLOBAL STATUS LIKE 'Com_select'`;
  return Number(row?.Value);
}

/** The least of some readings: on a busy machine the object cache may not answer in its 40 ms. */
async function cost(read: () => Promise<unknown>, times = 1): Promise<number> {
  let least = Number.POSITIVE_INFINITY;
  for (let time = 0; time < times; time++) {
    const before = await selects();
    await read();
    least = Math.min(least, (await selects()) - before);
  }
  return least;
}

/** What the reads of each page of the shop cost, its layout's among them. */
test.each(['en', 'de'])('what each page reads costs few statements: %s', async (locale) => {
  const { mark, handle, input } = await storedProduct();
  const [variant] = input.variants;
  if (!variant) throw new Error('no variant');
  // One of its category, so that there is something related.
  const near = { ...input, handle: `near-${mark}`, variants: [{ ...variant, sku: `NEAR-${mark}` }] };
  await saveProducts(ctx, [near]);
  const view = { locale, currency: 'EUR' };
  const layout = () => Promise.all([listCategories(view), getCmsBlock('footer-about', view), getSettings()]);
  const product = async () => {
    const shown = await getProduct(handle, view);
    expect(shown?.handle).toBe(handle);
    if (shown) expect(await getRelated(shown, view)).toHaveLength(1);
    return getCmsBlocks(['shipping-info', 'returns'], view);
  };
  const feed = async () => {
    const handles = (await listPublished({ page: 1, size: 250 }, view)).map((one) => one.handle);
    return getProducts(handles, view);
  };
  const pages: Record<string, [read: () => Promise<unknown>, most: number]> = {
    home: [() => getHome(view), 2],
    category: [() => getCategory(`deck-${mark}`, {}, view), 2],
    search: [() => searchProducts({ q: mark }, view), 3],
    // Corrected, and where nothing has all of the words, once more for some of them.
    'search with two typing errors': [() => searchProducts({ q: `achnor ${mark}x` }, view), 6],
    // The one more is for the word that is meant.
    'suggestions for a typing error': [() => suggestProducts('achnor', view), 4],
    product: [product, 2],
    feed: [feed, 2],
  };
  for (const [name, [read, most]] of Object.entries(pages)) {
    const page = () => Promise.all([layout(), read()]);
    // All the object cache holds is untrue from here on.
    const all = [tags.navigation(), tags.rules(), tags.search(), tags.cms('returns'), tags.rates()];
    all.push(tags.settings());
    await withTransaction((tx) => recordInvalidation(tx, ctx, all, 'test'));
    await purgeNow(ctx);
    const cold = await cost(page);
    const warm = await cost(page, 5);
    expect(warm, name).toBeGreaterThan(0);
    expect(warm, name).toBeLessThanOrEqual(most);
    // Tree, texts, settings, rules, and in another language the dictionary, are read again by the first page only.
    expect(cold, name).toBeLessThanOrEqual(most + (locale === 'en' ? 7 : 8));
  }
});

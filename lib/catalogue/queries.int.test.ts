import { afterAll, beforeAll, expect, test } from 'vitest';
import { startRemembering } from '#lib/cache/index.ts';
import { closeDb, closeRedis, db } from '#lib/platform/index.ts';
import { storedProduct } from './catalogue.fixtures.ts';
import { getCategory, getCmsBlock, listCategories, searchProducts } from './index.ts';

beforeAll(startRemembering);
afterAll(async () => {
  await closeDb();
  closeRedis();
});

async function selects(): Promise<number> {
  const [row] = await db().$queryRaw<{ Value: string }[]>`SHOW GLOBAL STATUS LIKE 'Com_select'`;
  return Number(row?.Value);
}

/** Queries of a second read: what the object cache holds by then costs none. */
async function queries(read: () => Promise<unknown>): Promise<number> {
  await read();
  const before = await selects();
  await read();
  return (await selects()) - before;
}

test.each(['en', 'de'])(
  'a listing costs at most 10 queries, what all pages show none: %s',
  async (locale) => {
    const { mark } = await storedProduct();
    const view = { locale, currency: 'EUR' };
    const layout = () => Promise.all([listCategories(view), getCmsBlock('footer-about', view)]);
    expect(await queries(layout)).toBe(0);
    for (const listing of [
      () => getCategory(`deck-${mark}`, {}, view),
      () => searchProducts({ q: mark }, view),
    ]) {
      const cost = await queries(listing);
      expect(cost).toBeGreaterThan(0);
      expect(cost).toBeLessThanOrEqual(10);
    }
  },
);

import { db, env, idTable, Prisma, type Tx } from '#lib/platform/index.ts';
import { pieces } from './pieces.ts';
import type { PricedVariant, PriceWrite } from './refresh-prices.ts';

// What variants cost, and did.

type LockedPrice = Omit<PricedVariant, 'currency'> & {
  otherCurrency: string | null;
  otherPrice: number | null;
  otherSale: number | null;
  otherPrior: number | null;
};

/** Locks the variants of these products and answers what they cost, in every currency they have a price in. */
export async function lockVariants(tx: Tx, productIds: readonly string[]): Promise<PricedVariant[]> {
  const found: PricedVariant[] = [];
  for (const ids of pieces(productIds)) {
    const rows = await tx.$queryRaw<LockedPrice[]>`
      SELECT v.id, v.product_id AS productId, v.price_minor AS priceMinor, v.sale_minor AS saleMinor,
        v.prior_minor AS priorMinor, vp.currency AS otherCurrency, vp.price_minor AS otherPrice,
        vp.sale_minor AS otherSale, vp.prior_minor AS otherPrior
      FROM ${idTable(ids)} JOIN variants v ON v.product_id = j.id
      LEFT JOIN variant_prices vp ON vp.variant_id = v.id ORDER BY v.id FOR UPDATE`;
    let last = '';
    for (const { id, productId, priceMinor, saleMinor, priorMinor, ...other } of rows) {
      // One row for each other currency: the shop's own price stands in all of them.
      if (id !== last)
        found.push({ id, productId, currency: env.SHOP_CURRENCY, priceMinor, saleMinor, priorMinor });
      last = id;
      const { otherCurrency: currency, otherPrice, otherSale, otherPrior } = other;
      if (currency === null || otherPrice === null || currency === env.SHOP_CURRENCY) continue;
      const price = { priceMinor: otherPrice, saleMinor: otherSale, priorMinor: otherPrior };
      found.push({ id, productId, currency, ...price });
    }
  }
  return found;
}

/** History was once of the shop's own currency alone; its rows still name none. */
const historyCurrency = (currency: string) => (currency === env.SHOP_CURRENCY ? '' : currency);

/** What was asked for a variant, in minor units: by the last row there is, and the lowest of the time that was looked at. */
export type Asked = { lastMinor: number; lowestMinor: number | null };

/**
 * What each variant was asked for last in a currency, and the lowest price in the time from `since` to `at`, with the one
 * that was asked as it began. Without history a variant is not in the answer. Counted by the database: a price that goes
 * up and down each hour has hundreds of rows.
 */
export async function findAsked(
  tx: Tx,
  {
    variantIds,
    currency,
    since,
    at,
  }: { variantIds: readonly string[]; currency: string; since: Date; at: Date },
): Promise<Map<string, Asked>> {
  const found = new Map<string, Asked>();
  const own = historyCurrency(currency);
  const of = Prisma.sql`FROM price_history h WHERE h.variant_id = j.id AND h.currency = ${own}`;
  // One row of the index each, but for the time itself.
  const newest = Prisma.sql`ORDER BY h.from_at DESC, h.id DESC LIMIT 1`;
  for (const ids of pieces(variantIds)) {
    const rows = await tx.$queryRaw<
      { id: string; first: number | null; lowest: number | null; last: number | null }[]
    >`
      SELECT j.id, (SELECT h.price_minor ${of} AND h.from_at <= ${since} ${newest}) AS first,
        (SELECT MIN(h.price_minor) ${of} AND h.from_at > ${since} AND h.from_at < ${at}) AS lowest,
        (SELECT h.price_minor ${of} ${newest}) AS last
      FROM ${idTable(ids)}`;
    for (const { id, first, lowest, last } of rows) {
      if (last === null) continue;
      const lowestMinor = first === null ? lowest : Math.min(first, lowest ?? first);
      found.set(id, { lastMinor: last, lowestMinor });
    }
  }
  return found;
}

/**
 * Writes new prices of one currency: one row of history each, and what listings sort by. Two statements for every
 * thousand.
 */
export async function writePrices(
  tx: Tx,
  { at, currency, writes }: { at: Date; currency: string; writes: readonly PriceWrite[] },
): Promise<void> {
  for (const some of pieces(writes)) {
    const rows = JSON.stringify(
      some.map(({ variantId, priceMinor, saleMinor, priorMinor, isNew }) => {
        return { i: variantId, c: priceMinor, s: saleMinor, p: priorMinor, n: isNew ? 1 : 0 };
      }),
    );
    // Galera refuses an UPDATE that joins a list.
    const written = Prisma.sql`JSON_TABLE(${rows}, '$[*]' COLUMNS (
      id CHAR(36) CHARACTER SET ascii COLLATE ascii_bin PATH '$.i', price INT PATH '$.c', sale INT PATH '$.s',
      prior INT PATH '$.p', is_new INT PATH '$.n'))`;
    if (some.some(({ isNew }) => isNew)) {
      await tx.$executeRaw`
        INSERT INTO price_history (variant_id, price_minor, from_at, currency)
        SELECT j.id, j.price, ${at}, ${historyCurrency(currency)} FROM ${written} j WHERE j.is_new = 1`;
    }
    await (currency === env.SHOP_CURRENCY
      ? tx.$executeRaw`
          INSERT INTO variants SELECT v.* FROM variants v JOIN ${written} j ON j.id = v.id
          ON DUPLICATE KEY UPDATE sale_minor = j.sale, prior_minor = j.prior`
      : tx.$executeRaw`
          INSERT INTO variant_prices SELECT v.* FROM variant_prices v JOIN ${written} j ON j.id = v.variant_id
          WHERE v.currency = ${currency} ON DUPLICATE KEY UPDATE sale_minor = j.sale, prior_minor = j.prior`);
  }
}

export type PreviewVariant = {
  productId: string;
  sku: string;
  title: string;
  variantTitle: string;
  priceMinor: number;
};

/** The variants of these products that have a price in the currency, with that list price; by title. */
export async function findPreviewVariants(
  productIds: readonly string[],
  currency: string,
): Promise<PreviewVariant[]> {
  const found: PreviewVariant[] = [];
  const own = currency === env.SHOP_CURRENCY;
  const price = own ? Prisma.sql`v.price_minor` : Prisma.sql`vp.price_minor`;
  const list = own
    ? Prisma.empty
    : Prisma.sql`JOIN variant_prices vp ON vp.variant_id = v.id AND vp.currency = ${currency}`;
  for (const ids of pieces(productIds)) {
    found.push(
      ...(await db().$queryRaw<PreviewVariant[]>`
        SELECT v.product_id AS productId, v.sku, p.title, v.title AS variantTitle, ${price} AS priceMinor
        FROM variants v JOIN products p ON p.id = v.product_id ${list}
        WHERE v.product_id IN (${Prisma.join(ids)}) ORDER BY p.title, v.position`),
    );
  }
  return found;
}

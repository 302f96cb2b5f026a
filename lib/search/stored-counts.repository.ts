import { db, env, holdNames, Prisma, type Tx } from '#lib/platform/index.ts';
import { type Counts, mostFacets } from './counts.repository.ts';
import { buyable, type Counted, countChanges, type FacetCount, sumCounts } from './counts.ts';
import { offerOf, unplacedIn } from './query.repository.ts';

const name = (listing: number) => `counts:${listing}`;

/** Writes down what these changes do to the counts of listings: rows of their own, so that no two transactions wait. */
export async function writeCountChanges(
  tx: Tx,
  entries: readonly { before: Counted | null; after: Counted | null }[],
): Promise<void> {
  const data = countChanges(entries);
  if (data.length > 0) await tx.searchCountChange.createMany({ data });
}

/** Drops the counts of listings that cannot be trusted; whoever counts one of them now has finished before. */
export async function forgetCounts(tx: Tx, listings: readonly number[]): Promise<void> {
  if (listings.length === 0) return;
  await holdNames(tx, listings.map(name));
  await tx.searchCount.deleteMany({ where: { listing: { in: [...listings] } } });
}

const parsed = (text: string) => JSON.parse(text) as FacetCount[];

/** A reader adds up at most so many changes; the worker folds them long before. */
const mostChanges = 1_000;

/**
 * What a whole category counts, from what is stored; null where nothing is, or where a release that keeps no counts has
 * written one of its entries. At most four statements.
 */
export async function findStoredCounts(categoryId: string, currency: string): Promise<Counts | null> {
  const stored = Prisma.sql`FROM search_facets f JOIN search_counts b ON b.listing = f.id AND b.currency = ${currency}`;
  const ofIt = Prisma.sql`f.kind = 'category' AND f.name = '' AND f.value = ${categoryId}
    AND ${unplacedIn(Prisma.sql`f.id`)} IS NULL`;
  const rows = await db().$queryRaw<{ listing: number; counts: string; last: number }[]>`
    SELECT f.id AS listing, b.counts, (SELECT MAX(doc) FROM search_products) AS last ${stored} WHERE ${ofIt}
    UNION ALL (SELECT f.id, c.changes, 0 ${stored} JOIN search_count_changes c ON c.listing = f.id WHERE ${ofIt}
      LIMIT ${mostChanges})`;
  const [first] = rows;
  if (first === undefined || rows.length > mostChanges) return null;
  const { listing, last } = first;
  const lists = rows.map((row) => parsed(row.counts));
  // What is stored is summed and in order already: of a large shop it is ten thousand facets.
  const counts = lists.length > 1 ? sumCounts(lists) : (lists[0] ?? []);
  const countOf = (facet: number) => counts.find(([one]) => one === facet)?.[1] ?? 0;
  const facets = counts.filter(([facet, n]) => facet !== buyable && n > 0).slice(0, mostFacets);
  const total = countOf(listing);
  const inAll = { listing, share: total / last };
  const [named, range] = await Promise.all([nameFacets(facets), findPriceRange(inAll, currency)]);
  return { total, inStock: countOf(buyable), ...range, facets: named };
}

async function nameFacets(counts: readonly FacetCount[]): Promise<Counts['facets']> {
  const rows = await db().$queryRaw<(Omit<Counts['facets'][number], 'count'> & { id: number })[]>`
    SELECT id, kind, name, value FROM search_facets WHERE id IN (${Prisma.join([0, ...counts.map(([id]) => id)])})`;
  const byId = new Map(rows.map(({ id, ...facet }) => [id, facet]));
  return counts.flatMap(([id, count]) => {
    const facet = byId.get(id);
    return facet ? [{ ...facet, count }] : [];
  });
}

type Range = { min: number | null; max: number | null };

/** Of the cheapest and of the dearest so many of the shop, one is nearly always in a large listing. */
const probed = 500;
/** So many are expected there where looking is worth it. */
const expected = 2;

/** What the cheapest and the dearest of a listing cost: of a large share of the shop looked for from both ends of all prices. */
async function findPriceRange(
  { listing, share }: { listing: number; share: number },
  currency: string,
): Promise<Range> {
  const ends = share * probed >= expected ? await findEnds(listing, currency) : null;
  if (ends && ends.min !== null && ends.max !== null) return ends;
  const [range] = await db().$queryRaw<Range[]>`
    SELECT MIN(o.price_minor) AS min, MAX(o.price_minor) AS max FROM search_product_facets p
    JOIN ${offerOf(currency)} WHERE p.facet = ${listing}`;
  return range ?? { min: null, max: null };
}

async function findEnds(listing: number, currency: string): Promise<Range | undefined> {
  const first = (direction: Prisma.Sql) => Prisma.sql`(
    SELECT o.price_minor FROM (SELECT doc, price_minor FROM search_offers WHERE currency = ${currency}
      ORDER BY price_minor ${direction} LIMIT ${probed}) o
    STRAIGHT_JOIN search_product_facets c ON c.doc = o.doc AND c.facet = ${listing}
    ORDER BY o.price_minor ${direction} LIMIT 1)`;
  const [ends] = await db().$queryRaw<Range[]>`
    SELECT ${first(Prisma.sql`ASC`)} AS min, ${first(Prisma.sql`DESC`)} AS max`;
  return ends;
}

type StoredRow = { facet: number | null; n: bigint | null; id: bigint | null; counts: string | null };

/**
 * Makes a listing's stored counts one row again, and takes away the changes that are in it, and no others: all is read in
 * one statement, so what commits meanwhile stays on top. One listing is written by one worker at a time.
 * @param recount counts the entries themselves; else changes are added up, and only where there are counts.
 * @returns whether counts that stood there were not what the entries say.
 */
export async function rewriteCounts(
  tx: Tx,
  listing: number,
  { recount }: { recount: boolean },
): Promise<boolean> {
  await holdNames(tx, [name(listing)]);
  const own = env.SHOP_CURRENCY;
  const entries = Prisma.sql`search_product_facets p JOIN ${offerOf(own)}`;
  const exact = Prisma.sql`
    UNION ALL SELECT pf.facet, COUNT(*), NULL, NULL FROM ${entries}
      JOIN search_product_facets pf ON pf.doc = p.doc WHERE p.facet = ${listing} GROUP BY pf.facet
    UNION ALL SELECT ${buyable}, COUNT(*), NULL, NULL FROM ${entries}
      JOIN search_products e ON e.doc = p.doc AND e.available = 1 WHERE p.facet = ${listing}`;
  const rows = await tx.$queryRaw<StoredRow[]>`
    SELECT NULL AS facet, NULL AS n, NULL AS id, counts FROM search_counts WHERE listing = ${listing} AND currency = ${own}
    UNION ALL SELECT NULL, NULL, id, changes FROM search_count_changes WHERE listing = ${listing}
    ${recount ? exact : Prisma.empty}`;
  const stood = rows.some(({ id, counts }) => id === null && counts !== null);
  const summed = sumCounts(rows.flatMap(({ counts }) => (counts === null ? [] : [parsed(counts)])));
  const counted = sumCounts([
    rows.flatMap(({ facet, n }): FacetCount[] => (facet === null ? [] : [[Number(facet), Number(n)]])),
  ]);
  const counts = recount ? counted : summed;
  if (recount) {
    await tx.$executeRaw`
      INSERT INTO search_counts (listing, currency, counts, counted_at)
      VALUES (${listing}, ${own}, ${JSON.stringify(counts)}, UTC_TIMESTAMP(3))
      ON DUPLICATE KEY UPDATE currency = VALUES(currency), counts = VALUES(counts), counted_at = VALUES(counted_at)`;
  } else {
    await tx.searchCount.updateMany({ where: { listing, currency: own }, data: { counts } });
  }
  const ids = rows.flatMap(({ id }) => (id === null ? [] : [BigInt(id)]));
  for (let index = 0; index < ids.length; index += 1_000)
    await tx.searchCountChange.deleteMany({ where: { id: { in: ids.slice(index, index + 1_000) } } });
  return recount && stood && JSON.stringify(summed) !== JSON.stringify(counted);
}

/** Listings with at least so many changes that stand by themselves, at most 50. */
export async function findChangedListings(least: number): Promise<number[]> {
  const rows = await db().$queryRaw<{ listing: number }[]>`
    SELECT listing FROM search_count_changes GROUP BY listing HAVING COUNT(*) >= ${least} LIMIT 50`;
  return rows.map(({ listing }) => listing);
}

/** The next listings by category; with how many entries where they have not been counted for an hour. */
export async function findListings(
  after: string,
  take: number,
): Promise<{ listing: number; categoryId: string; stored: boolean; size: number | null }[]> {
  const rows = await db().$queryRaw<
    { listing: number; categoryId: string; stored: bigint; size: bigint | null }[]
  >`
    SELECT f.id AS listing, f.value AS categoryId, b.listing IS NOT NULL AS stored,
      IF(b.currency = ${env.SHOP_CURRENCY} AND b.counted_at > UTC_TIMESTAMP(3) - INTERVAL 1 HOUR, NULL,
        (SELECT COUNT(*) FROM search_product_facets pf WHERE pf.facet = f.id)) AS size
    FROM search_facets f LEFT JOIN search_counts b ON b.listing = f.id
    WHERE f.kind = 'category' AND f.name = '' AND f.value > ${after} ORDER BY f.value LIMIT ${take}`;
  return rows.map((row) => ({
    ...row,
    stored: Number(row.stored) === 1,
    size: row.size === null ? null : Number(row.size),
  }));
}

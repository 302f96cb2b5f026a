import { Prisma } from '#lib/platform/index.ts';
import type { FacetKind, SearchFilters, SearchQuery } from './engine.ts';

// What a query says, as conditions and orders of statements: of what has a text, of a listing's page, of their counts.

/** A choice, and the condition that an entry misses it. */
type Miss = { group: string; sql: Prisma.Sql };

/** No condition. */
export const one = Prisma.sql`1`;

/** Where the entries of a listing come from: its category, never the whole table when there is one. */
export function source({ categoryId }: SearchQuery): { from: Prisma.Sql; where: Prisma.Sql } {
  return categoryId === undefined
    ? { from: Prisma.sql`search_products p`, where: one }
    : {
        from: Prisma.sql`search_facets cf JOIN search_product_facets c ON c.facet = cf.id
          JOIN search_products p ON p.doc = c.doc`,
        where: Prisma.sql`cf.kind = 'category' AND cf.name = '' AND cf.value = ${categoryId}`,
      };
}

/**
 * An entry of a listing whose place is not known, NULL for none: written by a release that keeps none. One look at an
 * index; `EXISTS` would be turned into a list of all such rows of all facets.
 */
export const unplacedIn = (listing: Prisma.Sql) => Prisma.sql`(
  SELECT u.doc FROM search_product_facets u WHERE u.facet = ${listing} AND u.position IS NULL LIMIT 1)`;

/**
 * What an entry `p` costs in a currency, for a join: by its key, since MariaDB takes the index of all prices of the currency
 * for as good in a small shop, and reads it whole for each entry.
 */
export const offerOf = (currency: string) => Prisma.sql`
  search_offers o FORCE INDEX (PRIMARY) ON o.doc = p.doc AND o.currency = ${currency}`;

/** An entry has none of these values. */
export function lacks(kind: FacetKind, name: string, values: readonly string[]): Prisma.Sql {
  return Prisma.sql`NOT EXISTS (SELECT 1 FROM search_product_facets x JOIN search_facets xf ON xf.id = x.facet
    WHERE x.doc = p.doc AND xf.kind = ${kind} AND xf.name = ${name} AND xf.value IN (${Prisma.join([...values])}))`;
}

/** One condition for each choice a visitor made: true for an entry that misses it. */
export function misses(filters: SearchFilters = {}): Miss[] {
  const found: Miss[] = [];
  const add = (kind: FacetKind, name: string, values: readonly string[] = []) => {
    if (values.length > 0) {
      found.push({ group: `${kind}:${name}`, sql: lacks(kind, name, values.slice(0, 50)) });
    }
  };
  for (const [name, values] of Object.entries(filters.attributes ?? {}).slice(0, 10))
    add('attribute', name, values);
  add('vendor', '', filters.vendors);
  add('type', '', filters.types);
  add('category', '', filters.categoryIds);
  const { minPrice, maxPrice } = filters;
  if (minPrice !== undefined || maxPrice !== undefined) {
    found.push({
      group: 'price',
      sql: Prisma.sql`o.price_minor NOT BETWEEN ${minPrice ?? 0} AND ${maxPrice ?? 2_147_483_647}`,
    });
  }
  if (filters.inStock) found.push({ group: 'stock', sql: Prisma.sql`p.available = 0` });
  return found;
}

/**
 * What hits are sorted by, `doc` last, so that no two are equal; as listed: by the first place in the categories,
 * then newest first.
 */
export function order({ sort, listedIn }: SearchQuery): Prisma.Sql {
  if (sort === 'newest') return Prisma.sql`p.newest_at DESC, p.doc DESC`;
  if (sort === 'name') return Prisma.sql`p.title ASC, p.doc ASC`;
  if (sort === 'price-asc') return Prisma.sql`price_minor ASC, p.doc ASC`;
  if (sort === 'price-desc') return Prisma.sql`price_minor DESC, p.doc ASC`;
  if (listedIn && listedIn.length > 0) {
    return Prisma.sql`(SELECT MIN(m.position) FROM product_categories m WHERE m.product_id = p.product_id
      AND m.category_id IN (${Prisma.join([...listedIn])})) ASC, p.newest_at DESC, p.doc DESC`;
  }
  return Prisma.sql`p.newest_at DESC, p.doc DESC`;
}

/** Which choice an entry misses, '' for none, and the condition that it misses one at most. */
export function missed(filters: SearchFilters | undefined): { group: Prisma.Sql; oneAtMost: Prisma.Sql } {
  const groups = misses(filters);
  if (groups.length === 0) return { group: Prisma.sql`''`, oneAtMost: one };
  const cases = groups.map(({ group, sql }) => Prisma.sql`WHEN ${sql} THEN ${group}`);
  const each = groups.map(({ sql }) => Prisma.sql`(${sql})`);
  return {
    group: Prisma.sql`CASE ${Prisma.join(cases, ' ')} ELSE '' END`,
    oneAtMost: groups.length > 1 ? Prisma.sql`${Prisma.join(each, ' + ')} <= 1` : one,
  };
}

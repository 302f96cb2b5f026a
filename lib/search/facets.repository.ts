import { Prisma, type Tx } from '#lib/platform/index.ts';
import type { Counted } from './counts.ts';
import { forgetCounts, writeCountChanges } from './stored-counts.repository.ts';

export type FacetKey = { kind: string; name: string; value: string };

// Unique keys do not tell case or accents apart.
const foldedKey = ({ kind, name, value }: FacetKey) =>
  JSON.stringify([kind, name, value]).normalize('NFKD').replaceAll(/\p{M}/gu, '').toLowerCase();

/** The numbers of these facets, made where they are new. */
async function facetIds(tx: Tx, keys: readonly FacetKey[]): Promise<Map<string, number>> {
  const wanted = [...new Map(keys.map((key) => [foldedKey(key), key])).values()];
  const found = new Map<string, number>();
  const read = async (some: readonly FacetKey[]) => {
    for (let index = 0; index < some.length; index += 500) {
      const tuples = some
        .slice(index, index + 500)
        .map(({ kind, name, value }) => Prisma.sql`(${kind}, ${name}, ${value})`);
      const rows = await tx.$queryRaw<(FacetKey & { id: number })[]>`
        SELECT id, kind, name, value FROM search_facets WHERE (kind, name, value) IN (${Prisma.join(tuples)})`;
      for (const row of rows) found.set(foldedKey(row), row.id);
    }
  };
  await read(wanted);
  const missing = wanted.filter((key) => !found.has(foldedKey(key)));
  if (missing.length > 0) {
    const data = missing.map(({ kind, name, value }) => ({ kind, name, value }));
    await tx.searchFacet.createMany({ data, skipDuplicates: true });
    await read(missing);
  }
  return found;
}

type StoredFacet = {
  doc: number;
  facet: number;
  /** The category it is, if it is one, and where the entry stands in its listing. */
  categoryId: string | null;
  position: number | null;
  newestAt: Date | null;
};

async function readFacets(tx: Tx, docs: readonly number[]): Promise<Map<number, StoredFacet[]>> {
  if (docs.length === 0) return new Map();
  const rows = await tx.$queryRaw<StoredFacet[]>`
    SELECT pf.doc, pf.facet, IF(f.kind = 'category', f.value, NULL) AS categoryId, pf.position,
      pf.newest_at AS newestAt
    FROM search_product_facets pf JOIN search_facets f ON f.id = pf.facet WHERE pf.doc IN (${Prisma.join([...docs])})`;
  return Map.groupBy(rows, ({ doc }) => doc);
}

type Available = { available: number };

const countedOf = (facets: readonly StoredFacet[], { available }: Available): Counted => ({
  available: available === 1,
  facets: facets.map(({ facet }) => facet),
  listings: facets.flatMap(({ facet, categoryId }) => (categoryId === null ? [] : [facet])),
});

/** Listings that a release which keeps no counts has written these of: it leaves out where an entry stands. */
const unplaced = (facets: readonly StoredFacet[]) => {
  const listings = facets.filter(({ categoryId }) => categoryId !== null);
  return listings.some(({ position }) => position === null) ? listings.map(({ facet }) => facet) : [];
};

/** Takes entries that go out of the counts of listings. */
export async function countDeleted(tx: Tx, entries: readonly ({ doc: number } & Available)[]): Promise<void> {
  const stored = await readFacets(
    tx,
    entries.map(({ doc }) => doc),
  );
  await forgetCounts(tx, [...new Set([...stored.values()].flatMap(unplaced))]);
  await writeCountChanges(
    tx,
    entries.map((entry) => ({ before: countedOf(stored.get(entry.doc) ?? [], entry), after: null })),
  );
}

/** Counts entries whose last piece was sold, or came back. */
export async function countCrossed(tx: Tx, entries: readonly ({ doc: number } & Available)[]): Promise<void> {
  const stored = await readFacets(
    tx,
    entries.map(({ doc }) => doc),
  );
  await writeCountChanges(
    tx,
    entries.map((entry) => {
      const facets = stored.get(entry.doc) ?? [];
      return {
        before: countedOf(facets, { available: 1 - entry.available }),
        after: countedOf(facets, entry),
      };
    }),
  );
}

/** A facet as an entry is to have it; of a category with where it stands in its listing. */
export type EntryFacet = FacetKey & { position: number | null };

type FacetRow = Omit<StoredFacet, 'categoryId'>;

/** Writes rows as one parameter, which costs the client nothing to compile. */
async function writeRows(tx: Tx, rows: readonly FacetRow[]): Promise<void> {
  for (let index = 0; index < rows.length; index += 5_000) {
    const some = rows
      .slice(index, index + 5_000)
      .map(({ doc, facet, position, newestAt }) => [
        doc,
        facet,
        position,
        newestAt?.toISOString().slice(0, 23) ?? null,
      ]);
    await tx.$executeRaw`
      INSERT INTO search_product_facets (doc, facet, position, newest_at)
      SELECT j.doc, j.facet, j.position, j.newest_at FROM JSON_TABLE(${JSON.stringify(some)}, '$[*]' COLUMNS (
        doc INT PATH '$[0]', facet INT PATH '$[1]', position INT PATH '$[2]', newest_at DATETIME(3) PATH '$[3]')) j
      ON DUPLICATE KEY UPDATE position = j.position, newest_at = j.newest_at`;
  }
}

const stands = (row: FacetRow, position: number | null, newestAt: Date | null) =>
  row.position === position && row.newestAt?.getTime() === newestAt?.getTime();

/** Writes the facets of these entries where they differ, and what that does to the counts of listings. */
export async function writeFacets(
  tx: Tx,
  entries: readonly { doc: number; available: number; newestAt: Date; facets: EntryFacet[] }[],
): Promise<void> {
  if (entries.length === 0) return;
  const ids = await facetIds(
    tx,
    entries.flatMap(({ facets }) => facets),
  );
  const stored = await readFacets(
    tx,
    entries.map(({ doc }) => doc),
  );
  const changes = entries.map(({ doc, available, newestAt, facets }) => {
    const is = stored.get(doc) ?? [];
    const should = new Map<number, StoredFacet>();
    for (const { position, ...key } of facets) {
      const facet = ids.get(foldedKey(key));
      if (facet === undefined) continue;
      const placed =
        key.kind === 'category' ? { categoryId: key.value, newestAt } : { categoryId: null, newestAt: null };
      should.set(facet, { doc, facet, position, ...placed });
    }
    const known = new Map(is.map((row) => [row.facet, row]));
    return {
      gone: is.filter(({ facet }) => !should.has(facet)),
      written: [...should.values()].filter(({ facet, position, newestAt: at }) => {
        const row = known.get(facet);
        return !row || !stands(row, position, at);
      }),
      untrusted: unplaced(is),
      counted: {
        before: countedOf(is, { available }),
        after: countedOf([...should.values()], { available }),
      },
    };
  });
  await forgetCounts(tx, [...new Set(changes.flatMap(({ untrusted }) => untrusted))]);
  const gone = changes.flatMap((change) => change.gone.map(({ doc, facet }) => ({ doc, facet })));
  for (let index = 0; index < gone.length; index += 500)
    await tx.searchProductFacet.deleteMany({ where: { OR: gone.slice(index, index + 500) } });
  await writeRows(
    tx,
    changes.flatMap(({ written }) => written),
  );
  await writeCountChanges(
    tx,
    changes.map(({ counted }) => counted),
  );
}

export type Placed = { doc: number; newestAt: Date; places: ReadonlyMap<string, number> };

/** What of their rows does not say where these entries stand, and which of them are in other listings than they belong to. */
async function misplaced(tx: Tx, entries: readonly Placed[]) {
  const stored = await readFacets(
    tx,
    entries.map(({ doc }) => doc),
  );
  return entries.map(({ doc, newestAt, places }) => {
    const listings = (stored.get(doc) ?? []).filter(({ categoryId }) => categoryId !== null);
    const written = listings.flatMap((row) => {
      const position = places.get(row.categoryId ?? '');
      return position === undefined || stands(row, position, newestAt)
        ? []
        : [{ ...row, position, newestAt }];
    });
    const astray =
      listings.length !== places.size || listings.some(({ categoryId }) => !places.has(categoryId ?? ''));
    return { doc, written, astray, untrusted: unplaced(listings) };
  });
}

/** Numbers of the entries whose rows do not say where they stand. */
export async function findMisplaced(tx: Tx, entries: readonly Placed[]): Promise<Set<number>> {
  const found = await misplaced(tx, entries);
  return new Set(found.filter(({ written, astray }) => written.length > 0 || astray).map(({ doc }) => doc));
}

/** Writes where these entries stand. @returns the numbers of those that are in other listings than they belong to. */
export async function writePlaces(tx: Tx, entries: readonly Placed[]): Promise<Set<number>> {
  const found = await misplaced(tx, entries);
  await forgetCounts(tx, [...new Set(found.flatMap(({ untrusted }) => untrusted))]);
  await writeRows(
    tx,
    found.flatMap(({ written }) => written),
  );
  return new Set(found.filter(({ astray }) => astray).map(({ doc }) => doc));
}

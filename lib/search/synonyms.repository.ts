import { type Ctx, db, json, type Tx } from '#lib/platform/index.ts';

export type StoredGroup = { id: string; words: string[]; updatedAt: Date };

/** Keeps others from changing the groups until the transaction ends. */
export async function lockSynonyms(tx: Tx): Promise<void> {
  await tx.$queryRaw`SELECT id FROM search_synonyms FOR UPDATE`;
}

/** The first `take` groups of words that mean the same, in the order they were made. */
export async function findSynonyms(take: number, client: Tx = db()): Promise<StoredGroup[]> {
  const rows = await client.searchSynonym.findMany({ orderBy: { id: 'asc' }, take });
  return rows.map(({ id, words, updatedAt }) => ({
    ...{ id, updatedAt },
    words: Array.isArray(words) ? words.map(String) : [],
  }));
}

/** Puts these groups in the place of all there were. */
export async function writeSynonyms(
  tx: Tx,
  ctx: Ctx,
  groups: readonly { id: string; words: string[] }[],
): Promise<void> {
  await tx.searchSynonym.deleteMany({});
  const stamp = { updatedAt: ctx.now(), updatedBy: ctx.actor.slice(0, 254) };
  if (groups.length > 0) {
    await tx.searchSynonym.createMany({
      data: groups.map(({ id, words }) => ({ id, words: json(words), ...stamp })),
    });
  }
}

import { type Ctx, db, json, type Tx } from '#lib/platform/index.ts';

export async function findSynonyms(
  take: number,
  client: Tx = db(),
): Promise<{ id: string; words: string[] }[]> {
  const rows = await client.searchSynonym.findMany({ orderBy: { id: 'asc' }, take });
  return rows.map(({ id, words }) => ({ id, words: Array.isArray(words) ? words.map(String) : [] }));
}

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

import { recordAudit } from '#lib/audit/index.ts';
import { recordInvalidation, remembered, tags } from '#lib/cache/index.ts';
import { type Ctx, err, ok, type Result, withTransaction } from '#lib/platform/index.ts';
import { findSynonyms, lockSynonyms, type StoredGroup, writeSynonyms } from './synonyms.repository.ts';
import { tokensOf } from './tokens.ts';

export const maxSynonymGroups = 500;
const maxWordsOfGroup = 20;

/** Words that mean the same, as staff wrote them. */
export type SynonymGroup = { id: string; words: string[] };

/** Each word with all that mean the same. */
export async function synonymsOf(tokens: readonly string[]): Promise<string[][]> {
  const groups = await remembered('synonyms', [tags.search()], async () =>
    (await findSynonyms(maxSynonymGroups)).map(({ words }) => words.flatMap((word) => tokensOf(word))),
  );
  return tokens.map((token) =>
    [...new Set([token, ...groups.filter((group) => group.includes(token)).flat()])].slice(
      0,
      maxWordsOfGroup,
    ),
  );
}

/** All groups of synonyms, at most 500, and the version that `setSynonyms` expects back. */
export async function listSynonyms(): Promise<{ groups: SynonymGroup[]; version: string }> {
  const rows = await findSynonyms(maxSynonymGroups);
  return { groups: rows.map(({ id, words }) => ({ id, words })), version: versionOf(rows) };
}

// All are written at once: the first tells when.
const versionOf = ([first]: readonly StoredGroup[]) => first?.updatedAt.toISOString() ?? '';

/** Somebody else saved since they were read; nothing was written. */
export type SynonymsError = { kind: 'version_conflict' };

/** Makes these the groups of synonyms, with audit entry and the purge of search results. Groups of fewer than two words are left out. */
export async function setSynonyms(
  ctx: Ctx,
  { groups, expectedVersion }: { groups: readonly (readonly string[])[]; expectedVersion: string },
): Promise<Result<{ groups: SynonymGroup[]; version: string }, SynonymsError>> {
  const wanted = groups
    .map((group) =>
      [...new Set(group.map((word) => word.trim().slice(0, 40)).filter(Boolean))].slice(0, maxWordsOfGroup),
    )
    .filter((group) => group.length > 1)
    .slice(0, maxSynonymGroups)
    .map((words) => ({ id: ctx.newId(), words }));
  return withTransaction(async (tx) => {
    await lockSynonyms(tx);
    const before = await findSynonyms(maxSynonymGroups, tx);
    if (versionOf(before) !== expectedVersion) return err({ kind: 'version_conflict' as const });
    await writeSynonyms(tx, ctx, wanted);
    await recordAudit(tx, ctx, {
      action: 'synonyms.set',
      subject: 'search:synonyms',
      before: before.map(({ words }) => words),
      after: wanted.map(({ words }) => words),
    });
    await recordInvalidation(tx, ctx, [tags.search()], 'synonyms set');
    const after = await findSynonyms(maxSynonymGroups, tx);
    return ok({ groups: wanted, version: versionOf(after) });
  });
}

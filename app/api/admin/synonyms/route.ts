import { z } from 'zod';
import { requireStaffApi, staffContext } from '#lib/auth/index.ts';
import { purgeNow } from '#lib/cache/index.ts';
import { problem, readJson } from '#lib/platform/index.ts';
import { maxSynonymGroups, setSynonyms } from '#lib/search/index.ts';

const bodySchema = z.object({
  groups: z
    .array(z.array(z.string().max(40, 'At most 40 characters a word')).max(20, 'At most 20 words a group'))
    .max(maxSynonymGroups, `At most ${maxSynonymGroups} groups`),
  expectedVersion: z.string().max(40),
});

/** Replaces the groups of words that mean the same. */
export async function POST(request: Request): Promise<Response> {
  const staff = await requireStaffApi(request, 'catalogue.edit');
  if (!staff.ok) return staff.error;
  const body = await readJson(request, bodySchema, 500_000);
  if (!body.ok) return body.error;
  const ctx = staffContext(staff.value);
  const saved = await setSynonyms(ctx, body.value);
  if (!saved.ok) {
    return problem(
      409,
      'version_conflict',
      'The words were changed in the meantime',
      'Load the page again to see how they are now; what you typed is still here.',
    );
  }
  const { acknowledged, pages, durationMs } = await purgeNow(ctx);
  return Response.json(
    { ...saved.value, purge: { acknowledged, pages, durationMs } },
    { headers: { 'cache-control': 'no-store' } },
  );
}

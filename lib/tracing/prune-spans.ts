import type { Ctx } from '#lib/platform/index.ts';
import { deleteSpansBefore, deleteTroubles, startOfSurplus } from './spans.repository.ts';

const dayUs = 86_400_000_000;
/** One run deletes at most this many slices; the next goes on. */
const mostSlices = 20;
const mostTroubles = 20_000;

/**
 * Deletes spans older than `days`, and the oldest of more than `most`, with what the list says of them, in slices so that no transaction is large.
 * @returns how many were deleted.
 */
export async function pruneSpans(ctx: Ctx, limits: { days: number; most: number }): Promise<number> {
  const tooOld = ctx.now().getTime() * 1_000 - limits.days * dayUs;
  const before = Math.max(tooOld, (await startOfSurplus(limits.most)) ?? 0);
  await deleteTroubles(before, mostTroubles);
  let deleted = 0;
  for (let done = 0; done < mostSlices; done++) {
    const some = await deleteSpansBefore(before);
    deleted += some;
    if (some === 0) break;
  }
  return deleted;
}

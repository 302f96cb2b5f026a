import type { Ctx } from '#lib/platform/index.ts';
import { deleteOldSpans, deletePartsBefore, deleteTroubles, startOfSurplus } from './spans.repository.ts';

const dayUs = 86_400_000_000;
/** One run deletes at most this many slices; the next goes on. */
const mostSlices = 100;
const mostTroubles = 20_000;

/**
 * Deletes what is older than `days`, and the oldest of more than `most` spans, with what the list says of them, in slices so
 * that no transaction is large. @returns how many parts of traces were deleted.
 */
export async function pruneSpans(ctx: Ctx, limits: { days: number; most: number }): Promise<number> {
  const tooOld = ctx.now().getTime() * 1_000 - limits.days * dayUs;
  const before = Math.max(tooOld, (await startOfSurplus(limits.most)) ?? 0);
  await deleteTroubles(before, mostTroubles);
  await inSlices(deleteOldSpans);
  return inSlices(() => deletePartsBefore(before));
}

async function inSlices(deleteOne: () => Promise<number>): Promise<number> {
  let deleted = 0;
  for (let done = 0; done < mostSlices; done++) {
    const some = await deleteOne();
    deleted += some;
    if (some === 0) break;
  }
  return deleted;
}

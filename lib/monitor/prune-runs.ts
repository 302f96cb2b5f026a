import type { Ctx } from '#lib/platform/index.ts';
import { deleteRunsBefore } from './monitor.repository.ts';
import { pruneRunFiles } from './run-files.ts';

const keepMs = 14 * 86_400_000;

/** Forgets runs older than 14 days, and the files of all but the newest failures. */
export async function pruneRuns(ctx: Ctx): Promise<void> {
  await deleteRunsBefore(new Date(ctx.now().getTime() - keepMs));
  await pruneRunFiles();
}

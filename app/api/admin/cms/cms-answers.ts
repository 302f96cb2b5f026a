import { purgeNow } from '#lib/cache/index.ts';
import type { CmsError, StaffCmsBlock } from '#lib/catalogue/index.ts';
import { type Ctx, problem, type Result } from '#lib/platform/index.ts';
import { conflict } from '../conflict.ts';

/** An edited block; after a publication, when its pages were purged, with what the purge reports. */
export async function editedBlock(
  ctx: Ctx,
  edited: Result<StaffCmsBlock, CmsError>,
  { purges }: { purges: boolean },
): Promise<Response> {
  if (!edited.ok) {
    if (edited.error.kind === 'version_conflict') return conflict('text', edited.error.current);
    return edited.error.kind === 'not_found'
      ? problem(404, 'block_not_found', 'There is no such text')
      : problem(409, 'nothing_to_publish', 'There is no draft to publish');
  }
  const report = purges ? await purgeNow(ctx) : null;
  const purge = report && {
    acknowledged: report.acknowledged,
    pages: report.pages,
    durationMs: report.durationMs,
  };
  return Response.json({ block: edited.value, purge }, { headers: { 'cache-control': 'no-store' } });
}

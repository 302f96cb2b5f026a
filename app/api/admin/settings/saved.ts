import { purgeNow } from '#lib/cache/index.ts';
import { type Ctx, problem, type Result } from '#lib/platform/index.ts';
import type { SaveRatesError } from '#lib/rates/index.ts';

/** The new version of a table, after the pages that show it were purged; 409 when somebody saved first. */
export async function savedTable(
  ctx: Ctx,
  saved: Result<{ version: string }, SaveRatesError>,
): Promise<Response> {
  if (!saved.ok) {
    return problem(
      409,
      'version_conflict',
      'The table was changed in the meantime',
      'Load the page again to see how it is now; what you typed is still here.',
    );
  }
  await purgeNow(ctx);
  return Response.json(saved.value, { headers: { 'cache-control': 'no-store' } });
}

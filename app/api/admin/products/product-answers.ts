import { purgeNow } from '#lib/cache/index.ts';
import type { SaveProductError } from '#lib/catalogue/index.ts';
import { type Ctx, problem, type Result } from '#lib/platform/index.ts';

/** A saved product, after its pages were purged, with what the purge reports. */
export async function savedProduct(
  ctx: Ctx,
  saved: Result<{ id: string; version: number }, SaveProductError>,
): Promise<Response> {
  if (!saved.ok) return refused(ctx, saved.error);
  const { acknowledged, pages, durationMs } = await purgeNow(ctx);
  return Response.json(
    { ...saved.value, purge: { acknowledged, pages, durationMs } },
    { headers: { 'cache-control': 'no-store' } },
  );
}

const wrong = (status: number, kind: string, title: string, field: string, message: string) =>
  problem(status, kind, title, undefined, { errors: [{ field, message }] });

function refused(ctx: Ctx, error: SaveProductError): Response {
  switch (error.kind) {
    case 'not_found':
      return problem(404, 'product_not_found', 'There is no such product');
    case 'handle_taken':
      return wrong(409, error.kind, 'The address is taken', 'handle', 'Another product has this address');
    case 'sku_taken': {
      const message = `Another product has ${error.skus.slice(0, 10).join(', ') || 'one of these SKUs'}`;
      return wrong(409, error.kind, 'A SKU is taken', 'variants', message);
    }
    case 'stock_changed': {
      const detail = `${error.sku} was sold or counted since you opened this page. Load it again to see the stock.`;
      return problem(409, error.kind, 'The stock changed in the meantime', detail);
    }
    case 'version_conflict': {
      const { by } = error;
      const who = by ? (by.actor === ctx.actor ? 'You' : by.actor.replace(/^staff:/, '')) : 'Somebody';
      const minutes = by ? Math.round((ctx.now().getTime() - by.recordedAt.getTime()) / 60_000) : 0;
      const when = !by ? '' : minutes < 1 ? ' just now' : ` ${minutes} min ago`;
      return problem(
        409,
        'version_conflict',
        `${who} changed this${when}`,
        'Nothing was overwritten. This was changed; keep yours beside it, or load theirs.',
        { change: by && { before: by.before, after: by.after } },
      );
    }
  }
}

import { z } from 'zod';
import { requireStaffApi, staffContext } from '#lib/auth/index.ts';
import { purgeNow } from '#lib/cache/index.ts';
import { setTranslations } from '#lib/catalogue/index.ts';
import { problem, readJson } from '#lib/platform/index.ts';

const bodySchema = z.object({
  locale: z.string().max(16),
  texts: z.record(z.string().max(120), z.string().max(60_000)),
});

/** Sets a product's texts in another language; an empty text takes the translation away. */
export async function POST(
  request: Request,
  { params }: { params: Promise<{ id: string }> },
): Promise<Response> {
  const staff = await requireStaffApi(request, 'catalogue.edit');
  if (!staff.ok) return staff.error;
  const body = await readJson(request, bodySchema, 300_000);
  if (!body.ok) return body.error;
  const ctx = staffContext(staff.value);
  const set = await setTranslations(ctx, { entity: 'product', id: (await params).id, ...body.value });
  if (!set.ok) {
    return set.error.kind === 'not_found'
      ? problem(404, 'product_not_found', 'There is no such product')
      : problem(422, set.error.kind, 'That language or field is not translated');
  }
  const { acknowledged, pages, durationMs } = await purgeNow(ctx);
  return Response.json(
    { ...set.value, purge: { acknowledged, pages, durationMs } },
    { headers: { 'cache-control': 'no-store' } },
  );
}

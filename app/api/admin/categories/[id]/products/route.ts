import { z } from 'zod';
import { requireStaffApi, staffContext } from '#lib/auth/index.ts';
import { purgeNow } from '#lib/cache/index.ts';
import { setCategoryProducts } from '#lib/catalogue/index.ts';
import { problem, readJson } from '#lib/platform/index.ts';
import { conflict } from '../../../conflict.ts';

const bodySchema = z.object({
  productIds: z.array(z.uuid()).max(2_000, 'At most 2,000 products by hand'),
  expectedVersion: z.int().min(0),
});

/** Sets a category's own products and their order. */
export async function POST(
  request: Request,
  { params }: { params: Promise<{ id: string }> },
): Promise<Response> {
  const staff = await requireStaffApi(request, 'catalogue.edit');
  if (!staff.ok) return staff.error;
  const body = await readJson(request, bodySchema, 200_000);
  if (!body.ok) return body.error;
  const ctx = staffContext(staff.value);
  const done = await setCategoryProducts(ctx, { id: (await params).id, ...body.value });
  if (!done.ok) {
    if (done.error.kind === 'version_conflict') return conflict('category', done.error.current);
    return done.error.kind === 'not_found'
      ? problem(404, 'category_not_found', 'There is no such category')
      : problem(409, 'by_rule', 'A rule decides what is in it', 'Change the rule, or take it away first.');
  }
  const { acknowledged, pages, durationMs } = await purgeNow(ctx);
  return Response.json(
    { ...done.value, purge: { acknowledged, pages, durationMs } },
    { headers: { 'cache-control': 'no-store' } },
  );
}

import { z } from 'zod';
import { requireStaffApi, staffContext } from '#lib/auth/index.ts';
import { purgeNow } from '#lib/cache/index.ts';
import { bulkEditProducts, listStaffCategories, maxBulk } from '#lib/catalogue/index.ts';
import { problem, readJson } from '#lib/platform/index.ts';

const tag = z.string().trim().min(1, 'Name the tag').max(60);
const bodySchema = z.object({
  ids: z.array(z.uuid()).min(1, 'Choose a product').max(maxBulk, `At most ${maxBulk} at once`),
  edit: z.discriminatedUnion('do', [
    z.object({ do: z.literal('set_status'), status: z.enum(['active', 'draft', 'archived']) }),
    z.object({ do: z.enum(['add_tag', 'remove_tag']), tag }),
    z.object({ do: z.literal('add_to_category'), categoryId: z.uuid('Choose a category') }),
  ]),
});

/** Does the same to many products. Answers when the purge is acknowledged. */
export async function POST(request: Request): Promise<Response> {
  const staff = await requireStaffApi(request, 'catalogue.edit');
  if (!staff.ok) return staff.error;
  const body = await readJson(request, bodySchema);
  if (!body.ok) return body.error;
  const { edit } = body.value;
  if (edit.do === 'add_to_category') {
    const category = (await listStaffCategories()).tree.find(({ id }) => id === edit.categoryId);
    if (!category) return problem(404, 'category_not_found', 'There is no such category');
    if (category.byRule) return problem(409, 'by_rule', `A rule decides what is in ${category.title}`);
  }
  const ctx = staffContext(staff.value);
  const done = await bulkEditProducts(ctx, body.value);
  const { acknowledged, pages, durationMs } = await purgeNow(ctx);
  return Response.json(
    { ...done, purge: { acknowledged, pages, durationMs } },
    { headers: { 'cache-control': 'no-store' } },
  );
}

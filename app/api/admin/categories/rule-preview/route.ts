import { z } from 'zod';
import { requireStaffApi } from '#lib/auth/index.ts';
import { categoryRuleSchema, previewCategoryRule } from '#lib/catalogue/index.ts';
import { readJson } from '#lib/platform/index.ts';

/** What a rule would put into a category: how many products, and the first of them. */
export async function POST(request: Request): Promise<Response> {
  const staff = await requireStaffApi(request, 'catalogue.view');
  if (!staff.ok) return staff.error;
  const body = await readJson(request, z.object({ rule: categoryRuleSchema }));
  if (!body.ok) return body.error;
  return Response.json(await previewCategoryRule(body.value.rule), {
    headers: { 'cache-control': 'no-store' },
  });
}

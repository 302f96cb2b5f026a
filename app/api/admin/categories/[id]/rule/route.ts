import { z } from 'zod';
import { requireStaffApi, staffContext } from '#lib/auth/index.ts';
import { categoryRuleSchema, setCategoryRule } from '#lib/catalogue/index.ts';
import { readJson } from '#lib/platform/index.ts';
import { changedCategory } from '../../category-answers.ts';

const bodySchema = z.object({ rule: categoryRuleSchema.nullable(), expectedVersion: z.int().min(0) });

/** Lets a rule decide what is in a category, or hands again. */
export async function POST(
  request: Request,
  { params }: { params: Promise<{ id: string }> },
): Promise<Response> {
  const staff = await requireStaffApi(request, 'catalogue.edit');
  if (!staff.ok) return staff.error;
  const body = await readJson(request, bodySchema);
  if (!body.ok) return body.error;
  const ctx = staffContext(staff.value);
  return changedCategory(ctx, await setCategoryRule(ctx, { id: (await params).id, ...body.value }));
}

import { z } from 'zod';
import { requireStaffApi, staffContext } from '#lib/auth/index.ts';
import { createCategory } from '#lib/catalogue/index.ts';
import { readJson } from '#lib/platform/index.ts';
import { changedCategory, titleSchema } from './category-answers.ts';

const bodySchema = z.object({ title: titleSchema, parentId: z.uuid().nullable() });

/** Makes a category at the end of a parent's, or of the top. */
export async function POST(request: Request): Promise<Response> {
  const staff = await requireStaffApi(request, 'catalogue.edit');
  if (!staff.ok) return staff.error;
  const body = await readJson(request, bodySchema);
  if (!body.ok) return body.error;
  const ctx = staffContext(staff.value);
  return changedCategory(ctx, await createCategory(ctx, body.value), 201);
}

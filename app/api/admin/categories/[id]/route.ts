import { z } from 'zod';
import { requireStaffApi, staffContext } from '#lib/auth/index.ts';
import { deleteCategory, editCategory } from '#lib/catalogue/index.ts';
import { readJson } from '#lib/platform/index.ts';
import { changedCategory, titleSchema } from '../category-answers.ts';

type Params = { params: Promise<{ id: string }> };

const expectedVersion = z.int().min(0);
const bodySchema = z.object({
  title: titleSchema,
  handle: z
    .string()
    .trim()
    .min(1, 'It needs an address')
    .max(190)
    .regex(/^[\p{Ll}\p{Lo}\p{N}]+(-[\p{Ll}\p{Lo}\p{N}]+)*$/u, 'Small letters and digits, joined by -'),
  description: z.string().trim().max(1_024),
  seoTitle: z.string().trim().max(255),
  seoDescription: z.string().trim().max(512),
  hidden: z.boolean(),
  expectedVersion,
});

/** Changes what a category is called, where it is, what its page says, and whether it is shown. */
export async function POST(request: Request, { params }: Params): Promise<Response> {
  const staff = await requireStaffApi(request, 'catalogue.edit');
  if (!staff.ok) return staff.error;
  const body = await readJson(request, bodySchema);
  if (!body.ok) return body.error;
  const { expectedVersion: version, ...fields } = body.value;
  const ctx = staffContext(staff.value);
  const { id } = await params;
  return changedCategory(ctx, await editCategory(ctx, { id, fields, expectedVersion: version }));
}

/** Deletes a category; what is below it moves up. */
export async function DELETE(request: Request, { params }: Params): Promise<Response> {
  const staff = await requireStaffApi(request, 'catalogue.edit');
  if (!staff.ok) return staff.error;
  const body = await readJson(request, z.object({ expectedVersion }));
  if (!body.ok) return body.error;
  const ctx = staffContext(staff.value);
  return changedCategory(ctx, await deleteCategory(ctx, { id: (await params).id, ...body.value }));
}

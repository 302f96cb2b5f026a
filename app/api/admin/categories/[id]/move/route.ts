import { z } from 'zod';
import { requireStaffApi, staffContext } from '#lib/auth/index.ts';
import { moveCategory } from '#lib/catalogue/index.ts';
import { readJson } from '#lib/platform/index.ts';
import { changedCategory } from '../../category-answers.ts';

const bodySchema = z.object({ parentId: z.uuid().nullable(), afterId: z.uuid().nullable() });

/** Moves a category, with all below it, below another and behind one of its children. */
export async function POST(
  request: Request,
  { params }: { params: Promise<{ id: string }> },
): Promise<Response> {
  const staff = await requireStaffApi(request, 'catalogue.edit');
  if (!staff.ok) return staff.error;
  const body = await readJson(request, bodySchema);
  if (!body.ok) return body.error;
  const ctx = staffContext(staff.value);
  return changedCategory(ctx, await moveCategory(ctx, { id: (await params).id, ...body.value }));
}

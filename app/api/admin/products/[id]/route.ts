import { z } from 'zod';
import { requireStaffApi, staffContext } from '#lib/auth/index.ts';
import { productDocumentSchema, saveProduct } from '#lib/catalogue/index.ts';
import { readJson } from '#lib/platform/index.ts';
import { savedProduct } from '../product-answers.ts';

const bodySchema = z.object({ document: productDocumentSchema, expectedVersion: z.int().min(0) });

/** Replaces a product by what the editor sends. */
export async function POST(
  request: Request,
  { params }: { params: Promise<{ id: string }> },
): Promise<Response> {
  const staff = await requireStaffApi(request, 'catalogue.edit');
  if (!staff.ok) return staff.error;
  const body = await readJson(request, bodySchema, 500_000);
  if (!body.ok) return body.error;
  const ctx = staffContext(staff.value);
  return savedProduct(ctx, await saveProduct(ctx, { id: (await params).id, ...body.value }));
}

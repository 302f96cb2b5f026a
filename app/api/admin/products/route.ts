import { z } from 'zod';
import { requireStaffApi, staffContext } from '#lib/auth/index.ts';
import { productDocumentSchema, saveProduct } from '#lib/catalogue/index.ts';
import { readJson } from '#lib/platform/index.ts';
import { savedProduct } from './product-answers.ts';

const bodySchema = z.object({ document: productDocumentSchema });

/** Makes a product. */
export async function POST(request: Request): Promise<Response> {
  const staff = await requireStaffApi(request, 'catalogue.edit');
  if (!staff.ok) return staff.error;
  const body = await readJson(request, bodySchema, 500_000);
  if (!body.ok) return body.error;
  const ctx = staffContext(staff.value);
  const input = { id: null, expectedVersion: 0, document: body.value.document };
  return savedProduct(ctx, await saveProduct(ctx, input));
}

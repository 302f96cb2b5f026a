import { z } from 'zod';
import { requireStaffApi, staffContext } from '#lib/auth/index.ts';
import { setVariantPrice } from '#lib/catalogue/index.ts';
import { readJson } from '#lib/platform/index.ts';
import { refused, saved } from '../../answer.ts';

const minor = z.int().min(0).max(1_000_000_000);
const bodySchema = z.object({
  priceMinor: minor,
  compareAtMinor: minor.nullable().optional(),
  expectedVersion: z.int().min(0),
});

/** Sets a variant's price, in minor units. */
export async function POST(
  request: Request,
  { params }: { params: Promise<{ sku: string }> },
): Promise<Response> {
  const staff = await requireStaffApi(request, 'prices.edit');
  if (!staff.ok) return staff.error;
  const body = await readJson(request, bodySchema);
  if (!body.ok) return body.error;
  // A route handler's parameters come decoded; decoding again would spoil a SKU with a percent sign.
  const { sku } = await params;
  const ctx = staffContext(staff.value);
  const result = await setVariantPrice(ctx, { sku, ...body.value });
  return result.ok ? saved(ctx, sku) : refused(sku, 'price', result.error);
}

import { z } from 'zod';
import { requireStaffApi, staffContext } from '#lib/auth/index.ts';
import { setStock, stockPolicies } from '#lib/inventory/index.ts';
import { readJson } from '#lib/platform/index.ts';
import { refused, saved } from '../../answer.ts';

const bodySchema = z.object({
  onHand: z.int().min(-10_000_000).max(10_000_000),
  policy: z.enum(stockPolicies).optional(),
  reason: z.string().trim().min(1).max(32),
  expectedVersion: z.int().min(0),
});

/** Sets a variant's units on hand, and what happens when they run out. */
export async function POST(
  request: Request,
  { params }: { params: Promise<{ sku: string }> },
): Promise<Response> {
  const staff = await requireStaffApi(request, 'stock.edit');
  if (!staff.ok) return staff.error;
  const body = await readJson(request, bodySchema);
  if (!body.ok) return body.error;
  // A route handler's parameters come decoded; decoding again would spoil a SKU with a percent sign.
  const { sku } = await params;
  const ctx = staffContext(staff.value);
  const result = await setStock(ctx, { sku, ...body.value });
  return result.ok ? saved(ctx, sku) : refused(sku, 'stock', result.error);
}

import { z } from 'zod';
import { requireStaffApi, staffContext } from '#lib/auth/index.ts';
import { purgeNow } from '#lib/cache/index.ts';
import { setPrices } from '#lib/catalogue/index.ts';
import { readJson } from '#lib/platform/index.ts';

const minor = z.int().min(0).max(1_000_000_000);
const bodySchema = z.object({
  prices: z
    .array(
      z.object({
        sku: z.string().min(1).max(120),
        priceMinor: minor,
        compareAtMinor: minor.nullable(),
        expectedVersion: z.int().min(0),
      }),
    )
    .min(1)
    .max(5_000, 'At most 5,000 prices at once'),
});

/** Sets many prices as they were previewed. Answers when the purge is acknowledged. */
export async function POST(request: Request): Promise<Response> {
  const staff = await requireStaffApi(request, 'prices.edit');
  if (!staff.ok) return staff.error;
  const body = await readJson(request, bodySchema, 2_000_000);
  if (!body.ok) return body.error;
  const ctx = staffContext(staff.value);
  const done = await setPrices(ctx, body.value.prices);
  const { acknowledged, pages, durationMs } = await purgeNow(ctx);
  return Response.json(
    { ...done, purge: { acknowledged, pages, durationMs } },
    { headers: { 'cache-control': 'no-store' } },
  );
}

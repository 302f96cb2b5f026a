import { z } from 'zod';
import { requireStaffApi } from '#lib/auth/index.ts';
import { planPriceChange } from '#lib/catalogue/index.ts';
import { readJson } from '#lib/platform/index.ts';
import { priceFilterSchema } from '../price-filter.ts';

const bodySchema = z.object({
  filter: priceFilterSchema,
  change: z.object({
    kind: z.enum(['set', 'percent', 'amount']),
    value: z.int('A whole number').min(-20_000_000).max(20_000_000),
    compareAt: z.enum(['leave', 'former', 'clear']),
  }),
});

/** What a change would do to many prices. */
export async function POST(request: Request): Promise<Response> {
  const staff = await requireStaffApi(request, 'catalogue.view');
  if (!staff.ok) return staff.error;
  const body = await readJson(request, bodySchema);
  if (!body.ok) return body.error;
  const plan = await planPriceChange(body.value.filter, body.value.change);
  return Response.json(plan, { headers: { 'cache-control': 'no-store' } });
}

import { requireStaffApi, staffContext } from '#lib/auth/index.ts';
import { exportPriceCsv, planPriceCsv } from '#lib/catalogue/index.ts';
import { problem } from '#lib/platform/index.ts';
import { priceFilterSchema } from '../price-filter.ts';

const maxBytes = 1_000_000;

/** The price list of what the address's filter finds; each is written into the audit log. */
export async function GET(request: Request): Promise<Response> {
  const staff = await requireStaffApi(request, 'catalogue.view');
  if (!staff.ok) return staff.error;
  const filter = priceFilterSchema.safeParse(Object.fromEntries(new URL(request.url).searchParams));
  if (!filter.success) return problem(422, 'invalid_input', 'That filter is not right');
  return new Response(await exportPriceCsv(staffContext(staff.value), filter.data), {
    headers: {
      'content-type': 'text/csv; charset=utf-8',
      'content-disposition': 'attachment; filename="prices.csv"',
      'cache-control': 'no-store',
    },
  });
}

/** What a price list would change, with its bad rows by line. */
export async function POST(request: Request): Promise<Response> {
  const staff = await requireStaffApi(request, 'catalogue.view');
  if (!staff.ok) return staff.error;
  const bytes = await request.arrayBuffer();
  if (bytes.byteLength > maxBytes) return problem(413, 'body_too_large', 'The file is larger than 1 MB');
  const plan = await planPriceCsv(new TextDecoder().decode(bytes));
  return Response.json(plan, { headers: { 'cache-control': 'no-store' } });
}

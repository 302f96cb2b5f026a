import { z } from 'zod';
import { requireStaffApi, staffContext } from '#lib/auth/index.ts';
import { purgeNow } from '#lib/cache/index.ts';
import { getProductForStaff, type SetCurrencyPricesError, setCurrencyPrices } from '#lib/catalogue/index.ts';
import { problem, readJson } from '#lib/platform/index.ts';

type Params = { params: Promise<{ id: string }> };

const minor = z.int().min(0).max(1_000_000_000);
const bodySchema = z.object({
  currency: z.string().length(3),
  prices: z
    .array(
      z.object({
        sku: z.string().min(1).max(120),
        priceMinor: minor.nullable(),
        compareAtMinor: minor.nullable(),
      }),
    )
    .min(1)
    .max(250),
});

/** Sets prices of a product's variants in another currency; without one a variant is not sold in it. */
export async function POST(request: Request, { params }: Params): Promise<Response> {
  const staff = await requireStaffApi(request, 'prices.edit');
  if (!staff.ok) return staff.error;
  const body = await readJson(request, bodySchema);
  if (!body.ok) return body.error;
  const product = await getProductForStaff((await params).id);
  if (!product) return problem(404, 'product_not_found', 'There is no such product');
  const own = new Set(product.variants.map(({ sku }) => sku));
  const other = body.value.prices.find(({ sku }) => !own.has(sku));
  if (other) return refused({ kind: 'unknown_sku', sku: other.sku });
  const ctx = staffContext(staff.value);
  const set = await setCurrencyPrices(ctx, body.value);
  if (!set.ok) return refused(set.error);
  const { acknowledged, pages, durationMs } = await purgeNow(ctx);
  const answer = { ...set.value, purge: { acknowledged, pages, durationMs } };
  return Response.json(answer, { headers: { 'cache-control': 'no-store' } });
}

function refused(error: SetCurrencyPricesError): Response {
  switch (error.kind) {
    case 'not_another_currency':
      return problem(422, error.kind, 'That is no other currency of the shop');
    case 'too_many':
      return problem(422, error.kind, `At most ${error.limit} prices at once`);
    case 'unknown_sku':
      return problem(422, error.kind, `This product has no variant ${error.sku}`);
    case 'invalid_price': {
      const detail = `${error.sku}: a price is zero or more, and a compare-at price is above it.`;
      return problem(422, error.kind, 'That price is not possible', detail);
    }
  }
}

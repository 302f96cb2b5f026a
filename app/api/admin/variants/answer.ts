import { purgeNow } from '#lib/cache/index.ts';
import { getProductForStaff, getVariantsBySku, type StaffVariant } from '#lib/catalogue/index.ts';
import { type Ctx, env, formatMoney, problem } from '#lib/platform/index.ts';

async function staffVariant(sku: string): Promise<StaffVariant | undefined> {
  const productId = (await getVariantsBySku([sku])).get(sku)?.productId;
  const product = productId ? await getProductForStaff(productId) : null;
  return product?.variants.find((variant) => variant.sku === sku);
}

/** A saved variant, after its pages were purged, with what the purge reports. */
export async function saved(ctx: Ctx, sku: string): Promise<Response> {
  const { acknowledged, pages, durationMs } = await purgeNow(ctx);
  const body = { variant: await staffVariant(sku), purge: { acknowledged, pages, durationMs } };
  return Response.json(body, { headers: { 'cache-control': 'no-store' } });
}

type Refusal = { kind: 'not_found' | 'version_conflict' | 'invalid_price' | 'invalid_stock' };

/** The answer to a refused change; a conflict carries the variant as it is now. */
export async function refused(sku: string, what: 'price' | 'stock', { kind }: Refusal): Promise<Response> {
  if (kind === 'not_found') return problem(404, 'variant_not_found', 'There is no such variant');
  if (kind === 'invalid_price') {
    const detail = 'A price is zero or more, and a compare-at price is above it.';
    return problem(422, kind, 'That price is not possible', detail);
  }
  if (kind === 'invalid_stock') {
    const detail = 'Only a variant on backorder may be below zero: count in first what is owed.';
    return problem(422, kind, 'That stock is not possible', detail);
  }
  const current = await staffVariant(sku);
  const who = what === 'price' ? 'A colleague' : 'A sale or a colleague';
  const now = current
    ? ` It is now ${what === 'price' ? formatMoney(current.priceMinor, env.SHOP_CURRENCY) : current.onHand}.`
    : '';
  return problem(
    409,
    'version_conflict',
    `The ${what} was changed in the meantime`,
    `${who} was faster.${now} The form shows what is stored: look, then save again.`,
    { current },
  );
}

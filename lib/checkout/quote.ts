import { viewCart } from '#lib/cart/index.ts';
import { getVariantsBySku } from '#lib/catalogue/index.ts';
import { type MarketCode, marketOf } from '#lib/markets/index.ts';
import { type Ctx, err, ok, type Result } from '#lib/platform/index.ts';
import { priceCart, shippingMethods } from '#lib/pricing/index.ts';
import type { CheckoutError } from './errors.ts';
import type { Quote } from './types.ts';

export type QuoteInput = {
  cartId: string | null;
  market?: MarketCode | undefined;
  country: string;
  shippingMethodId?: string | undefined;
  /** Once known: some coupons are limited by customer. */
  email?: string;
};

/**
 * What the cart costs now, delivered to a country. Without a method, or with one not offered there, the first offered
 * is taken. Fails when a line cannot be bought in its quantity.
 */
export async function quote(
  ctx: Ctx,
  { cartId, market: code, country, shippingMethodId, email }: QuoteInput,
): Promise<Result<Quote, CheckoutError>> {
  const market = marketOf(code);
  const cart = await viewCart(ctx, { cartId, market, ...(email === undefined ? {} : { email }) });
  if (!cart.ok) return err({ kind: 'cart_unavailable' });
  if (cart.value.lines.length === 0) return err({ kind: 'cart_empty' });
  const short = cart.value.lines.filter((line) => !line.available);
  if (short.length > 0) {
    const variants = await getVariantsBySku(
      short.map(({ sku }) => sku),
      { at: ctx.now(), currency: market.currency },
    );
    const lines = short.map(({ sku, title }) => {
      const variant = variants.get(sku);
      return { sku, title, onHand: variant?.sold ? variant.onHand : 0 };
    });
    return err({ kind: 'lines_unavailable', lines });
  }
  if (!market.shipsTo.includes(country)) return err({ kind: 'shipping_not_offered' });
  const { lines, subtotalMinor } = cart.value;
  if (!Number.isSafeInteger(subtotalMinor) || subtotalMinor > 100_000_000)
    return err({ kind: 'too_expensive' });
  const methods = shippingMethods(country, subtotalMinor);
  const method = methods.find(({ id }) => id === shippingMethodId) ?? methods[0];
  if (!method) return err({ kind: 'shipping_not_offered' });
  const priced = priceCart({
    lines: lines.map(
      ({ handle: _handle, image: _image, available: _ok, problem: _why, totalMinor: _total, ...line }) =>
        line,
    ),
    shippingMethod: method.id,
    country,
    currency: cart.value.currency,
  });
  const { coupon, couponProblem } = cart.value;
  return ok({ ...priced, market: market.code, coupon, couponProblem, methods, shippingMethodId: method.id });
}

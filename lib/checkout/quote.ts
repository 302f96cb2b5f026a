import { type CartLine, viewCart } from '#lib/cart/index.ts';
import { getVariantsBySku } from '#lib/catalogue/index.ts';
import { type MarketCode, marketOf } from '#lib/markets/index.ts';
import { type Ctx, err, ok, type Result } from '#lib/platform/index.ts';
import { priceCart } from '#lib/pricing/index.ts';
import { getRates, methodsFor, taxFor } from '#lib/rates/index.ts';
import type { CheckoutError } from './errors.ts';
import type { Quote } from './types.ts';

export type QuoteInput = {
  cartId: string | null;
  market?: MarketCode | undefined;
  country: string;
  /** A state, such as `CA`; empty or absent while unknown. */
  region?: string | undefined;
  postcode?: string | undefined;
  shippingMethodId?: string | undefined;
  /** Once known: some coupons are limited by customer. */
  email?: string;
};

/**
 * What the cart costs now in a market, delivered to a place. Without a method, or with one not offered there, the first offered
 * is taken. Where tax is by state, `taxKnown` is false until the state is named. Fails when a line cannot be bought in
 * its quantity.
 */
export async function quote(
  ctx: Ctx,
  { cartId, market: code, country, region = '', postcode = '', shippingMethodId, email }: QuoteInput,
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
  const rates = await getRates();
  const grams = lines.reduce((sum, line) => sum + line.weightGrams * line.quantity, 0);
  const { currency, locale, taxDisplay } = market;
  const methods = methodsFor(rates.zones, { country, postcode, currency, subtotalMinor, grams, locale });
  const method = methods.find(({ id }) => id === shippingMethodId) ?? methods[0];
  if (!method) return err({ kind: 'shipping_not_offered' });
  const tax = taxFor(rates.tax, { country, region });
  const priced = priceCart({
    lines: lines.map(soldLine),
    shippingMinor: method.priceMinor,
    tax: tax ? { rates: tax, display: taxDisplay } : null,
    currency,
  });
  const { coupon, couponProblem, content = null } = cart.value;
  const terms = { market: market.code, taxDisplay, taxKnown: tax !== null };
  const pictures = Object.fromEntries(lines.flatMap(({ sku, image }) => (image ? [[sku, image]] : [])));
  return ok({
    ...priced,
    ...terms,
    ...{ pictures, coupon, couponProblem, methods, content },
    shippingMethodId: method.id,
  });
}

function soldLine({
  handle: _handle,
  image: _image,
  available: _ok,
  problem: _why,
  weightGrams: _grams,
  ...line
}: CartLine) {
  return line;
}

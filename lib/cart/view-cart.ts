import { getVariantsBySku, readWords, type SellableVariant } from '#lib/catalogue/index.ts';
import { defaultMarket, type Market } from '#lib/markets/index.ts';
import { type Ctx, err, logger, ok, type Result } from '#lib/platform/index.ts';
import {
  type Coupon,
  couponDiscounts,
  type LineDiscount,
  type TaxClass,
  taxClasses,
} from '#lib/pricing/index.ts';
import { type CouponOffer, type CouponProblem, couponProblem, findCoupon } from '#lib/promotions/index.ts';
import { readCart, readLines, type StoredCart } from './cart.repository.ts';
import type { CartError } from './errors.ts';
import type { CartLine, CartView, SavedLine } from './types.ts';

const log = logger('cart');

/** Runs what needs the session Redis. @returns `cart_unavailable` when it is away. */
export async function withSessions<T>(work: () => Promise<T>): Promise<Result<T, CartError>> {
  try {
    return ok(await work());
  } catch (error) {
    log.warn({ error: error instanceof Error ? error.message : String(error) }, 'sessions away');
    return err({ kind: 'cart_unavailable' });
  }
}

/** What somebody who has no cart sees of it in a market. */
export const emptyCart = ({ code, taxDisplay, currency }: Market = defaultMarket): CartView => ({
  id: null,
  market: code,
  taxDisplay,
  lines: [],
  saved: [],
  subtotalMinor: 0,
  coupon: null,
  couponProblem: null,
  currency,
  count: 0,
});

/** How many lines a cart has, unpriced: one question to Redis. */
export async function countLines(cartId: string): Promise<Result<number, CartError>> {
  return withSessions(async () => (await readLines(cartId)).size);
}

/**
 * The cart with prices and stock of this moment, as a market sees it, lines sorted by SKU. Null as id: an empty cart. With an e-mail address
 * the customer's own uses of the coupon count too.
 */
export async function viewCart(
  ctx: Ctx,
  {
    cartId,
    market = defaultMarket,
    email,
  }: { cartId: string | null; market?: Market | undefined; email?: string },
): Promise<Result<CartView, CartError>> {
  if (cartId === null) return ok(emptyCart(market));
  const stored = await withSessions(() => readCart(cartId));
  if (!stored.ok) return stored;
  const variants = await variantsOf(ctx, stored.value, market);
  return ok(await priced(ctx, { cartId, market, email, stored: stored.value, variants }));
}

/** What the catalogue says of all that is in a cart or laid aside, and of `others`. */
export function variantsOf(
  ctx: Ctx,
  { lines, saved }: StoredCart,
  { locale, currency }: Market = defaultMarket,
  others: readonly string[] = [],
): Promise<Map<string, SellableVariant>> {
  return getVariantsBySku([...lines.keys(), ...saved.keys(), ...others], { at: ctx.now(), locale, currency });
}

/** A cart as stored, priced by what the catalogue said of it. */
export async function priced(
  ctx: Ctx,
  {
    cartId,
    market = defaultMarket,
    email,
    stored: { lines: quantities, saved, couponCode, content },
    variants,
  }: {
    cartId: string;
    market?: Market | undefined;
    email?: string | undefined;
    stored: StoredCart;
    variants: ReadonlyMap<string, SellableVariant>;
  },
): Promise<CartView> {
  const { currency } = market;
  const bare = [...quantities]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([sku, quantity]) => ({ sku, quantity, variant: variants.get(sku) }));
  const productIds = bare.flatMap(({ variant }) => (variant?.sold ? [variant.productId] : []));
  const asked =
    couponCode === null ? null : await findCoupon(ctx, { code: couponCode, productIds, currency, email });
  const found = await namedIn(asked, market.locale);
  const offer = found?.ok ? found.value : null;
  const shares = offer
    ? couponDiscounts(
        bare.map(({ quantity, variant }) => ({
          quantity,
          unitMinor: variant?.priceMinor ?? 0,
          eligible: variant?.sold === true && offer.productIds.has(variant.productId),
          reduced: (variant?.applied.length ?? 0) > 0,
        })),
        offer.coupon,
      )
    : [];
  const lines = bare.map(({ sku, quantity, variant }, index): CartLine => {
    const unitMinor = variant?.priceMinor ?? 0;
    const discountMinor = shares[index] ?? 0;
    return {
      sku,
      ...shownAs(variant),
      quantity,
      unitMinor,
      listMinor: variant?.listMinor ?? 0,
      discountMinor,
      totalMinor: unitMinor * quantity - discountMinor,
      discounts: discountsOf(variant, quantity, offer?.coupon, discountMinor),
      taxClass: taxClassOf(variant?.taxClass),
      weightGrams: variant?.weightGrams ?? 0,
      ...availabilityOf(variant, quantity),
    };
  });
  const sold = lines.filter(({ sku }) => variants.get(sku)?.sold === true);
  const savedMinor = sold.reduce((sum, line) => sum + line.discountMinor, 0);
  return {
    id: cartId,
    market: market.code,
    taxDisplay: market.taxDisplay,
    lines,
    saved: [...saved]
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([sku, quantity]) => savedLine(sku, quantity, variants.get(sku))),
    subtotalMinor: sold.reduce((sum, line) => sum + line.totalMinor, 0),
    ...couponOf(found, savedMinor),
    currency,
    count: sold.reduce((sum, line) => sum + line.quantity, 0),
    content,
  };
}

/** A coupon as the language's dictionary calls it; what was refused stays so. */
async function namedIn(
  found: Result<CouponOffer, CouponProblem> | null,
  locale: string,
): Promise<Result<CouponOffer, CouponProblem> | null> {
  if (!found?.ok) return found;
  const word = await readWords(locale);
  return ok({ ...found.value, coupon: { ...found.value.coupon, name: word(found.value.coupon.name) } });
}

function savedLine(sku: string, quantity: number, variant: SellableVariant | undefined): SavedLine {
  return {
    sku,
    quantity,
    ...shownAs(variant),
    unitMinor: variant?.priceMinor ?? 0,
    ...availabilityOf(variant, quantity),
  };
}

/** How a line names itself; empty where the catalogue no longer knows. */
function shownAs(variant: SellableVariant | undefined) {
  return {
    handle: variant?.handle ?? '',
    title: variant?.productTitle ?? 'No longer sold',
    variantTitle: variant?.variantTitle ?? '',
    image: variant?.image ?? null,
  };
}

const taxClassOf = (stored: string | undefined): TaxClass =>
  taxClasses.find((known) => known === stored) ?? 'standard';

function availabilityOf(
  variant: SellableVariant | undefined,
  quantity: number,
): Pick<CartLine, 'available' | 'problem'> {
  const problem = !variant?.active
    ? 'gone'
    : !variant.sold
      ? 'not_sold_here'
      : variant.onHand < quantity
        ? 'out_of_stock'
        : null;
  return { available: problem === null, problem };
}

function discountsOf(
  variant: SellableVariant | undefined,
  quantity: number,
  coupon: Coupon | undefined,
  discountMinor: number,
): LineDiscount[] {
  const rules = (variant?.applied ?? []).map(({ id, name, discountMinor: off }) => ({
    ruleId: id,
    name,
    amountMinor: off * quantity,
  }));
  if (!coupon || discountMinor === 0) return rules;
  const { ruleId, name, code } = coupon;
  return [...rules, { ruleId, name, code, amountMinor: discountMinor }];
}

function couponOf(
  found: Result<CouponOffer, CouponProblem> | null,
  savedMinor: number,
): Pick<CartView, 'coupon' | 'couponProblem'> {
  if (found === null) return { coupon: null, couponProblem: null };
  if (!found.ok) return { coupon: null, couponProblem: found.error };
  const { code, name, ruleId } = found.value.coupon;
  // For articles in the cart, but all of them reduced already: it would be used up for nothing.
  if (savedMinor === 0) return { coupon: null, couponProblem: couponProblem(code, 'no_article') };
  return { coupon: { code, name, ruleId, savedMinor }, couponProblem: null };
}

import { getVariantsBySku } from '#lib/catalogue/index.ts';
import { type Ctx, env, err, logger, ok, type Result } from '#lib/platform/index.ts';
import { readLines } from './cart.repository.ts';
import type { CartError } from './errors.ts';
import type { CartLine, CartView } from './types.ts';

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

export const emptyCart = (): CartView => ({
  id: null,
  lines: [],
  subtotalMinor: 0,
  currency: env.SHOP_CURRENCY,
  count: 0,
});

/** The cart with prices and stock of this moment, lines sorted by SKU. Null as id: an empty cart. */
export async function viewCart(
  _ctx: Ctx,
  { cartId }: { cartId: string | null },
): Promise<Result<CartView, CartError>> {
  if (cartId === null) return ok(emptyCart());
  const stored = await withSessions(() => readLines(cartId));
  if (!stored.ok) return stored;
  const variants = await getVariantsBySku([...stored.value.keys()]);
  const lines = [...stored.value]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([sku, quantity]): CartLine => {
      const variant = variants.get(sku);
      return {
        sku,
        handle: variant?.handle ?? '',
        title: variant?.productTitle ?? 'No longer sold',
        variantTitle: variant?.variantTitle ?? '',
        image: variant?.image ?? null,
        quantity,
        unitMinor: variant?.priceMinor ?? 0,
        totalMinor: (variant?.priceMinor ?? 0) * quantity,
        available: variant?.active === true && variant.onHand >= quantity,
      };
    });
  const sold = lines.filter(({ sku }) => variants.get(sku)?.active === true);
  return ok({
    id: cartId,
    lines,
    subtotalMinor: sold.reduce((sum, line) => sum + line.totalMinor, 0),
    currency: env.SHOP_CURRENCY,
    count: sold.reduce((sum, line) => sum + line.quantity, 0),
  });
}

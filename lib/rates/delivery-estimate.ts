import { remembered, tags } from '#lib/cache/index.ts';
import type { Market } from '#lib/markets/index.ts';
import { type Ctx, env } from '#lib/platform/index.ts';
import { type DeliveryEstimate, estimateDelivery } from './estimate-delivery.ts';
import { getRates } from './get-rates.ts';
import { methodPrice, zoneOf } from './methods-for.ts';

export type ShownEstimate = DeliveryEstimate & {
  title: string;
  /** Minor units of the market's currency, for a parcel of that weight and price alone. */
  priceMinor: number;
  /** From which subtotal on it is free; null: never. */
  freeFromMinor: number | null;
};

/**
 * When an article ordered now arrives in the market's home country by its first method with a way to the door, for the
 * product page. Null where none is offered. The page depends on `tags.rates()` and, by `tags.until`, on `until`.
 */
export async function deliveryEstimate(
  ctx: Ctx,
  { market, grams, priceMinor }: { market: Market; grams: number; priceMinor: number },
): Promise<ShownEstimate | null> {
  const { zones } = await remembered('rates', [tags.rates()], getRates);
  const zone = zoneOf(zones, { country: market.country, postcode: '' });
  for (const method of zone?.methods ?? []) {
    const { currency, locale } = market;
    const shipping = methodPrice(method, { currency, subtotalMinor: priceMinor, grams });
    if (shipping === null || method.daysTo === 0) continue;
    return {
      ...estimateDelivery(method, ctx.now(), env.SHOP_TIME_ZONE),
      title: method.title[locale],
      priceMinor: shipping,
      freeFromMinor: method.prices.find((list) => list.currency === currency)?.freeFromMinor ?? null,
    };
  }
  return null;
}

import { recordAudit } from '#lib/audit/index.ts';
import { recordInvalidation, tags } from '#lib/cache/index.ts';
import { type Ctx, env, err, ok, type Result, withTransaction } from '#lib/platform/index.ts';
import { orderTags, refreshPrices } from '#lib/promotions/index.ts';
import { findCurrencyPrices, findVariantsBySku } from './catalogue.repository.ts';
import { deleteCurrencyPrices, writeCurrencyPrices } from './catalogue-write.repository.ts';
import type { SetCurrencyPricesError } from './errors.ts';
import { isPrice } from './price.ts';
import { productTags } from './product-tags.ts';

/**
 * A price in a currency; `priceMinor` null takes the article out of that currency's markets. `compareAtMinor`: null clears
 * it, undefined leaves it.
 */
export type CurrencyPrice = { sku: string; priceMinor: number | null; compareAtMinor?: number | null };

export const maxCurrencyPrices = 1_000;

type Wanted = { currency: string; prices: readonly CurrencyPrice[] };

/** Why `setCurrencyPrices` would refuse these, as far as it can be said without the catalogue; null for nothing. */
export function refuseCurrencyPrices({ currency, prices }: Wanted): SetCurrencyPricesError | null {
  if (currency === env.SHOP_CURRENCY || !/^[A-Z]{3}$/.test(currency)) return { kind: 'not_another_currency' };
  if (prices.length > maxCurrencyPrices) return { kind: 'too_many', limit: maxCurrencyPrices };
  const bad = prices.find(({ priceMinor, compareAtMinor = null }) => {
    const fits =
      priceMinor === null || (isPrice(priceMinor) && (compareAtMinor ?? priceMinor + 1) > priceMinor);
    return !fits || (compareAtMinor !== null && !isPrice(compareAtMinor));
  });
  return bad ? { kind: 'invalid_price', sku: bad.sku } : null;
}

/**
 * Sets the prices of up to 1,000 articles in a currency other than the shop's own, in its minor units, with history,
 * audit entries and the invalidation of every page that may show them, in one transaction (of `timeoutMs`, 10 s unless
 * said otherwise): all of them or none.
 * @returns how many changed.
 */
export async function setCurrencyPrices(
  ctx: Ctx,
  { currency, prices, timeoutMs }: Wanted & { timeoutMs?: number | undefined },
): Promise<Result<{ changed: number }, SetCurrencyPricesError>> {
  const refused = refuseCurrencyPrices({ currency, prices });
  if (refused) return err(refused);
  const variants = new Map(
    (await findVariantsBySku(prices.map(({ sku }) => sku))).map((variant) => [variant.sku, variant]),
  );
  const named = prices.flatMap((price) => {
    const variant = variants.get(price.sku);
    return variant ? [{ ...price, variant }] : [];
  });
  const unknown = prices.find(({ sku }) => !variants.has(sku));
  if (unknown) return err({ kind: 'unknown_sku', sku: unknown.sku });
  return withTransaction(
    async (tx) => {
      const ids = named.map(({ variant }) => variant.id);
      const before = new Map(
        (await findCurrencyPrices(ids, currency, tx)).map((row) => [row.variantId, row]),
      );
      const changes = named.flatMap(({ sku, variant, priceMinor, compareAtMinor: given }) => {
        const was = before.get(variant.id);
        const former = { priceMinor: was?.priceMinor ?? null, compareAtMinor: was?.compareAtMinor ?? null };
        const kept = given === undefined ? former.compareAtMinor : given;
        const compareAtMinor = priceMinor === null ? null : kept;
        return former.priceMinor === priceMinor && former.compareAtMinor === compareAtMinor
          ? []
          : [{ sku, variant, former, priceMinor, compareAtMinor }];
      });
      if (changes.length === 0) return ok({ changed: 0 });
      const set = changes.flatMap(({ variant, priceMinor, compareAtMinor }) =>
        priceMinor === null ? [] : [{ variantId: variant.id, priceMinor, compareAtMinor }],
      );
      const gone = changes.filter(({ priceMinor }) => priceMinor === null).map(({ variant }) => variant.id);
      await writeCurrencyPrices(tx, ctx, currency, set);
      await deleteCurrencyPrices(tx, currency, gone);
      const productIds = [...new Set(changes.map(({ variant }) => variant.productId))];
      await refreshPrices(tx, ctx, productIds, ctx.now());
      await recordAudit(
        tx,
        ctx,
        ...changes.map(({ sku, former, priceMinor, compareAtMinor }) => ({
          action: 'variant.currency_price_set',
          subject: `variant:${sku}`,
          before: { currency, ...former },
          after: { currency, priceMinor, compareAtMinor },
        })),
      );
      const stale = [...productIds.map(tags.product), ...(await orderTags(tx, productIds))];
      // A first or last price changes who is listed at all.
      const listed = changes.filter(
        ({ variant, priceMinor }) => !before.has(variant.id) || priceMinor === null,
      );
      for (const productId of new Set(listed.map(({ variant }) => variant.productId))) {
        stale.push(...(await productTags(tx, productId)));
      }
      await recordInvalidation(tx, ctx, [...new Set(stale)], 'price changed');
      return ok({ changed: changes.length });
    },
    { timeoutMs },
  );
}

/** The prices of articles in a currency other than the shop's own, by SKU as it is written; none where it is not sold. */
export async function getCurrencyPrices(
  currency: string,
  skus: readonly string[],
): Promise<Map<string, { priceMinor: number; compareAtMinor: number | null }>> {
  const variants = await findVariantsBySku(skus.slice(0, 5_000));
  const rows = await findCurrencyPrices(
    variants.map(({ id }) => id),
    currency,
  );
  const bySku = new Map(variants.map(({ id, sku }) => [id, sku]));
  return new Map(
    rows.map(({ variantId, priceMinor, compareAtMinor }) => [
      bySku.get(variantId) ?? '',
      { priceMinor, compareAtMinor },
    ]),
  );
}

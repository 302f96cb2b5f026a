import { recordAudit } from '#lib/audit/index.ts';
import { getCurrencyPrices } from '#lib/catalogue/index.ts';
import { getStock } from '#lib/inventory/index.ts';
import { markets } from '#lib/markets/index.ts';
import { type Ctx, env, withTransaction } from '#lib/platform/index.ts';
import { countExported, findExportPage } from './export.repository.ts';
import type { ExportedProduct } from './formats/ballast.ts';

const pageSize = 200;
const otherCurrencies = [...new Set(markets.map(({ currency }) => currency))].filter(
  (currency) => currency !== env.SHOP_CURRENCY,
);

/**
 * Every product with all that an import can set, a line of JSON each, in the order they were made: what comes out goes
 * in again and changes nothing. Reads 200 at a time, as the lines are asked for; the audit log has it before the first.
 */
export async function exportCatalogue(ctx: Ctx): Promise<AsyncGenerator<string, undefined>> {
  const products = await countExported();
  await withTransaction((tx) =>
    recordAudit(tx, ctx, {
      action: 'products.exported',
      subject: 'export:products',
      before: null,
      after: { products },
    }),
  );
  return lines();
}

async function* lines(): AsyncGenerator<string, undefined> {
  for (let after = ''; ; ) {
    const products = await findExportPage(after, pageSize);
    const last = products.at(-1);
    if (!last) return;
    after = last.id;
    const skus = products.flatMap(({ variants }) => variants.map(({ sku }) => sku));
    const [stock, ...prices] = await Promise.all([
      getStock(skus),
      ...otherCurrencies.map((currency) => getCurrencyPrices(currency, skus)),
    ]);
    for (const { id: _, variants, ...product } of products) {
      const line: ExportedProduct = {
        ...product,
        variants: variants.map((variant) => {
          const own = otherCurrencies.flatMap((currency, index) => {
            const price = prices[index]?.get(variant.sku);
            return price ? [{ currency, ...price }] : [];
          });
          return {
            ...variant,
            onHand: stock.get(variant.sku)?.onHand ?? 0,
            stockPolicy: stock.get(variant.sku)?.policy ?? 'deny',
            prices: Object.fromEntries(own.map(({ currency, priceMinor }) => [currency, priceMinor])),
            // One that a price has passed since would be refused, and is shown nowhere: left out, it stays.
            compareAtPrices: Object.fromEntries(
              own.flatMap(({ currency, priceMinor, compareAtMinor }) =>
                compareAtMinor === null || compareAtMinor > priceMinor ? [[currency, compareAtMinor]] : [],
              ),
            ),
          };
        }),
      };
      yield `${JSON.stringify(line)}\n`;
    }
  }
}

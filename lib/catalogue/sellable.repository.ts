import { db, env, Prisma } from '#lib/platform/index.ts';
import { textOf, words } from './shown.repository.ts';
import type { Image } from './types.ts';

type Row = {
  sku: string;
  optionValues: unknown;
  weightGrams: number | null;
  productId: string;
  handle: string;
  title: string;
  status: string;
  taxClass: string;
  /** Null where it has no price in the currency. */
  priceMinor: number | null;
  onHand: number | null;
  policy: string | null;
  image: unknown;
};

export type SellableRow = Omit<Row, 'optionValues' | 'image'> & {
  optionValues: string[];
  image: Pick<Image, 'src' | 'alt'> | null;
};

/** What carts and checkouts need of variants, in one statement: product, price in a currency, stock, first picture. */
export async function findSellable(
  skus: readonly string[],
  { locale, currency }: { locale: string; currency: string },
): Promise<SellableRow[]> {
  const price =
    currency === env.SHOP_CURRENCY
      ? Prisma.sql`v.price_minor`
      : Prisma.sql`(SELECT vp.price_minor FROM variant_prices vp
          WHERE vp.variant_id = v.id AND vp.currency = ${currency})`;
  const rows = await db().$queryRaw<Row[]>`
    SELECT v.sku, v.option_values AS optionValues, v.weight_grams AS weightGrams, v.product_id AS productId,
      p.handle, ${textOf('product', 'p.id', 'p.title', 'title', locale)}, p.status, p.tax_class AS taxClass,
      ${price} AS priceMinor, s.on_hand AS onHand, s.policy,
      (SELECT JSON_OBJECT('src', i.src, 'alt', i.alt) FROM product_images i
        WHERE i.product_id = v.product_id AND i.status = 'ready' ORDER BY i.position LIMIT 1) AS image
    FROM variants v JOIN products p ON p.id = v.product_id LEFT JOIN stock_items s ON s.sku = v.sku
    WHERE v.sku IN (${Prisma.join([...skus])})`;
  return rows.map(({ optionValues, image, ...row }) => ({
    ...row,
    optionValues: words(optionValues),
    image: typeof image === 'string' ? JSON.parse(image) : image,
  }));
}

import { getProductIdsBySku } from '#lib/catalogue/index.ts';
import type { OrderHistory } from '#lib/orders/index.ts';
import type { Ctx } from '#lib/platform/index.ts';
import { importReviews, type WrittenReview } from '#lib/reviews/index.ts';
import { createRandom } from './random.ts';
import { reviewLines } from './review-lines.ts';

const hour = 3_600_000;
/** The newest wait for staff. */
const pending = 9;

/** `Aoife B.`: how people sign in public. */
const signed = (name: string) => name.replace(/ (\S)\S*$/u, ' $1.');

const deliveredAt = ({ steps }: OrderHistory) => steps.find(({ command }) => command.do === 'deliver')?.at;

/**
 * Some of the buyers say something some days after delivery, in the language of their market: each line once.
 * @param typeOf the product type of an SKU.
 */
export async function seedReviews(
  ctx: Ctx,
  orders: readonly OrderHistory[],
  typeOf: ReadonlyMap<string, string>,
): Promise<number> {
  const random = createRandom(11);
  const now = ctx.now().getTime();
  const products = await getProductIdsBySku([...typeOf.keys()]);
  const said = { en: new Map<string, number>(), de: new Map<string, number>() };
  const reviewed = new Set<string>();
  const reviews: Omit<WrittenReview, 'status'>[] = [];
  for (const order of random.shuffled(orders)) {
    const { market, email, name, lines } = order.placed;
    const locale = market === 'de' ? 'de' : 'en';
    const arrived = deliveredAt(order)?.getTime();
    for (const { sku } of lines) {
      const [productId, type] = [products.get(sku), typeOf.get(sku) ?? ''];
      const next = said[locale].get(type) ?? 0;
      const line = reviewLines[locale].get(type)?.[next];
      const createdAt = new Date((arrived ?? now) + (20 + random.next() * 200) * hour);
      const once = `${productId} ${email}`;
      if (!line || !productId || !arrived || createdAt.getTime() > now || reviewed.has(once)) continue;
      reviewed.add(once);
      said[locale].set(type, next + 1);
      reviews.push({
        ...line,
        productId,
        orderId: order.orderId,
        email,
        name: signed(name),
        locale,
        createdAt,
      });
    }
  }
  const byAge = reviews.sort((a, b) => a.createdAt.getTime() - b.createdAt.getTime());
  await importReviews(
    ctx,
    byAge.map((review, index) => ({
      ...review,
      status: index < byAge.length - pending ? 'approved' : 'pending',
    })),
  );
  return byAge.length;
}

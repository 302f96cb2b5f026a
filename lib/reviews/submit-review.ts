import { getProductIdsBySku } from '#lib/catalogue/index.ts';
import { type OrderStatus, type OrderView, orderByToken } from '#lib/orders/index.ts';
import { type Ctx, err, ok, type Result } from '#lib/platform/index.ts';
import type { SubmitReviewError } from './errors.ts';
import { countReview } from './rate-limit.ts';
import { insertReview } from './reviews.repository.ts';
import type { ReviewInput } from './schemas.ts';

/** Orders that somebody has proved to be theirs: by the token of the order's link, or by signing in. */
export type Proof = { token: string } | { orders: readonly OrderView[] };

const received: readonly OrderStatus[] = ['shipped', 'delivered', 'returning', 'returned'];

/** Takes a buyer's review; staff decide whether it is shown. @param input `address`: the sender's, for the limit. */
export async function submitReview(
  ctx: Ctx,
  { review, proof, address }: { review: ReviewInput; proof: Proof; address: string },
): Promise<Result<void, SubmitReviewError>> {
  const retryAfterSeconds = await countReview(address);
  if (retryAfterSeconds > 0) return err({ kind: 'rate_limited', retryAfterSeconds });
  const orders = 'token' in proof ? [await orderByToken(proof.token)] : proof.orders;
  const bought = await ordersOf(
    review.productId,
    orders.filter((order) => order !== null),
  );
  const order = bought.find(({ status }) => received.includes(status));
  if (!order) {
    return err({ kind: bought.some(({ status }) => status !== 'cancelled') ? 'not_received' : 'not_bought' });
  }
  const written = await insertReview(ctx, {
    ...review,
    orderId: order.id,
    email: order.email.trim().toLowerCase(),
  });
  return written ? ok(undefined) : err({ kind: 'already_reviewed' });
}

async function ordersOf(productId: string, orders: readonly OrderView[]): Promise<OrderView[]> {
  const skus = orders.flatMap(({ lines }) => lines.map(({ sku }) => sku));
  const products = await getProductIdsBySku([...new Set(skus)]);
  return orders.filter(({ lines }) => lines.some(({ sku }) => products.get(sku) === productId));
}

import { connectedRedis } from '#lib/platform/index.ts';
import { maxLines, maxQuantity } from './schemas.ts';

const keepSeconds = 30 * 86_400;
const key = (cartId: string) => `cart:${cartId}`;
const couponKey = (cartId: string) => `cart-coupon:${cartId}`;

/** The lines with the code of the cart's coupon: one round trip. @throws when Redis is away. */
export async function readCart(
  cartId: string,
): Promise<{ lines: Map<string, number>; couponCode: string | null }> {
  const client = await connectedRedis('session');
  const [stored, couponCode] = await Promise.all([
    client.hgetall(key(cartId)),
    client.get(couponKey(cartId)),
  ]);
  return { lines: toLines(stored), couponCode };
}

/** SKU to quantity, in no order. @throws when Redis is away. */
export async function readLines(cartId: string): Promise<Map<string, number>> {
  return toLines(await (await connectedRedis('session')).hgetall(key(cartId)));
}

/** A value that is no quantity is skipped. */
function toLines(stored: Record<string, string>): Map<string, number> {
  const lines = new Map<string, number>();
  for (const [sku, value] of Object.entries(stored)) {
    const quantity = Number(value);
    if (Number.isInteger(quantity) && quantity >= 1 && quantity <= maxQuantity && lines.size < maxLines) {
      lines.set(sku, quantity);
    }
  }
  return lines;
}

export async function writeLine(cartId: string, sku: string, quantity: number): Promise<void> {
  const client = await connectedRedis('session');
  await client.multi().hset(key(cartId), sku, quantity).expire(key(cartId), keepSeconds).exec();
}

export async function deleteLine(cartId: string, sku: string): Promise<void> {
  await (await connectedRedis('session')).hdel(key(cartId), sku);
}

export async function writeCoupon(cartId: string, code: string): Promise<void> {
  await (await connectedRedis('session')).set(couponKey(cartId), code, 'EX', keepSeconds);
}

export async function deleteCoupon(cartId: string): Promise<void> {
  await (await connectedRedis('session')).del(couponKey(cartId));
}

export async function deleteCart(cartId: string): Promise<void> {
  await (await connectedRedis('session')).del(key(cartId), couponKey(cartId));
}

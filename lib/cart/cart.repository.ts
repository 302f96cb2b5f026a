import { randomUUID } from 'node:crypto';
import { connectedRedis, inOneSlot } from '#lib/platform/index.ts';
import { maxLines, maxQuantity } from './schemas.ts';

const keepSeconds = 30 * 86_400;
const key = (cartId: string) => `cart:${inOneSlot(cartId)}`;
const couponKey = (cartId: string) => `cart-coupon:${inOneSlot(cartId)}`;
/** Among the SKUs of a cart, of which none is empty: a name for what is in it, another one each time something is put in. */
const contentField = '';
const savedKey = (cartId: string) => `cart-saved:${inOneSlot(cartId)}`;

/** SKU to quantity, in no order, of what is in the cart and what is saved for later. */
export type StoredCart = {
  lines: Map<string, number>;
  saved: Map<string, number>;
  couponCode: string | null;
  /** Names what is in the cart; null where the release before filled it. */
  content: string | null;
};

/** The lines, what is saved for later, and the coupon's code: one round trip. @throws when Redis is away. */
export async function readCart(cartId: string): Promise<StoredCart> {
  const client = await connectedRedis('session');
  const [stored, saved, couponCode] = await Promise.all([
    client.hgetall(key(cartId)),
    client.hgetall(savedKey(cartId)),
    client.get(couponKey(cartId)),
  ]);
  const content = stored[contentField] ?? null;
  return { lines: toLines(stored), saved: toLines(saved), couponCode, content };
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

/** Sets the quantity of a SKU, and keeps the cart for its full time again. */
export async function writeLine(cartId: string, sku: string, quantity: number): Promise<void> {
  const client = await connectedRedis('session');
  const line = [sku, quantity, contentField, randomUUID()];
  await client
    .multi()
    .hset(key(cartId), ...line)
    .expire(key(cartId), keepSeconds)
    .exec();
}

/** Takes a line out; one that is not there is none. @throws when the session Redis is away. */
export async function deleteLine(cartId: string, sku: string): Promise<void> {
  await (await connectedRedis('session')).hdel(key(cartId), sku);
}

/** Moves a line from the cart to what is saved for later: both at once, or neither. */
export async function saveLine(cartId: string, sku: string, quantity: number): Promise<void> {
  const client = await connectedRedis('session');
  const moved = client.multi().hdel(key(cartId), sku).hset(savedKey(cartId), sku, quantity);
  await moved.expire(savedKey(cartId), keepSeconds).exec();
}

/** SKU to quantity. @throws when Redis is away. */
export async function readSaved(cartId: string): Promise<Map<string, number>> {
  return toLines(await (await connectedRedis('session')).hgetall(savedKey(cartId)));
}

/** Takes an article off what is kept for later. @throws when the session Redis is away. */
export async function deleteSaved(cartId: string, sku: string): Promise<void> {
  await (await connectedRedis('session')).hdel(savedKey(cartId), sku);
}

/**
 * Keeps the code for as long as the cart; whether it is worth anything is asked when prices are made. @throws when
 * the session Redis is away.
 */
export async function writeCoupon(cartId: string, code: string): Promise<void> {
  await (await connectedRedis('session')).set(couponKey(cartId), code, 'EX', keepSeconds);
}

/** Takes the code off a cart; without one nothing happens. @throws when the session Redis is away. */
export async function deleteCoupon(cartId: string): Promise<void> {
  await (await connectedRedis('session')).del(couponKey(cartId));
}

/** Takes lines and coupon away; what was saved for later stays. With `content`, only while the cart is still that. */
export async function deleteCart(cartId: string, content?: string): Promise<void> {
  const client = await connectedRedis('session');
  if (content !== undefined && (await client.hget(key(cartId), contentField)) !== content) return;
  await client.del(key(cartId), couponKey(cartId));
}

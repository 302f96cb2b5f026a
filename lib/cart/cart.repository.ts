import { connectedRedis } from '#lib/platform/index.ts';
import { maxLines, maxQuantity } from './schemas.ts';

const keepSeconds = 30 * 86_400;
const key = (cartId: string) => `cart:${cartId}`;

/** SKU to quantity, in no order. A value that is no quantity is skipped. @throws when Redis is away. */
export async function readLines(cartId: string): Promise<Map<string, number>> {
  const stored = await (await connectedRedis('session')).hgetall(key(cartId));
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

export async function deleteCart(cartId: string): Promise<void> {
  await (await connectedRedis('session')).del(key(cartId));
}

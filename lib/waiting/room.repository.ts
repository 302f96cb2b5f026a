import { db, json, type Tx } from '#lib/platform/index.ts';

const key = 'waiting_room';

/** What is stored of the room, unparsed; null when nothing was ever set. */
export async function findRoom(client: Tx = db()): Promise<unknown> {
  return (await client.setting.findUnique({ where: { key } }))?.value ?? null;
}

/** Stores the one waiting room there is. */
export async function writeRoom(tx: Tx, room: unknown, updatedAt: Date): Promise<void> {
  const stored = { value: json(room), updatedAt };
  await tx.setting.upsert({ where: { key }, create: { key, ...stored }, update: stored });
}

/** The handle of the product an article belongs to. */
export async function findHandle(sku: string): Promise<string | null> {
  const variant = await db().variant.findUnique({
    where: { sku },
    select: { product: { select: { handle: true } } },
  });
  return variant?.product.handle ?? null;
}

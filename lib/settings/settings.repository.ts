import { type Ctx, db, json, type Tx } from '#lib/platform/index.ts';

export type StoredSetting = { value: unknown; updatedAt: Date };

/** A setting as it was stored, unread: whoever owns the key parses it. */
export async function findSetting(key: string, client: Tx = db()): Promise<StoredSetting | null> {
  return client.setting.findUnique({ where: { key }, select: { value: true, updatedAt: true } });
}

/** Locks a setting's row, or the gap where it would be, until the transaction ends. */
export async function lockSetting(tx: Tx, key: string): Promise<void> {
  await tx.$queryRaw`SELECT \`key\` FROM settings WHERE \`key\` = ${key} FOR UPDATE`;
}

/** Writes it, new or over the one there is; the caller has compared versions. */
export async function writeSetting(tx: Tx, ctx: Ctx, key: string, value: unknown): Promise<void> {
  const stored = { value: json(value), updatedAt: ctx.now() };
  await tx.setting.upsert({ where: { key }, create: { key, ...stored }, update: stored });
}

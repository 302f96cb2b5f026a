import { db, insertRows, type Tx } from '#lib/platform/index.ts';

/** Books points of an event. @throws when it was booked before (unique `event_id`). */
export async function insertEntry(
  tx: Tx,
  entry: { eventId: string; email: string; orderId: string; points: number; recordedAt: Date },
): Promise<void> {
  const email = entry.email.toWellFormed().slice(0, 254);
  await insertRows(tx, 'loyalty_entries', [{ ...entry, email }]);
}

/** The points of an e-mail address, 0 when it has none. */
export async function sumPoints(email: string): Promise<number> {
  const { _sum } = await db().loyaltyEntry.aggregate({ where: { email }, _sum: { points: true } });
  return _sum.points ?? 0;
}

/** The points an order's event brought, if it was booked: an event brings points once. */
export function findEntry(eventId: string) {
  return db().loyaltyEntry.findUnique({ where: { eventId } });
}

/** Makes the entry of an event this one, or none: for the rebuild from events. */
export async function replaceEntry(
  eventId: string,
  entry: { email: string; orderId: string; points: number; recordedAt: Date } | null,
): Promise<void> {
  if (!entry) {
    await db().loyaltyEntry.deleteMany({ where: { eventId } });
    return;
  }
  const data = { ...entry, email: entry.email.toWellFormed().slice(0, 254) };
  await db().loyaltyEntry.upsert({ where: { eventId }, create: { eventId, ...data }, update: data });
}

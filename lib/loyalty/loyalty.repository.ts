import { db, insertRows, type Tx } from '#lib/platform/index.ts';

/** What one order event changed of a customer's points: negative for what is taken back. */
export type LoyaltyEntry = {
  eventId: string;
  email: string;
  orderId: string;
  points: number;
  recordedAt: Date;
};

/** Books points of an event. @throws when it was booked before (unique `event_id`). */
export async function insertEntry(tx: Tx, entry: LoyaltyEntry): Promise<void> {
  const email = entry.email.toWellFormed().slice(0, 254);
  await insertRows(tx, 'loyalty_entries', [{ ...entry, email }]);
}

/** The points of an e-mail address, 0 when it has none. */
export async function sumPoints(email: string): Promise<number> {
  const { _sum } = await db().loyaltyEntry.aggregate({ where: { email }, _sum: { points: true } });
  return _sum.points ?? 0;
}

/** What an order has brought its customer until now; its row must be locked, or others book meanwhile. */
export async function sumOfOrder(tx: Tx, email: string, orderId: string): Promise<number> {
  const where = { email: email.toWellFormed().slice(0, 254), orderId };
  const { _sum } = await tx.loyaltyEntry.aggregate({ where, _sum: { points: true } });
  return _sum.points ?? 0;
}

/** The points booked for these events. */
export async function sumOfEvents(tx: Tx, eventIds: readonly string[]): Promise<number> {
  const where = { eventId: { in: [...eventIds] } };
  const { _sum } = await tx.loyaltyEntry.aggregate({ where, _sum: { points: true } });
  return _sum.points ?? 0;
}

/** Makes the entries of these events the ones given: for the rebuild from events. */
export async function replaceEntries(
  tx: Tx,
  eventIds: readonly string[],
  entries: readonly LoyaltyEntry[],
): Promise<void> {
  await tx.loyaltyEntry.deleteMany({ where: { eventId: { in: [...eventIds] } } });
  for (const entry of entries) await insertEntry(tx, entry);
}

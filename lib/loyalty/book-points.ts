import type { Tx } from '#lib/platform/index.ts';
import { insertEntry, type LoyaltyEntry } from './loyalty.repository.ts';

/**
 * Books what an order event gives (negative: takes) in the caller's transaction; 0 points are no entry.
 * @throws a unique violation when this event has been booked before.
 */
export async function bookPoints(tx: Tx, entry: LoyaltyEntry): Promise<void> {
  if (entry.points !== 0) await insertEntry(tx, { ...entry, email: entry.email.trim().toLowerCase() });
}

import { findEntry, replaceEntry } from './loyalty.repository.ts';

/**
 * Makes the entry of one order event what the order's events say: `points`, or none at all when null.
 * Answers whether it was different.
 */
export async function rebuildEntry(
  eventId: string,
  entry: { email: string; orderId: string; points: number; recordedAt: Date } | null,
): Promise<boolean> {
  const found = await findEntry(eventId);
  const same = entry ? found?.points === entry.points && found.orderId === entry.orderId : found === null;
  if (same) return false;
  await replaceEntry(eventId, entry && { ...entry, email: entry.email.trim().toLowerCase() });
  return true;
}

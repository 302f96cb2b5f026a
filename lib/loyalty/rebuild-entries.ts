import { withTransaction } from '#lib/platform/index.ts';
import { type LoyaltyEntry, replaceEntries, sumOfEvents } from './loyalty.repository.ts';

/**
 * Makes the points of one order, given by its events, those of `entries`. Answers whether they were different: only the sum
 * counts, since of two events that come together either may book for both.
 */
export async function rebuildEntries(
  eventIds: readonly string[],
  entries: readonly LoyaltyEntry[],
): Promise<boolean> {
  const due = entries.reduce((sum, { points }) => sum + points, 0);
  return withTransaction(async (tx) => {
    if ((await sumOfEvents(tx, eventIds)) === due) return false;
    await replaceEntries(
      tx,
      eventIds,
      entries.map((entry) => ({ ...entry, email: entry.email.trim().toLowerCase() })),
    );
    return true;
  });
}

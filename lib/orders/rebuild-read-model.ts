import { withTransaction } from '#lib/platform/index.ts';
import { fold } from './evolve.ts';
import {
  eventsOf,
  lockOrder,
  orderExists,
  orderIdsAfter,
  readModelOf,
  repairReadModel,
} from './orders.repository.ts';

export type RebuildReport = { checked: number; repaired: string[] };

async function rebuildOne(orderId: string): Promise<'equal' | 'repaired' | 'unknown'> {
  // Asked outside: the look would fix the transaction's snapshot before the lock is held.
  const exists = await withTransaction((tx) => orderExists(tx, orderId));
  return withTransaction(async (tx) => {
    if (exists) await lockOrder(tx, orderId);
    const events = await eventsOf(orderId, tx);
    const [first, last] = [events[0], events.at(-1)];
    const state = fold(
      orderId,
      events.map((event) => event.known),
    );
    if (!first || !last || !state) return 'unknown';
    const identity = first.metadata.identity;
    if (!identity) throw new Error(`Order ${orderId}: its first event carries no number`);
    const model = readModelOf(state, { ...identity, placedAt: first.recordedAt }, last.recordedAt);
    return (await repairReadModel(tx, model)) ? 'repaired' : 'equal';
  });
}

/**
 * Writes the read model of one order, or of `all`, anew from the events. Answers how many orders were looked
 * at and which differed from the live read model: none, if all is well.
 */
export async function rebuildReadModel(which: string): Promise<RebuildReport> {
  const report: RebuildReport = { checked: 0, repaired: [] };
  const visit = async (orderId: string) => {
    const outcome = await rebuildOne(orderId);
    if (outcome !== 'unknown') report.checked++;
    if (outcome === 'repaired') report.repaired.push(orderId);
  };
  if (which !== 'all') {
    await visit(which);
    return report;
  }
  for (let after = ''; ; ) {
    const ids = await orderIdsAfter(after, 200);
    if (ids.length === 0) return report;
    for (const id of ids) await visit(id);
    after = ids.at(-1) ?? after;
  }
}

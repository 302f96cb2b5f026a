import { db } from '#lib/platform/index.ts';
import { paidOrder } from '../orders/cases.fixtures.ts';
import type { RouteCase } from '../route-walk.fixtures.ts';

/** A parked effect of an order of its own. */
async function parked(): Promise<{ consumer: string; eventId: string }> {
  const orderId = await paidOrder();
  const key = { orderId_version: { orderId, version: 1 } };
  const { eventId } = await db().orderEvent.findUniqueOrThrow({ where: key });
  const effect = { consumer: 'analytics', eventId };
  await db().consumerInbox.upsert({
    where: { consumer_eventId: effect },
    create: { ...effect, status: 'failed', attempts: 1, updatedAt: new Date() },
    update: { status: 'failed' },
  });
  return effect;
}

export const cases: RouteCase[] = [
  {
    route: 'POST /effects',
    audits: 1,
    call: async () => ({ body: { do: 'dismiss', ...(await parked()), note: 'Counted by hand' } }),
  },
];

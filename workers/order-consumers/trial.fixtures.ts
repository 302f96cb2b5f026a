import { afterAll, afterEach, beforeAll, beforeEach, expect } from 'vitest';
import { orderTimeline, rebuildReadModel } from '#lib/orders/index.ts';
import { closeDb, closeQueues, db, systemContext } from '#lib/platform/index.ts';
import { startRelay } from '#workers/outbox-relay/relay.ts';
import { analytics } from './analytics/analytics.ts';
import { eventually, type placed, setMessagesAside, thirdParties } from './consumers.fixtures.ts';
import { email } from './email/email.ts';
import { erp } from './erp/erp.ts';
import { inventory } from './inventory/inventory.ts';
import { loyalty } from './loyalty/loyalty.ts';
import { type Consumer, startConsumer } from './pipeline.ts';
import { refundsThrough } from './refunds/refunds.ts';

// A shop's relay and consumers as they run, against a queue, an ERP and a mail server of the test's own.

export const ctx = systemContext('test');
export const policy = { maxAttempts: 5, firstMs: 20, longestMs: 50 };

// The gateway has its own tests; here counts what it is asked for, and under which key.
export const refundCalls = new Map<string, { reference: string; amountMinor: number }[]>();
let failingRefunds = 0;
/** The next so many refunds find the gateway away. */
export function failRefunds(times: number): void {
  failingRefunds = times;
}
export const refunds = refundsThrough(async (_ctx, { reference, amountMinor, idempotencyKey }) => {
  if (failingRefunds-- > 0) throw new Error('gateway is away');
  refundCalls.set(idempotencyKey, [...(refundCalls.get(idempotencyKey) ?? []), { reference, amountMinor }]);
  return { reference: `re_${idempotencyKey}` };
});
export const allConsumers: readonly Consumer[] = [inventory, refunds, erp, email, analytics, loyalty];

type Running = { stop: () => Promise<unknown> };

/** Opens them for the tests of a file, and ends after each what it has started. */
export function consumersOnTrial() {
  let parties: Awaited<ReturnType<typeof thirdParties>>;
  let giveBack: () => Promise<void>;
  let running: Running[] = [];
  beforeAll(async () => {
    parties = await thirdParties();
    giveBack = await setMessagesAside();
  });
  beforeEach(() => failRefunds(0));
  afterEach(async () => {
    await Promise.all(running.map((part) => part.stop()));
    running = [];
    await Promise.all([parties.erp.misbehave('ok', 0), parties.mail.misbehave('ok', 0)]);
  });
  afterAll(async () => {
    await closeQueues();
    await giveBack();
    await parties.close();
    await closeDb();
  });

  /** Starts a relay that looks so often (milliseconds), until the test ends. */
  function relay(everyMs?: number): void {
    running.push(startRelay(ctx, everyMs));
  }

  /** Starts consumers until the test ends. */
  function consume(consumers: readonly Consumer[] = allConsumers, by = policy): void {
    for (const consumer of consumers) {
      const worker = startConsumer(consumer, by);
      running.push({ stop: () => worker.close() });
    }
  }

  return {
    parties: () => parties,
    relay,
    consume,
    /** A relay and these consumers. */
    start(consumers?: readonly Consumer[]): void {
      relay();
      consume(consumers);
    },
    /** Every effect of a paid order of one line, left so many units of its SKU, and each exactly once. */
    async happenedOnce({ orderId, email: to, sku }: Awaited<ReturnType<typeof placed>>, left: number) {
      const { erp: books, mail } = parties;
      expect((await db().stockItem.findUnique({ where: { sku } }))?.onHand).toBe(left);
      expect(await books.bookings(orderId)).toHaveLength(1);
      expect((await mail.messages(to)).map(({ deliveries }) => deliveries)).toEqual([1]);
      expect(await db().loyaltyEntry.findMany({ where: { orderId } })).toMatchObject([{ points: 25 }]);
      const facts = await db().analyticsFact.findMany({ where: { orderId } });
      expect(facts).toMatchObject([{ type: 'OrderPlaced' }]);
      const types = (await orderTimeline(orderId))?.events.map((event) => event.type) ?? [];
      expect(types.slice(0, 3)).toEqual(['OrderPlaced', 'PaymentCaptured', 'StockCommitted']);
      expect(types.slice(3).sort()).toEqual(['ConfirmationSent', 'LoyaltyPointsEarned', 'OrderExported']);
      expect((await rebuildReadModel(orderId)).repaired).toEqual([]);
    },
  };
}

/** The effects of an order as `consumer status`, by consumer. */
export async function effects(orderId: string): Promise<string[]> {
  const timeline = await orderTimeline(orderId);
  return (timeline?.effects ?? []).map(({ consumer, status }) => `${consumer} ${status}`).sort();
}

/** Waits until every effect of an order is done. */
export const settled = (orderId: string): Promise<void> =>
  eventually(async () => {
    const found = await effects(orderId);
    expect(found.length).toBeGreaterThan(2);
    expect(found.every((effect) => effect.endsWith(' done'))).toBe(true);
  });

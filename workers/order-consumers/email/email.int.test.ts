import { afterAll, beforeAll, expect, test } from 'vitest';
import { handOverDueMails } from '#lib/mail/index.ts';
import { appendWithRetry, type OrderCommand } from '#lib/orders/index.ts';
import { closeDb, closeQueues, db, systemContext } from '#lib/platform/index.ts';
import { forgetMessages, placed, thirdParties } from '../consumers.fixtures.ts';
import { handle } from '../pipeline.ts';
import { email } from './email.ts';

const ctx = systemContext('test');
const orders: string[] = [];
let parties: Awaited<ReturnType<typeof thirdParties>>;

beforeAll(async () => {
  parties = await thirdParties();
});
afterAll(async () => {
  await forgetMessages(orders);
  await closeQueues();
  await parties.close();
  await closeDb();
});

// A product as the catalogue has it, so that there is something to review.
async function product(): Promise<string> {
  const [id, sku] = [ctx.newId(), `REVIEW-${ctx.newId()}`];
  const now = ctx.now();
  await db().product.create({
    data: {
      id,
      handle: `review-${id}`,
      title: 'Mug',
      descriptionHtml: '',
      optionNames: [],
      createdAt: now,
      updatedAt: now,
      variants: { create: { id: ctx.newId(), sku, title: '', optionValues: [], priceMinor: 2500 } },
    },
  });
  return sku;
}

async function order(market?: string) {
  const made = await placed(await product(), 1, {}, market);
  orders.push(made.orderId);
  const go = async (...commands: OrderCommand[]) => {
    for (const command of commands) {
      const done = await appendWithRetry(ctx, { orderId: made.orderId, command });
      if (!done.ok) throw new Error(done.error.message);
    }
    const where = { topic: 'email', payload: { path: '$.orderId', equals: made.orderId } };
    for (const row of await db().outboxMessage.findMany({ where, orderBy: { id: 'asc' } })) {
      const payload = row.payload as Record<string, unknown>;
      await handle(email, { ...payload, eventId: row.eventId, outboxId: String(row.id) });
    }
    return (await parties.mail.messages(made.email)).map(({ subject }) => subject);
  };
  const review = () => db().mail.findUnique({ where: { key: `review_request:${made.orderId}` } });
  return { ...made, go, review };
}

test('the customer hears of each step once: confirmed, shipped, refunded in two parts', async () => {
  const { go } = await order();
  await go({ do: 'commit_stock' }, { do: 'start_fulfilment' });
  await go({ do: 'ship', trackingNumber: 'TRACK-1', carrier: 'An Post' });
  for (const refundId of [ctx.newId(), ctx.newId()]) {
    await go(
      { do: 'request_refund', refundId, amountMinor: 500, reason: 'scratched' },
      { do: 'complete_refund', refundId, gateway: 'stripe', reference: 're' },
    );
  }
  const subjects = await go();
  expect(subjects).toHaveLength(4);
  expect(subjects.filter((subject) => subject.includes('is on its way'))).toHaveLength(1);
  expect(subjects.filter((subject) => subject.includes('€5.00 back'))).toHaveLength(2);
});

test('an order from Germany is written about in German', async () => {
  const { go } = await order('de');
  expect(await go({ do: 'commit_stock' })).toEqual([expect.stringMatching(/^Ihre Bestellung/)]);
});

test('a cancellation and its refund are one mail', async () => {
  const { go } = await order();
  const refundId = ctx.newId();
  const subjects = await go(
    { do: 'cancel', reason: 'changed_mind', restock: true, refundId },
    { do: 'complete_refund', refundId, gateway: 'stripe', reference: 're' },
  );
  expect(subjects).toEqual([expect.stringContaining('is cancelled')]);
});

test('a review is asked for a week after delivery, unless the goods come back before', async () => {
  const steps: OrderCommand[] = [
    { do: 'commit_stock' },
    { do: 'start_fulfilment' },
    { do: 'ship', trackingNumber: 'T' },
    { do: 'deliver' },
  ];
  const [keeps, returns] = [await order(), await order()];
  await keeps.go(...steps);
  await returns.go(...steps);
  const asked = await keeps.review();
  expect(asked?.dueAt.getTime()).toBeGreaterThan(Date.now() + 6.9 * 86_400_000);
  expect(JSON.stringify(asked?.props)).toMatch(/#review=[\w-]{32}/);
  expect(await returns.review()).not.toBeNull();
  await returns.go({ do: 'request_return', reason: 'too big' });
  expect(await returns.review()).toBeNull();
  await handOverDueMails({ ...ctx, now: () => new Date(Date.now() + 8 * 86_400_000) });
  expect((await keeps.review())?.handedAt).not.toBeNull();
  await db().outboxMessage.deleteMany({ where: { topic: 'mail' } });
});

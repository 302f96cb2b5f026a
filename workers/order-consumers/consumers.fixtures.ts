import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { closeMailConnections } from '#lib/mail/index.ts';
import {
  type ConsumerName,
  type OrderEventType,
  type PlaceOrderInput,
  placeOrderEvents,
} from '#lib/orders/index.ts';
import { paidOrder } from '#lib/orders/orders.fixtures.ts';
import { db, env, systemContext, uuidv7, withTransaction } from '#lib/platform/index.ts';
import { startRedis } from '#lib/platform/redis.fixtures.ts';
import { startErp } from '#workers/sandbox/erp/erp-server.ts';
import { startMail } from '#workers/sandbox/mail/mail-server.ts';

/** Repeats `look` until it answers something. @throws with the last thing it threw after `ms` milliseconds. */
export async function eventually<T>(look: () => Promise<T> | T, ms = 60_000): Promise<T> {
  for (const end = Date.now() + ms; ; await wait(25)) {
    try {
      return await look();
    } catch (error) {
      if (Date.now() > end) throw error;
    }
  }
}

/** A queue server of the test's own, so that it can be wiped and killed without hurting anyone. */
async function queueServer() {
  const options = ['--maxmemory-policy', 'noeviction'];
  let server = await startRedis(options);
  const { port, url, ask } = server;
  return {
    url,
    ask,
    start: async () => {
      server = await startRedis(options, { port });
    },
    kill: () => server.stop(),
  };
}

/** Queue, ERP and mail server on free ports; `env` points to them until `close`. */
export async function thirdParties() {
  const folder = mkdtempSync(join(tmpdir(), 'ballast-consumers-'));
  const queueRedis = await queueServer();
  const erp = await startErp({ port: 0, file: join(folder, 'erp.jsonl') });
  const mail = await startMail({ smtpPort: 0, webPort: 0, file: join(folder, 'mail.jsonl') });
  const before = { ...env };
  Object.assign(env, {
    REDIS_QUEUE_URL: queueRedis.url,
    ERP_URL: erp.url,
    SMTP_URL: mail.smtpUrl,
    SHOP_URL: 'http://shop.test',
  });
  const misbehave = async (base: string, behaviour: { mode: string; times?: number; delayMs?: number }) => {
    await fetch(`${base}/_sandbox/behaviour`, { method: 'POST', body: JSON.stringify(behaviour) });
  };
  return {
    queueRedis,
    erp: {
      misbehave: (mode: string, times = 1, delayMs = 0) => misbehave(erp.url, { mode, times, delayMs }),
      bookings: async (orderId: string) => {
        const response = await fetch(`${erp.url}/orders?orderId=${orderId}`);
        type Booked = { id: string; key: string; cancellations: { key: string; request: unknown }[] };
        return ((await response.json()) as { orders: Booked[] }).orders;
      },
      calls: async () => ((await (await fetch(`${erp.url}/orders`)).json()) as { calls: number }).calls,
    },
    mail: {
      misbehave: (mode: string, times = 1) => misbehave(mail.webUrl, { mode, times }),
      messages: async (to: string) => {
        const response = await fetch(`${mail.webUrl}/messages?to=${encodeURIComponent(to)}`);
        type Mail = { subject: string; html: string; text: string; messageId: string; deliveries: number };
        return ((await response.json()) as { messages: Mail[] }).messages;
      },
    },
    close: async () => {
      Object.assign(env, before);
      closeMailConnections();
      await Promise.all([erp.close(), mail.close(), queueRedis.kill()]);
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** A SKU of its own with so many units, with the ledger entry that explains them. */
export async function stocked(onHand: number): Promise<string> {
  const sku = `TEST-${uuidv7()}`;
  await db().stockItem.create({ data: { sku, onHand, version: 1 } });
  await db().stockLedgerEntry.create({
    data: { sku, delta: onHand, reason: 'test', reference: 'test', recordedAt: new Date() },
  });
  return sku;
}

/** Holds back what other tests have left unsent, so that a relay sees a test's own only. @returns what gives it back. */
export async function setMessagesAside(): Promise<() => Promise<void>> {
  const claimedBy = uuidv7();
  const claimedAt = new Date(Date.now() + 3_600_000);
  await db().outboxMessage.updateMany({ where: { sentAt: null }, data: { claimedBy, claimedAt } });
  return async () => {
    const free = { claimedBy: null, claimedAt: null };
    await db().outboxMessage.updateMany({ where: { claimedBy }, data: free });
  };
}

/** What the queue would bring a consumer about the latest event of this type of an order. */
export async function messageTo(consumer: ConsumerName, orderId: string, type: OrderEventType) {
  const { eventId } = await db().orderEvent.findFirstOrThrow({
    where: { orderId, type },
    orderBy: { version: 'desc' },
  });
  const row = await db().outboxMessage.findUniqueOrThrow({
    where: { eventId_topic: { eventId, topic: consumer } },
  });
  return { ...(row.payload as object), eventId, outboxId: row.id.toString() };
}

/** Takes unsent messages about these orders away, so that no worker ever acts on a test's orders. */
export async function forgetMessages(orderIds: string[]): Promise<void> {
  for (const orderId of orderIds) {
    await db().outboxMessage.deleteMany({ where: { payload: { path: '$.orderId', equals: orderId } } });
  }
}

/** Places a paid order of one line over 25.00 and answers where its effects are to be looked for. */
export async function placed(
  sku: string,
  quantity = 1,
  { reference, gateway = 'stripe', currency = 'EUR' }: Partial<PlaceOrderInput['payment']> = {},
  market?: PlaceOrderInput['market'],
) {
  const orderId = uuidv7();
  const email = `${orderId}@example.com`;
  const totalMinor = 2500 * quantity;
  const line = { sku, title: 'Mug', variantTitle: '', quantity, unitMinor: 2500, totalMinor };
  const input = paidOrder(orderId, {
    email,
    name: 'Ada <b>Lovelace</b>',
    lines: [line],
    subtotalMinor: totalMinor,
    shippingMinor: 0,
    taxMinor: 467,
    totalMinor,
    currency,
    ...(market ? { market } : {}),
    payment: { gateway, reference: reference ?? `pi_${orderId}`, amountMinor: totalMinor, currency },
  });
  const done = await withTransaction((tx) => placeOrderEvents(tx, systemContext('test'), input));
  return { ...done, orderId, email, sku };
}

import { type ChildProcess, spawn } from 'node:child_process';
import { setTimeout as wait } from 'node:timers/promises';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { consumerNames, orderTimeline } from '#lib/orders/index.ts';
import { closeDb, db, env } from '#lib/platform/index.ts';
import { eventually, placed, stocked, thirdParties } from '#workers/order-consumers/consumers.fixtures.ts';

let parties: Awaited<ReturnType<typeof thirdParties>>;
let child: ChildProcess | undefined;

beforeAll(async () => {
  parties = await thirdParties();
});
afterAll(async () => {
  child?.kill('SIGKILL');
  await parties.close();
  await closeDb();
});

function start(parts: readonly string[]): ChildProcess {
  const names = ['REDIS_QUEUE_URL', 'ERP_URL', 'SMTP_URL', 'SHOP_URL'] as const;
  const given = names.map((name) => `${name}=${env[name]}`);
  const command = [...given, 'LOG_LEVEL=error', process.execPath, 'workers/processes/worker.ts', ...parts];
  return spawn('env', command, { stdio: 'inherit' });
}

const ended = (dying: ChildProcess) =>
  new Promise<number | null>((resolve) => {
    if (dying.exitCode !== null) resolve(dying.exitCode);
    dying.once('exit', (code) => resolve(code));
  });

const effectsOf = async ({ orderId }: { orderId: string }) => (await orderTimeline(orderId))?.effects ?? [];

test('a worker killed with -9 again and again does everything once', { timeout: 600_000 }, async () => {
  const sku = await stocked(100);
  const parts = ['relay', 'republisher', ...consumerNames];
  const orders: Awaited<ReturnType<typeof placed>>[] = [];
  for (let round = 0; round < 6; round++) {
    child = start(parts);
    const fresh = await Promise.all(Array.from({ length: 5 }, () => placed(sku)));
    orders.push(...fresh);
    // Some effects are done by now, others are caught in the act; every third time it dies while it starts.
    if (round % 3 > 0) {
      await eventually(async () => {
        const found = (await Promise.all(fresh.map(effectsOf))).flat();
        expect(found.some(({ status }) => status === 'done')).toBe(true);
      });
    }
    await wait(60 + round * 70);
    child.kill('SIGKILL');
    await ended(child);
  }
  child = start(parts);
  for (const order of orders) {
    await eventually(async () => {
      const effects = await effectsOf(order);
      expect(effects.length).toBe(5);
      expect(effects.every((effect) => effect.status === 'done')).toBe(true);
    }, 300_000);
  }
  expect((await db().stockItem.findUnique({ where: { sku } }))?.onHand).toBe(70);
  for (const { orderId, email } of orders) {
    expect(await parties.erp.bookings(orderId)).toHaveLength(1);
    expect(await parties.mail.messages(email)).toHaveLength(1);
    expect(await db().loyaltyEntry.count({ where: { orderId } })).toBe(1);
    expect(await db().analyticsFact.count({ where: { orderId } })).toBe(1);
    expect(await db().orderEvent.count({ where: { orderId } })).toBe(6);
  }
  child.kill('SIGTERM');
  expect(await ended(child)).toBe(0);
});

test('an unknown part is named', async () => {
  expect(await ended(start(['relais']))).toBe(2);
});

import { afterAll, expect, test } from 'vitest';
import { closeDb, db, systemContext } from '#lib/platform/index.ts';
import { forgetMessages, placed } from './consumers.fixtures.ts';
import { PermanentError } from './errors.ts';
import { type Consumer, type Effect, handle, inDatabase, outside } from './pipeline.ts';

// Effects without a second line of defence, so that only the inbox stands between them and doing it twice.
const ctx = systemContext('test');
const policy = { maxAttempts: 3, firstMs: 1, longestMs: 1 };

const orderIds: string[] = [];
afterAll(async () => {
  await forgetMessages(orderIds);
  await closeDb();
});

async function message(effect: Effect) {
  const { orderId } = await placed('TEST-none');
  orderIds.push(orderId);
  const row = await db().outboxMessage.findFirstOrThrow({
    where: { topic: 'inventory', payload: { path: '$.orderId', equals: orderId } },
  });
  const consumer: Consumer = { name: 'inventory', on: { OrderPlaced: effect } };
  const data = { ...(row.payload as object), eventId: row.eventId, outboxId: row.id.toString() };
  const key = { consumer: 'inventory', eventId: row.eventId };
  return {
    orderId,
    run: (context = ctx) => handle(consumer, data, context, policy),
    inbox: () => db().consumerInbox.findUnique({ where: { consumer_eventId: key } }),
    outboxRows: () => db().outboxMessage.count({ where: { id: row.id } }),
    ledgerRows: () => db().stockLedgerEntry.count({ where: { reference: orderId } }),
  };
}

const countInLedger = (fail: () => Error | undefined = () => undefined) =>
  inDatabase(async (tx, { order }) => {
    const row = {
      sku: 'TEST-none',
      delta: 0,
      reason: 'test',
      reference: order.state.id,
      recordedAt: new Date(),
    };
    await tx.stockLedgerEntry.create({ data: row });
    const error = fail();
    if (error) throw error;
  });

test('in MySQL: eight deliveries at once, and one later, act once', async () => {
  const { run, inbox, outboxRows, ledgerRows } = await message(countInLedger());
  await Promise.all(Array.from({ length: 8 }, () => run()));
  await run();
  expect(await ledgerRows()).toBe(1);
  expect(await inbox()).toMatchObject({ status: 'done', attempts: 1 });
  expect(await outboxRows()).toBe(0);
});

test('in MySQL: a failed try leaves nothing of the effect, and is counted', async () => {
  let failures = 2;
  const { run, inbox, ledgerRows } = await message(
    countInLedger(() => (failures-- > 0 ? new Error('no') : undefined)),
  );
  await expect(run()).rejects.toThrow('no');
  await expect(run()).rejects.toThrow('no');
  expect([await ledgerRows(), await inbox()]).toMatchObject([
    0,
    { status: 'retrying', attempts: 2, lastError: 'no' },
  ]);
  await run();
  expect([await ledgerRows(), await inbox()]).toMatchObject([
    1,
    { status: 'done', attempts: 3, lastError: null },
  ]);
});

test.each([
  ['the third try', new Error('no'), 3],
  ['a refusal', new PermanentError('never'), 1],
])('%s parks the effect, and a late delivery leaves it parked', async (_, error, tries) => {
  const { run, inbox, ledgerRows, outboxRows } = await message(countInLedger(() => error));
  for (let n = 1; n < tries; n++) await expect(run()).rejects.toThrow();
  await run();
  await run();
  expect(await inbox()).toMatchObject({ status: 'failed', attempts: tries, lastError: error.message });
  expect([await ledgerRows(), await outboxRows()]).toEqual([0, 1]);
});

test('outside: of two deliveries at once only one acts, the other comes again and finds it done', async () => {
  let acts = 0;
  const gate = Promise.withResolvers<void>();
  const { run, inbox } = await message(
    outside({
      act: async () => {
        acts++;
        await gate.promise;
      },
      record: async () => undefined,
    }),
  );
  const first = run();
  await expect.poll(() => acts).toBe(1);
  await expect(run()).rejects.toThrow('already');
  gate.resolve();
  await first;
  await run();
  expect(acts).toBe(1);
  expect(await inbox()).toMatchObject({ status: 'done', attempts: 1 });
});

test('outside: a worker that died in the act is succeeded after its lease', async () => {
  let acts = 0;
  const { run, inbox } = await message(
    outside({
      act: async () => {
        acts++;
        // Never settles, as in a process that was killed.
        if (acts === 1) await new Promise(() => undefined);
      },
      record: async () => undefined,
    }),
  );
  void run().catch(() => undefined);
  await expect.poll(() => acts).toBe(1);
  await expect(run()).rejects.toThrow('already');
  await run({ ...ctx, now: () => new Date(Date.now() + 31_000) });
  expect(acts).toBe(2);
  expect(await inbox()).toMatchObject({ status: 'done', attempts: 2 });
});

test('outside: what cannot be recorded is not done', async () => {
  let failures = 1;
  const { run, inbox } = await message(
    outside({
      act: async () => 'outcome',
      record: async () => {
        if (failures-- > 0) throw new Error('database is away');
      },
    }),
  );
  await expect(run()).rejects.toThrow('away');
  expect(await inbox()).toMatchObject({ status: 'retrying', attempts: 1 });
  await run();
  expect(await inbox()).toMatchObject({ status: 'done', attempts: 2 });
});

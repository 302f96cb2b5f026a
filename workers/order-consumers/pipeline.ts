import { z } from 'zod';
import {
  type ConsumerName,
  type LoadedOrder,
  loadOrder,
  loadOrderEvent,
  type OrderEventType,
  type RecordedEvent,
  subscriptions,
} from '#lib/orders/index.ts';
import {
  type Ctx,
  inSpan,
  inTrace,
  isWriteConflict,
  logger,
  systemContext,
  type Tx,
  type Worker,
  withTransaction,
  worker,
} from '#lib/platform/index.ts';
import { confirm } from '#workers/outbox-relay/outbox.repository.ts';
import { BusyError, PermanentError, within } from './errors.ts';
import { claimForOutside, enterAsDone, finish, recordFailure } from './inbox.repository.ts';

const messageSchema = z.object({
  outboxId: z.string().regex(/^\d+$/),
  eventId: z.uuid(),
  orderId: z.uuid(),
  version: z.number().int().positive(),
  type: z.string(),
  /** The `traceparent` it was published under. */
  trace: z.string().max(60).optional(),
});
export type Message = z.infer<typeof messageSchema>;

/** What an effect is run with: the event that asks for it and the order as it is now. */
export type EffectRun = { ctx: Ctx; message: Message; event: RecordedEvent; order: LoadedOrder };

/** One kind of effect: guards against doing it twice in its own way. `counted`: the claim counted the try. */
export type Effect = { counted: boolean; run: (consumer: ConsumerName, run: EffectRun) => Promise<void> };

export type Consumer = {
  name: ConsumerName;
  on: Partial<Record<OrderEventType, Effect>>;
};

/** Long enough for an hour or two of a receiver's absence: 0.5 s doubling up to a minute. */
export const retryPolicy = { maxAttempts: 120, firstMs: 500, longestMs: 60_000 };

// A lease outlives the wait for the receiver, so that its holder is dead or has given up when it ends.
export const outsideTimeoutMs = 9_000;
export const leaseMs = 12_000;

/**
 * An effect inside MySQL: inbox row and effect are one transaction, so it happens once or not at all. When it
 * throws, `instead` may name another effect for the same event: it runs in a fresh transaction.
 */
export function inDatabase(
  effect: (tx: Tx, run: EffectRun) => Promise<void>,
  instead?: (error: unknown) => ((tx: Tx, run: EffectRun) => Promise<void>) | undefined,
): Effect {
  const once = (consumer: ConsumerName, run: EffectRun, work: typeof effect) =>
    withTransaction(async (tx) => {
      const key = { consumer, eventId: run.message.eventId };
      const entered = await enterAsDone(tx, key, run.ctx.now());
      if (entered === 'failed') return;
      if (entered === 'first') await work(tx, run);
      await confirm(tx, BigInt(run.message.outboxId));
    });
  return {
    counted: false,
    run: async (consumer, run) => {
      try {
        await once(consumer, run, effect);
      } catch (error) {
        const other = instead?.(error);
        if (!other) throw error;
        await once(consumer, run, other);
      }
    },
  };
}

/**
 * An effect outside MySQL. `act` is at-least-once: it must carry the event id to a receiver that recognises it
 * (idempotency key, Message-ID). `record` writes its outcome in the transaction that marks the event done.
 */
export function outside<T>(effect: {
  act: (run: EffectRun, signal: AbortSignal) => Promise<T>;
  record: (tx: Tx, run: EffectRun, outcome: T) => Promise<void>;
}): Effect {
  return {
    counted: true,
    run: async (consumer, run) => {
      const key = { consumer, eventId: run.message.eventId };
      const claimed = await claimForOutside(key, run.ctx.now(), leaseMs);
      if (claimed === 'busy') throw new BusyError(`${consumer} is at ${key.eventId} already`);
      if (claimed === 'failed') return;
      if (claimed === 'done') {
        await withTransaction((tx) => confirm(tx, BigInt(run.message.outboxId)));
        return;
      }
      const outcome = await within(outsideTimeoutMs, (signal) => effect.act(run, signal));
      await withTransaction(async (tx) => {
        await effect.record(tx, run, outcome);
        await finish(tx, key, run.ctx.now());
        await confirm(tx, BigInt(run.message.outboxId));
      });
    },
  };
}

async function prepare(consumer: Consumer, ctx: Ctx, message: Message): Promise<[Effect, EffectRun]> {
  const [event, order] = await Promise.all([
    loadOrderEvent(message.orderId, message.version),
    loadOrder(message.orderId),
  ]);
  if (!event || !order || event.eventId !== message.eventId) {
    throw new PermanentError(`There is no event ${message.eventId}`);
  }
  const effect = event.known && consumer.on[event.known.type];
  // A newer release may have asked for it: its workers will know what to do.
  if (!effect) throw new Error(`${consumer.name} does not know ${event.type} yet`);
  return [effect, { ctx, message, event, order }];
}

// "fetch failed" alone helps nobody: what refused the connection is in its cause.
export function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  return error.cause instanceof Error ? `${error.message}: ${reasonOf(error.cause)}` : error.message;
}

/**
 * Handles one message: parse, load, do once, keep what failed. Returns when it is done, parked or unreadable.
 * @throws when it should come again later.
 */
export async function handle(
  consumer: Consumer,
  data: unknown,
  ctx: Ctx = systemContext(`worker:${consumer.name}`),
  policy = retryPolicy,
): Promise<void> {
  const log = logger(`consumer:${consumer.name}`);
  const parsed = messageSchema.safeParse(data);
  if (!parsed.success) {
    // The outbox row it came from stays; a publisher that writes such things is a bug to be seen.
    log.error({ data, issues: parsed.error.issues }, 'unreadable message dropped');
    return;
  }
  const message = parsed.data;
  const attributes = {
    'peer.service': consumer.name,
    'messaging.system': 'bullmq',
    'messaging.operation.name': 'process',
    'messaging.destination.name': consumer.name,
    'messaging.message.id': message.eventId,
    'ballast.order.id': message.orderId,
    'ballast.event.type': message.type,
  };
  await inTrace(message.trace, () =>
    inSpan(`process ${consumer.name} ${message.type}`, { role: 'consumer', attributes }, () =>
      attempt(consumer, message, ctx, policy),
    ),
  );
}

async function attempt(
  consumer: Consumer,
  message: Message,
  ctx: Ctx,
  policy: typeof retryPolicy,
): Promise<void> {
  const log = logger(`consumer:${consumer.name}`);
  let counted = false;
  try {
    const [effect, run] = await prepare(consumer, ctx, message);
    counted = effect.counted;
    await effect.run(consumer.name, run);
  } catch (error) {
    if (error instanceof BusyError || isWriteConflict(error)) throw error;
    const reason = reasonOf(error);
    const outcome = await recordFailure(
      { consumer: consumer.name, eventId: message.eventId },
      {
        error: reason,
        final: error instanceof PermanentError,
        counted,
        maxAttempts: policy.maxAttempts,
        now: ctx.now(),
      },
    );
    if (outcome === 'done') return;
    if (outcome === 'failed') {
      log.error({ orderId: message.orderId, eventId: message.eventId, reason }, 'parked for staff');
      return;
    }
    log.warn({ orderId: message.orderId, eventId: message.eventId, reason }, 'failed, will be tried again');
    throw error;
  }
}

/** How a worker behaves whose tries are counted and ended in MySQL: see `recordFailure`. */
export function workerOptions(policy = retryPolicy) {
  return {
    // A killed worker's jobs are taken over after this long.
    lockDuration: 10_000,
    stalledInterval: 5_000,
    maxStalledCount: 1_000,
    settings: {
      backoffStrategy: (attempt: number) =>
        Math.min(policy.longestMs, policy.firstMs * 2 ** Math.min(attempt - 1, 20)) *
        (0.75 + Math.random() * 0.5),
    },
  };
}

/** Starts the BullMQ worker of one consumer. @throws if it does not handle what the order module sends it. */
export function startConsumer(consumer: Consumer, policy = retryPolicy): Worker {
  const missing = subscriptions[consumer.name].filter((type) => !consumer.on[type]);
  if (missing.length > 0)
    throw new Error(`Consumer ${consumer.name} has no effect for ${missing.join(', ')}`);
  return worker(consumer.name, (job) => handle(consumer, job.data, undefined, policy), workerOptions(policy));
}

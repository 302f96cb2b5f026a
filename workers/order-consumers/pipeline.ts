import { z } from 'zod';
import {
  type ConsumerName,
  type LoadedOrder,
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
  withLogFields,
  withTransaction,
  worker,
} from '#lib/platform/index.ts';
import { confirm } from '#workers/outbox-relay/outbox.repository.ts';
import { BusyError, PermanentError, within } from './errors.ts';
import { claimForOutside, enterAsDone, finish, recordFailure } from './inbox.repository.ts';
import { type Delivery, measured, measuredLag } from './measure.ts';

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
export type Effect = {
  counted: boolean;
  run: (consumer: ConsumerName, run: EffectRun) => Promise<'done' | 'repeated'>;
};

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
      // Parked or dismissed: its row is for staff to decide about.
      if (entered === 'failed' || entered === 'dismissed') return 'repeated' as const;
      if (entered === 'first') await work(tx, run);
      await confirm(tx, BigInt(run.message.outboxId));
      return entered === 'first' ? ('done' as const) : ('repeated' as const);
    });
  return {
    counted: false,
    run: async (consumer, run) => {
      try {
        return await once(consumer, run, effect);
      } catch (error) {
        const other = instead?.(error);
        if (!other) throw error;
        return once(consumer, run, other);
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
      if (claimed === 'failed' || claimed === 'dismissed') return 'repeated';
      if (claimed === 'done') {
        await withTransaction((tx) => confirm(tx, BigInt(run.message.outboxId)));
        return 'repeated';
      }
      const outcome = await within(outsideTimeoutMs, (signal) => effect.act(run, signal));
      await withTransaction(async (tx) => {
        await effect.record(tx, run, outcome);
        await finish(tx, key, run.ctx.now());
        await confirm(tx, BigInt(run.message.outboxId));
      });
      return 'done';
    },
  };
}

async function prepare(consumer: Consumer, ctx: Ctx, message: Message): Promise<[Effect, EffectRun]> {
  const { orderId, version } = message;
  const found = await loadOrderEvent(orderId, version, consumer.name);
  if (found?.event.eventId !== message.eventId) {
    throw new PermanentError(`There is no event ${message.eventId}`);
  }
  if (found.earlierWaits) throw new BusyError(`An earlier event of order ${orderId} comes first`);
  const { event, order } = found;
  const effect = event.known && consumer.on[event.known.type];
  // A newer release may have asked for it: its workers will know what to do.
  if (!effect) throw new Error(`${consumer.name} does not know ${event.type} yet`);
  return [effect, { ctx, message, event, order }];
}

// "fetch failed" alone helps nobody: what refused the connection is in its cause.
/** The message of an error with those of its causes. */
export function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  return error.cause instanceof Error ? `${error.message}: ${reasonOf(error.cause)}` : error.message;
}

type Deliver = { consumer: Consumer; ctx: Ctx; policy: typeof retryPolicy };
type Delivered = { outcome: Delivery; error?: unknown };

/** Keeps a failure where staff see it, and says whether it is worth another try. */
async function failed(
  { consumer, ctx, policy }: Deliver,
  message: Message,
  { error, counted }: { error: unknown; counted: boolean },
): Promise<Delivered> {
  // Not failures: somebody else is at it, an earlier event comes first, or the database asks to begin again.
  if (error instanceof BusyError || isWriteConflict(error)) return { outcome: 'waiting', error };
  const log = logger(`consumer:${consumer.name}`);
  const reason = reasonOf(error);
  const about = { orderId: message.orderId, eventId: message.eventId, reason };
  const status = await recordFailure(
    { consumer: consumer.name, eventId: message.eventId },
    {
      error: reason,
      final: error instanceof PermanentError,
      counted,
      maxAttempts: policy.maxAttempts,
      now: ctx.now(),
    },
  );
  if (status === 'done' || status === 'dismissed') return { outcome: 'repeated' };
  if (status === 'failed') {
    log.error(about, 'parked for staff');
    return { outcome: 'parked' };
  }
  log.warn(about, 'failed, will be tried again');
  return { outcome: 'retrying', error };
}

async function attempt(to: Deliver, message: Message): Promise<Delivered> {
  const { consumer, ctx } = to;
  let counted = false;
  try {
    const [effect, run] = await prepare(consumer, ctx, message);
    counted = effect.counted;
    const outcome = await effect.run(consumer.name, run);
    if (outcome === 'done') {
      measuredLag(consumer.name, (ctx.now().getTime() - run.event.recordedAt.getTime()) / 1_000);
    }
    return { outcome };
  } catch (error) {
    return failed(to, message, { error, counted });
  }
}

/**
 * Handles one message: parse, load, wait for earlier events of the order, do once, classify what failed, measure.
 * Returns when it is done, parked or unreadable.
 * @throws when it should come again later.
 */
export async function handle(
  consumer: Consumer,
  data: unknown,
  ctx: Ctx = systemContext(`worker:${consumer.name}`),
  policy = retryPolicy,
): Promise<void> {
  const parsed = messageSchema.safeParse(data);
  if (!parsed.success) {
    // The outbox row it came from stays; a publisher that writes such things is a bug to be seen.
    logger(`consumer:${consumer.name}`).error({ data, issues: parsed.error.issues }, 'unreadable message');
    return measured(consumer.name, 'unreadable', 0);
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
  const about = { orderId: message.orderId, eventId: message.eventId };
  const inContext = (work: () => Promise<void>) => withLogFields(about, () => inTrace(message.trace, work));
  await inContext(() =>
    inSpan(`process ${consumer.name} ${message.type}`, { role: 'consumer', attributes }, async () => {
      const began = performance.now();
      const { outcome, error } = await attempt({ consumer, ctx, policy }, message);
      measured(consumer.name, outcome, (performance.now() - began) / 1_000);
      if (error !== undefined) throw error;
    }),
  );
}

// Somebody who only waits for another comes back soon; what failed comes back ever later, and not all at once.
function backoffMs(attempt: number, error: Error | undefined, { firstMs, longestMs }: typeof retryPolicy) {
  const waiting = error instanceof BusyError;
  const first = waiting ? Math.min(50, firstMs) : firstMs;
  const longest = waiting ? Math.min(2_000, longestMs) : longestMs;
  return Math.min(longest, first * 2 ** Math.min(attempt - 1, 20)) * (0.75 + Math.random() * 0.5);
}

/** How a worker behaves whose tries are counted and ended in MySQL: see `recordFailure`. */
export function workerOptions(policy = retryPolicy) {
  return {
    // A killed worker's jobs are taken over after this long.
    lockDuration: 10_000,
    stalledInterval: 5_000,
    maxStalledCount: 1_000,
    settings: {
      backoffStrategy: (attempt: number, _type?: string, error?: Error) => backoffMs(attempt, error, policy),
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

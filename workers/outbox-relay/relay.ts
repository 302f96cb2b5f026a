import { setTimeout as wait } from 'node:timers/promises';
import { outboxSignal } from '#lib/orders/index.ts';
import { addJobs, type Ctx, counter, logger, onSignal, spanUnder } from '#lib/platform/index.ts';
import { claim, type Lane, markSent, type OutboxRow, release } from './outbox.repository.ts';
import { mostQueued, Room } from './room.ts';

const batch = 500;
/** What waits longer than this is a backlog: it goes after what is new, and at most once a second while there is none. */
const newForMs = 60_000;
const backlogEveryMs = 1_000;
/** BullMQ takes jobs without a priority before those that have one. */
const backlogPriority = 10;
const publishTimeoutMs = 5_000;
const claimLifeMs = 15_000;

const published = () => counter('ballast_outbox_published_total', 'Outbox rows published to a queue', []);

type Sending = { row: OutboxRow; payload: Record<string, unknown>; span: ReturnType<typeof spanUnder> };

/** A row on its way, with its span in the trace of the order it belongs to. */
function sending(row: OutboxRow): Sending {
  const payload = row.payload as Record<string, unknown>;
  const trace = typeof payload.trace === 'string' ? payload.trace : undefined;
  const attributes = {
    'messaging.system': 'bullmq',
    'messaging.operation.name': 'publish',
    'messaging.destination.name': row.topic,
    'messaging.message.id': row.eventId,
    'ballast.outbox.waited_ms': Math.max(0, Date.now() - row.createdAt.getTime()),
  };
  return { row, payload, span: spanUnder(trace, `publish ${row.topic}`, { role: 'producer', attributes }) };
}

/** What travels through the queue; the event itself is read from MySQL by its key. */
function jobOf({ row, payload, span }: Sending, backlog: boolean) {
  return {
    name: String(payload.type ?? 'event'),
    data: {
      ...payload,
      ...(span ? { trace: span.childTraceparent } : {}),
      eventId: row.eventId,
      outboxId: row.id.toString(),
    },
    // Retries are counted and ended in MySQL, which survives the queue. A job that is still there refuses
    // its double; one that ended is removed, so that it can be sent again.
    opts: {
      jobId: row.eventId,
      attempts: 1_000_000,
      backoff: { type: 'custom' },
      removeOnComplete: true,
      removeOnFail: true,
      ...(backlog ? { priority: backlogPriority } : {}),
    },
  };
}

async function publish(rows: OutboxRow[], backlog: boolean): Promise<void> {
  const going = rows.map(sending);
  const topics = Map.groupBy(going, ({ row }) => row.topic);
  try {
    await Promise.all(
      [...topics].map(async ([topic, some]) => {
        const jobs = some.map((one) => jobOf(one, backlog));
        await addJobs(topic, jobs, publishTimeoutMs);
      }),
    );
  } finally {
    for (const { span } of going) span?.span.end();
  }
}

async function relayLane(ctx: Ctx, room: Room, lane: Lane, limit: number): Promise<number> {
  const token = ctx.newId();
  const rows = await claim(token, { lane, limit, except: await room.full(), now: ctx.now() });
  if (rows.length === 0) return 0;
  try {
    await publish(rows, 'before' in lane);
  } catch (error) {
    await release({ token });
    throw error;
  }
  for (const [topic, some] of Map.groupBy(rows, (row) => row.topic)) room.took(topic, some.length);
  await markSent(
    rows.map((row) => row.id),
    token,
    ctx.now(),
  );
  return rows.length;
}

/**
 * Publishes one batch of unsent outbox rows and answers how many: what is new, and with `backlog` what has waited long, as
 * much as its queue has room for.
 * @throws when the queue or the database is away; the rows stay unsent and are claimable again.
 */
export async function relayOnce(
  ctx: Ctx,
  { room = new Room(mostQueued), backlog = true, limit = batch } = {},
): Promise<number> {
  const border = new Date(ctx.now().getTime() - newForMs);
  const fresh = await relayLane(ctx, room, { after: border }, limit);
  return fresh + (backlog ? await relayLane(ctx, room, { before: border }, limit) : 0);
}

/**
 * Publishes until stopped: woken by the signal that follows every commit with outbox rows. Looks by itself too, every
 * `idleMs`, since a signal may get lost. Any number of relays may run, on any database node.
 */
export function startRelay(ctx: Ctx, idleMs = 1_000): { stop: () => Promise<void> } {
  const log = logger('outbox-relay');
  const stopping = new AbortController();
  let failing = false;
  let pauseMs = 5;
  let lastReclaim = 0;
  let backlogAt = 0;
  const room = new Room(mostQueued);
  let rang = false;
  let nap = new AbortController();
  const bell = onSignal(outboxSignal, () => {
    rang = true;
    nap.abort();
  });

  async function rest(ms: number): Promise<void> {
    nap = new AbortController();
    const either = AbortSignal.any([stopping.signal, nap.signal]);
    if (!rang) await wait(ms, undefined, { signal: either }).catch(() => undefined);
    rang = false;
  }

  async function round(): Promise<void> {
    if (ctx.now().getTime() - lastReclaim > 5_000) {
      lastReclaim = ctx.now().getTime();
      const reclaimed = await release({ before: new Date(lastReclaim - claimLifeMs) });
      if (reclaimed > 0) log.warn({ reclaimed }, 'took over rows of a relay that went away');
    }
    const now = ctx.now().getTime();
    const backlog = now >= backlogAt;
    const sent = await relayOnce(ctx, { room, backlog });
    if (backlog) backlogAt = now + backlogEveryMs;
    pauseMs = sent > 0 ? 5 : idleMs;
    if (sent > 0) published().inc(sent);
    if (failing) log.info('publishing again');
    failing = false;
  }

  async function loop(): Promise<void> {
    while (!stopping.signal.aborted) {
      try {
        await round();
      } catch (error) {
        if (!failing) log.error({ error: String(error) }, 'cannot publish; nothing is lost, trying on');
        failing = true;
        pauseMs = 1_000;
      }
      await rest(pauseMs);
    }
  }

  const running = loop();
  return {
    stop: async () => {
      stopping.abort();
      bell.stop();
      await running;
    },
  };
}

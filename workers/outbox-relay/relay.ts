import { setTimeout as wait } from 'node:timers/promises';
import { watchCrowd } from '#lib/admission/index.ts';
import { consumerNames, mayWait, outboxSignal } from '#lib/orders/index.ts';
import { addJobs, type Ctx, counter, gauge, logger, onSignal, spanUnder } from '#lib/platform/index.ts';
import { type Lane, lanesOf } from './lanes.ts';
import { claim, markSent, type OutboxRow, release } from './outbox.repository.ts';
import { mostQueued, Room } from './room.ts';

const batch = 500;
const backlogEveryMs = 1_000;
/** In a crowd few rounds with much to do cost less than one for each order. */
const crowdPauseMs = 100;
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

/** What goes however full the shop is: stock, money, and mails that somebody has asked for and waits for. */
const urgentTopics: readonly string[] = [...consumerNames.filter((name) => !mayWait.includes(name)), 'mail'];

/**
 * Publishes one batch of unsent outbox rows of each lane (`lanesOf`) and answers how many, as much as its queue has room for.
 * @throws when the queue or the database is away; the rows stay unsent and are claimable again.
 */
export async function relayOnce(
  ctx: Ctx,
  {
    room = new Room(mostQueued),
    backlog = true,
    limit = batch,
    urgent,
  }: { room?: Room; backlog?: boolean; limit?: number; urgent?: readonly string[] | undefined } = {},
): Promise<number> {
  let sent = 0;
  for (const lane of lanesOf(ctx.now(), { backlog, urgent })) sent += await relayLane(ctx, room, lane, limit);
  return sent;
}

/**
 * Publishes until stopped: woken by the signal that follows every commit with outbox rows. Looks by itself too, every
 * `idleMs`, since a signal may get lost. Any number of relays may run, on any database node. While those who buy find too
 * little room, what may wait is left in the outbox.
 */
export function startRelay(ctx: Ctx, idleMs = 1_000): { stop: () => Promise<void> } {
  const log = logger('outbox-relay');
  const stopping = new AbortController();
  let failing = false;
  let pauseMs = 5;
  let lastReclaim = 0;
  let backlogAt = 0;
  const room = new Room(mostQueued);
  const crowd = watchCrowd(() => ctx.now().getTime());
  gauge(
    'ballast_relay_puts_off',
    '1 while effects that may wait do so, for a crowd at the tills',
    [],
    (metric) => metric.set(crowd.isThere() ? 1 : 0),
  );
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
    const crowded = crowd.isThere();
    const sent = await relayOnce(ctx, { room, backlog, urgent: crowded ? urgentTopics : undefined });
    if (backlog) backlogAt = now + backlogEveryMs;
    pauseMs = sent > 0 ? 5 : idleMs;
    if (crowded) await wait(crowdPauseMs, undefined, { signal: stopping.signal }).catch(() => undefined);
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
      crowd.stop();
      await running;
    },
  };
}

import { setTimeout as wait } from 'node:timers/promises';
import { outboxSignal } from '#lib/orders/index.ts';
import { addJobs, type Ctx, counter, logger, onSignal, spanUnder } from '#lib/platform/index.ts';
import { claim, markSent, type OutboxRow, release } from './outbox.repository.ts';

const batch = 200;
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
function jobOf({ row, payload, span }: Sending) {
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
    },
  };
}

async function publish(rows: OutboxRow[]): Promise<void> {
  const going = rows.map(sending);
  const topics = Map.groupBy(going, ({ row }) => row.topic);
  try {
    await Promise.all([...topics].map(([topic, some]) => addJobs(topic, some.map(jobOf), publishTimeoutMs)));
  } finally {
    for (const { span } of going) span?.span.end();
  }
}

/**
 * Publishes one batch of unsent outbox rows and answers how many.
 * @throws when the queue or the database is away; the rows stay unsent and are claimable again.
 */
export async function relayOnce(ctx: Ctx, limit = batch): Promise<number> {
  const token = ctx.newId();
  const rows = await claim(token, limit, ctx.now());
  if (rows.length === 0) return 0;
  try {
    await publish(rows);
  } catch (error) {
    await release({ token });
    throw error;
  }
  await markSent(
    rows.map((row) => row.id),
    token,
    ctx.now(),
  );
  return rows.length;
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
    const sent = await relayOnce(ctx);
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

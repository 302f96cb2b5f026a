import { setTimeout as wait } from 'node:timers/promises';
import { type Ctx, counter, histogram, logger } from '#lib/platform/index.ts';
import {
  acknowledge,
  lastSequence,
  type Purge,
  pendingInvalidations,
  publishSequence,
  purgesOf,
} from './cache.repository.ts';
import { takeUnreported } from './record-invalidation.ts';
import { confirmPurge, lockPurger, raiseSequence } from './sequence.ts';
import { purgeVarnish } from './varnish.ts';

export type PurgeReport = {
  /** Whether every layer confirmed. If not, the rows stay and the worker tries again within a second. */
  acknowledged: boolean;
  /** Of the purges that carried out this context's changes; of all it carried out, when it noted none itself. */
  tags: number;
  /** Objects that left Varnish. */
  pages: number;
  /** Milliseconds from this call to the acknowledgement. */
  durationMs: number;
  problem: string | null;
};

const batch = 500;
const lockMs = 10_000;
const patienceMs = 5_000;
const repeatAfterMs = 5_000;
const log = logger('cache');

/**
 * Purges what committed changes have noted: the Redis page cache first, so that Varnish cannot refill from it, then
 * every Varnish, then the rows are acknowledged. A Varnish that does not answer delays that by its lease (`lease.ts`),
 * no more; with Redis or the database away the report says so, never throws, and nothing is lost. Idempotent, safe to
 * call from any process at once.
 */
export async function purgeNow(ctx: Ctx): Promise<PurgeReport> {
  const began = performance.now();
  const report: PurgeReport = { acknowledged: true, tags: 0, pages: 0, durationMs: 0, problem: null };
  const own = takeUnreported(ctx);
  try {
    let purges = await purgePending(ctx);
    // The worker may have been quicker with what this context noted: its purge is then the one to tell of.
    if (own.length > 0) purges = await purgesOf(own);
    for (const { tags, pages } of purges) {
      report.tags += tags;
      report.pages += pages;
    }
  } catch (error) {
    report.acknowledged = false;
    report.problem = error instanceof Error ? error.message : String(error);
    failures().inc();
    log.warn({ problem: report.problem }, 'purge not acknowledged; it will be tried again');
    await withoutRedis();
  }
  report.durationMs = Math.round(performance.now() - began);
  return report;
}

const buckets = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10];
const seconds = () =>
  histogram(
    'ballast_purge_seconds',
    'Seconds from taking up changes to their acknowledged purge',
    [],
    buckets,
  );
const purgedPages = () =>
  counter('ballast_purged_pages_total', 'Objects that purges took out of Varnish', []);
const failures = () => counter('ballast_purge_failures_total', 'Purges that were not acknowledged', []);

async function purgePending(ctx: Ctx): Promise<Purge[]> {
  const purges: Purge[] = [];
  const unlock = await takeTurn(ctx);
  try {
    for (;;) {
      const began = performance.now();
      const [rows, after] = await Promise.all([pendingInvalidations(batch), lastSequence()]);
      if (rows.length === 0) break;
      const tags = [...new Set(rows.flatMap((row) => row.tags))];
      const sequence = await raiseSequence(tags, after);
      // From here on no process lets a Varnish serve that has not carried out this purge.
      await publishSequence(sequence);
      await confirmPurge(sequence);
      const { purged: pages, away } = await purgeVarnish({ tags, sequence, after }, Date.now());
      if (away.length > 0)
        log.warn({ away }, 'purged without these; they serve nothing they hold until emptied');
      const durationMs = Math.round(performance.now() - began);
      const purge = { id: ctx.newId(), tags: tags.length, pages, durationMs };
      await acknowledge(
        rows.map((row) => row.id),
        ctx.now(),
        purge,
      );
      purges.push(purge);
      seconds().observe(durationMs / 1_000);
      purgedPages().inc(pages);
      repeatLater(tags, sequence);
      if (rows.length < batch) break;
    }
  } finally {
    await unlock().catch(() => undefined);
  }
  return purges;
}

// Varnish keeps the highest sequence it was told; purges one at a time keep that true.
async function takeTurn(ctx: Ctx): Promise<() => Promise<void>> {
  const deadline = performance.now() + patienceMs;
  for (;;) {
    const unlock = await lockPurger(ctx.newId(), lockMs);
    if (unlock) return unlock;
    if (performance.now() > deadline) throw new Error('Another purge has not finished within 5 s');
    await wait(5);
  }
}

/** With the page cache's Redis away, what Varnish holds is still purged; the rows stay for the whole purge. */
async function withoutRedis(): Promise<void> {
  try {
    const rows = await pendingInvalidations(batch);
    const tags = [...new Set(rows.flatMap((row) => row.tags))];
    if (tags.length > 0) await purgeVarnish({ tags, sequence: null, after: '0' }, 0);
  } catch (error) {
    log.debug({ error: String(error) }, 'Varnish could not be purged either');
  }
}

// For a page that Varnish fetched in the background in the instant of the purge and indexed just after it: nobody waited
// for it who would have seen that. Until then vcl_hit keeps it from visitors.
function repeatLater(tags: string[], sequence: string): void {
  const again = { tags, sequence, after: '0' };
  setTimeout(() => void purgeVarnish(again, 0).catch(() => undefined), repeatAfterMs).unref();
}

import { loadavg } from 'node:os';
import { setTimeout as wait } from 'node:timers/promises';
import { db, redisInfo, redisServers } from '#lib/platform/index.ts';
import { stackState } from '#scripts/stack/control.ts';
import { type Usage, usageByService } from '../bench/cpu.ts';
import { pending } from '../checker/index.ts';

/** What the machine and the servers say of themselves at a moment of a run. Rates are a second's. */
export type Sample = {
  at: number;
  loadAverage: number;
  /** By process: cores in use, megabytes in RAM, open files and sockets. */
  services: Record<string, { cores: number; residentMb: number; handles: number }>;
  database: {
    queries: number;
    commits: number;
    rowLockWaits: number;
    running: number;
    connections: number;
  } | null;
  /** Messages to consumers that are not done, and checkouts that are not settled. */
  queue: { messages: number; checkouts: number } | null;
  /** By server. */
  redis: Record<string, { commands: number; usedMb: number; hitRate: number | null; evicted: number }>;
};

const everyMs = 2_000;

type Counters = Record<string, number>;

async function databaseCounters(): Promise<Counters> {
  const rows = await db().$queryRaw<{ Variable_name: string; Value: string }[]>`
    SHOW GLOBAL STATUS WHERE Variable_name IN ('Questions', 'Com_commit', 'Innodb_row_lock_waits', 'Threads_running',
      'Threads_connected')`;
  return Object.fromEntries(rows.map((row) => [row.Variable_name, Number(row.Value)]));
}

/**
 * Looks at the stack every two seconds until it is told to stop. What cannot be had, since a server is away or too busy,
 * is left out of a sample.
 * @returns the function that stops it, and answers the samples.
 */
export function startSampling(began: number): () => Promise<Sample[]> {
  const samples: Sample[] = [];
  const over = new AbortController();
  let usage = new Map<string, Usage>();
  let counters: Counters = {};
  let redis: Record<string, Counters> = {};
  let last = 0;

  async function look(): Promise<void> {
    const now = performance.now();
    const elapsed = last === 0 ? 0 : (now - last) / 1_000;
    last = now;
    const perSecond = (value = 0, before = value) =>
      elapsed === 0 ? 0 : Math.max(0, value - before) / elapsed;
    const [state, status, queue, ...infos] = await Promise.all([
      stackState(),
      databaseCounters().catch(() => null),
      pending().catch(() => null),
      ...redisServers.map((role) => redisInfo(role).catch(() => null)),
    ]);
    const used = usageByService(state?.services ?? []);
    const services = [...used].map(([name, { ms, residentMb, handles }]) => {
      const cores = elapsed === 0 ? 0 : Math.max(0, ms - (usage.get(name)?.ms ?? ms)) / 1_000 / elapsed;
      return [name, { cores, residentMb, handles }] as const;
    });
    const told: Record<string, Counters> = {};
    const servers = redisServers.flatMap((role, index) => {
      const info = infos[index];
      if (!info) return [];
      const is: Counters = {
        commands: Number(info.total_commands_processed),
        hits: Number(info.keyspace_hits),
        misses: Number(info.keyspace_misses),
        evicted: Number(info.evicted_keys),
      };
      told[role] = is;
      const was = redis[role] ?? is;
      const [hits, misses] = [perSecond(is.hits, was.hits), perSecond(is.misses, was.misses)];
      return [
        [
          role,
          {
            commands: perSecond(is.commands, was.commands),
            usedMb: Number(info.used_memory) / 1_000_000,
            hitRate: hits + misses === 0 ? null : hits / (hits + misses),
            evicted: perSecond(is.evicted, was.evicted),
          },
        ] as const,
      ];
    });
    if (elapsed > 0) {
      samples.push({
        at: (now - began) / 1_000,
        loadAverage: loadavg()[0] ?? 0,
        services: Object.fromEntries(services),
        database: status && {
          queries: perSecond(status.Questions, counters.Questions),
          commits: perSecond(status.Com_commit, counters.Com_commit),
          rowLockWaits: perSecond(status.Innodb_row_lock_waits, counters.Innodb_row_lock_waits),
          running: status.Threads_running ?? 0,
          connections: status.Threads_connected ?? 0,
        },
        queue,
        redis: Object.fromEntries(servers),
      });
    }
    usage = used;
    redis = told;
    counters = status ?? counters;
  }

  const looking = (async () => {
    while (!over.signal.aborted) {
      await look();
      await wait(everyMs, undefined, { signal: over.signal }).catch(() => undefined);
    }
  })();
  return async () => {
    over.abort();
    await looking;
    return samples;
  };
}

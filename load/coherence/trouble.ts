import { setTimeout as wait } from 'node:timers/promises';
import { connectedRedis, env } from '#lib/platform/index.ts';
import { stackState } from '#scripts/stack/control.ts';
import { between, pick, seeded } from '../random.ts';

const victims = ['web-1', 'web-2', 'worker', 'varnish', 'varnish-2', 'redis-fpc'] as const;

async function kill(name: string): Promise<boolean> {
  const state = await stackState();
  const service = state?.services.find((one) => one.name === name);
  if (service?.status !== 'ready' || service.pid === null) return false;
  process.kill(service.pid, 'SIGKILL');
  return true;
}

/** Kills a random process with -9 every one to four seconds, and now and then empties the page cache. Counts what it did. */
export async function makeTrouble(seed: number, over: AbortSignal): Promise<Record<string, number>> {
  const random = seeded(seed);
  const did: Record<string, number> = {};
  while (!over.aborted) {
    await wait(between(random, 1_000, 4_000), undefined, { signal: over }).catch(() => undefined);
    if (over.aborted) break;
    if (random() < 0.2) {
      const flushed = await connectedRedis('fpc')
        .then((client) => client.flushall())
        .catch(() => null);
      if (flushed) did.FLUSHALL = (did.FLUSHALL ?? 0) + 1;
      continue;
    }
    const name = pick(random, victims);
    if (await kill(name)) did[name] = (did[name] ?? 0) + 1;
  }
  return did;
}

/** What the page cache may hold beyond what its Redis needs for itself: some hundred pages, three times those that are read. */
const squeezedBytes = 2_000_000;
const fillEveryMs = 200;

/** Leaves the page cache little memory, and has pages made that nobody asks for again, so that it evicts all the time. */
export async function squeeze(over: AbortSignal): Promise<void> {
  const fpc = await connectedRedis('fpc');
  await fpc.flushall();
  const used = Number(/^used_memory:(\d+)/m.exec(await fpc.info('memory'))?.[1]);
  await fpc.config('SET', 'maxmemory', String(used + squeezedBytes));
  for (let page = 0; !over.aborted; page++) {
    await fetch(new URL(`/search?q=filler+${page}`, env.SHOP_URL), { signal: AbortSignal.timeout(15_000) })
      .then((answer) => answer.arrayBuffer())
      .catch(() => undefined);
    await wait(fillEveryMs, undefined, { signal: over }).catch(() => undefined);
  }
}

/** How many keys the page cache has had to give up for want of memory. */
export async function evictions(): Promise<number> {
  const stats = await (await connectedRedis('fpc')).info('stats');
  return Number(/^evicted_keys:(\d+)/m.exec(stats)?.[1] ?? 0);
}

import { setTimeout as wait } from 'node:timers/promises';
import { connectedRedis } from '#lib/platform/index.ts';
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

/** This share of what the page cache holds it loses each second. */
const squeezedShare = 0.1;

/** Takes memory from the page cache again and again, so that it evicts pages, and the table of tags, all the time. */
export async function squeeze(over: AbortSignal): Promise<void> {
  const fpc = await connectedRedis('fpc');
  const [, usual = '0'] = (await fpc.config('GET', 'maxmemory')) as string[];
  const figure = (told: string, name: string) => Number(new RegExp(`^${name}:(\\d+)`, 'm').exec(told)?.[1]);
  while (!over.aborted) {
    const told = await fpc.info('memory');
    const held = figure(told, 'used_memory') - figure(told, 'used_memory_startup');
    const limit = figure(told, 'used_memory') - Math.floor(held * squeezedShare);
    await fpc.config('SET', 'maxmemory', String(limit));
    await wait(200);
    await fpc.config('SET', 'maxmemory', usual);
    await wait(800, undefined, { signal: over }).catch(() => undefined);
  }
}

/** How many keys the page cache has had to give up for want of memory. */
export async function evictions(): Promise<number> {
  const stats = await (await connectedRedis('fpc')).info('stats');
  return Number(/^evicted_keys:(\d+)/m.exec(stats)?.[1] ?? 0);
}

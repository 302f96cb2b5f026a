import { connectedRedis, counter } from '#lib/platform/index.ts';
import type { Layer } from './layers.ts';

const flushEveryMs = 5_000;
const hourMs = 3_600_000;
const keepSeconds = 25 * 3_600;

const since = { hits: 0, misses: 0 };
let flushing = false;

const keyOf = (hour: number) => `counts:fpc:${hour}`;

/** Where a value may be found: pages in Varnish and `fpc`, values in `object` and in the process's own `memory`. */
export type LookUpLayer = 'varnish' | 'fpc' | 'object' | 'memory';

/** The counter of hits and misses of every layer. */
export const lookups = () =>
  counter('ballast_cache_lookups_total', 'Looks into a cache layer, by whether it had what was asked for', [
    'layer',
    'result',
  ]);

/** Notes one look into a layer. */
export function countLookup(layer: LookUpLayer, found: boolean): void {
  lookups().inc({ layer, result: found ? 'hit' : 'miss' });
}

/** Counts a page found in the Redis page cache, or not. Kept per hour for a day, for the admin's cache page. */
export function countPage(found: boolean): void {
  countLookup('fpc', found);
  if (found) since.hits++;
  else since.misses++;
  if (flushing) return;
  flushing = true;
  setTimeout(() => void flush(), flushEveryMs).unref();
}

async function flush(): Promise<void> {
  flushing = false;
  const { hits, misses } = since;
  since.hits = 0;
  since.misses = 0;
  const key = keyOf(Math.floor(Date.now() / hourMs));
  try {
    const client = await connectedRedis('object');
    await client
      .multi()
      .hincrby(key, 'hits', hits)
      .hincrby(key, 'misses', misses)
      .expire(key, keepSeconds)
      .exec();
  } catch {} // figures only
}

/** The Redis page cache's counts of the last 24 hours. */
export async function readCounts(): Promise<Layer> {
  const layer = {
    name: 'Redis page cache, all web processes',
    hits: 0,
    misses: 0,
    objects: null,
    note: 'last 24 hours',
  };
  const now = Math.floor(Date.now() / hourMs);
  try {
    const client = await connectedRedis('object');
    const hours = await Promise.all(
      Array.from({ length: 24 }, (_, ago) => client.hmget(keyOf(now - ago), 'hits', 'misses')),
    );
    for (const [hits, misses] of hours) {
      layer.hits += Number(hits ?? 0);
      layer.misses += Number(misses ?? 0);
    }
    return layer;
  } catch {
    return { ...layer, note: 'the object cache, which keeps these counts, is away' };
  }
}

import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { z } from 'zod';
import { env } from '#lib/platform/index.ts';
import { readCounts } from './counts.ts';

const run = promisify(execFile);
const timeoutMs = 2_000;

export type Layer = { name: string; hits: number; misses: number; objects: number | null; note: string };

const counter = z.object({ value: z.number() });
const statSchema = z.object({
  counters: z.object({
    'MAIN.cache_hit': counter,
    'MAIN.cache_miss': counter,
    'MAIN.s_pass': counter,
    'MAIN.s_synth': counter,
    'MAIN.n_object': counter,
    'MAIN.n_lru_nuked': counter,
    'MAIN.uptime': counter,
  }),
});

/** How often each layer had the page, as far as it is known here. */
export async function readLayers(): Promise<Layer[]> {
  const nodes = env.VARNISH_URLS.map((url, index) => readVarnish(url, index));
  return [...(await Promise.all(nodes)), await readCounts()];
}

async function readVarnish(url: string, index: number): Promise<Layer> {
  const name = `Varnish ${new URL(url).host}`;
  const counters = await countersOf(index);
  if (!counters)
    return { name, hits: 0, misses: 0, objects: null, note: 'its counters are not on this machine' };
  const { hits, misses, objects, passed, upSeconds } = counters;
  return { name, hits, misses, objects, note: `${passed} passed, up ${Math.round(upSeconds / 60)} min` };
}

type VarnishCounters = {
  hits: number;
  misses: number;
  passed: number;
  /** Answers of its own: purges and leases confirmed, carts that are none, and whom it turned away on web's word. */
  own: number;
  objects: number;
  /** Dropped for want of memory. */
  nuked: number;
  upSeconds: number;
};

/** What each Varnish has counted since it was started; null for one that is away or on another machine. */
export function varnishCounters(): Promise<{ node: string; counters: VarnishCounters | null }[]> {
  return Promise.all(
    env.VARNISH_URLS.map(async (url, index) => ({
      node: new URL(url).host,
      counters: await countersOf(index),
    })),
  );
}

// Varnish keeps its counters in shared memory, by folder: those of other machines are not to be had.
async function countersOf(index: number): Promise<VarnishCounters | null> {
  const folder = join(env.DATA_DIR, index === 0 ? 'varnish' : `varnish-${index + 1}`);
  try {
    const { stdout } = await run('varnishstat', ['-j', '-n', folder], { timeout: timeoutMs });
    const { counters } = statSchema.parse(JSON.parse(stdout));
    return {
      hits: counters['MAIN.cache_hit'].value,
      misses: counters['MAIN.cache_miss'].value,
      passed: counters['MAIN.s_pass'].value,
      own: counters['MAIN.s_synth'].value,
      objects: counters['MAIN.n_object'].value,
      nuked: counters['MAIN.n_lru_nuked'].value,
      upSeconds: counters['MAIN.uptime'].value,
    };
  } catch {
    return null;
  }
}

/** What Varnish was told of a page: its tags, and where it came from just now. Null when it did not answer. */
export async function readTagsOf(
  path: string,
): Promise<{ status: number; cache: string; tags: string[] } | null> {
  const [address] = env.VARNISH_URLS;
  if (!address || !/^\/[^\s]*$/.test(path)) return null;
  try {
    const answer = await fetch(new URL(path, address), {
      headers: { 'x-show-tags': '1' },
      redirect: 'manual',
      signal: AbortSignal.timeout(10_000),
    });
    await answer.arrayBuffer();
    const tags = (answer.headers.get('xkey') ?? '').split(' ');
    return {
      status: answer.status,
      cache: answer.headers.get('x-cache') ?? '',
      tags: tags.filter((tag) => tag !== '' && tag !== 'all' && !/^(self|part):/.test(tag)),
    };
  } catch {
    return null;
  }
}

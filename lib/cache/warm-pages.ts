import { setTimeout as wait } from 'node:timers/promises';
import { env } from '#lib/platform/index.ts';

/** At once and in all after one purge: what is rarer is rendered when somebody asks for it. */
const width = 2;
const budgetMs = 20_000;
/** A page that takes longer shows that visitors need the machine: the warmer then stands back for as long. */
const busyMs = 300;
const timeoutMs = 10_000;

/**
 * Asks every Varnish for these pages, in this order, so that those purged are rendered before visitors come for them.
 * Stops at the end of its budget, or when `stopped` says so. @returns how many were rendered anew.
 */
export async function warmPages(paths: readonly string[], stopped: () => boolean): Promise<number> {
  const end = performance.now() + budgetMs;
  const queue = paths.values();
  let rendered = 0;
  const one = async () => {
    for (const path of queue) {
      for (const address of env.VARNISH_URLS) {
        if (stopped() || performance.now() > end) return;
        const began = performance.now();
        const answer = await fetch(`${address}${path}`, {
          headers: { 'x-forwarded-host': new URL(env.SHOP_URL).host, 'accept-encoding': 'gzip' },
          signal: AbortSignal.timeout(timeoutMs),
        }).catch(() => null);
        await answer?.arrayBuffer().catch(() => undefined);
        if (answer?.headers.get('x-cache')?.includes('fpc MISS')) rendered++;
        const took = performance.now() - began;
        if (took > busyMs) await wait(took);
      }
    }
  };
  await Promise.all(Array.from({ length: width }, one));
  return rendered;
}

import { Agent, request } from 'node:http';
import { setTimeout as wait } from 'node:timers/promises';
import { env } from '#lib/platform/index.ts';

/** At once and in all after one purge: what is rarer is rendered when somebody asks for it. */
const width = 2;
const budgetMs = 20_000;
/** A page that takes longer shows that visitors need the machine: the warmer then stands back for as long. */
const busyMs = 300;
const timeoutMs = 10_000;

// `fetch` closes the connection after each HEAD, which cost more than all else of it.
const agent = new Agent({ keepAlive: true, maxSockets: width });

/**
 * By HEAD, since Varnish fetches and keeps the page all the same. Never throws: one that cannot be had is nobody's trouble
 * here. @returns what the caches did, by `x-cache`.
 */
async function ask(url: string, headers: Record<string, string> = {}): Promise<string> {
  const began = performance.now();
  const own = { 'x-forwarded-host': new URL(env.SHOP_URL).host, 'accept-encoding': 'gzip' };
  const cache = await new Promise<string>((done) => {
    const options = { agent, method: 'HEAD', headers: { ...own, ...headers }, timeout: timeoutMs };
    const asked = request(url, options, (answer) => {
      answer.resume();
      answer.on('end', () => done(String(answer.headers['x-cache'] ?? '')));
    });
    asked.on('timeout', () => asked.destroy());
    asked.on('close', () => done(''));
    asked.on('error', () => done(''));
    asked.end();
  });
  const took = performance.now() - began;
  if (took > busyMs) await wait(took);
  return cache;
}

/**
 * Asks every Varnish for these pages, in this order, so that those purged are rendered before visitors come for them: as
 * documents, and as content only, which links within the shop fetch and the same render made. Stops at the end of its
 * budget, or when `stopped` says so. @returns how many were rendered anew.
 */
export async function warmPages(paths: readonly string[], stopped: () => boolean): Promise<number> {
  const end = performance.now() + budgetMs;
  const queue = paths.values();
  let rendered = 0;
  const one = async () => {
    for (const path of queue) {
      for (const address of env.VARNISH_URLS) {
        if (stopped() || performance.now() > end) return;
        const cache = await ask(`${address}${path}`);
        if (cache.includes('fpc MISS')) rendered++;
        if (cache.startsWith('MISS')) await ask(`${address}${path}`, { rsc: '1' });
      }
    }
  };
  await Promise.all(Array.from({ length: width }, one));
  return rendered;
}

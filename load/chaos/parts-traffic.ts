import { setTimeout as wait } from 'node:timers/promises';
import { z } from 'zod';
import type { Kind, Sample } from './parts-figures.ts';
import { shopperPlan } from './plan.ts';
import { type Bought, type Shop, shop } from './shopper.ts';

const patienceMs = 15_000;
const waitersAtTheTill = 6;
/** So that the last of them pay late in the loss. */
const waiterEveryMs = 1_800;
const codeSchema = z.looseObject({ code: z.string() });

/** Names what came instead of an answer; null for one that can be used. */
function failureOf(status: number, body: string): string | null {
  if (status < 500) return null;
  try {
    return `${status} ${codeSchema.parse(JSON.parse(body)).code}`;
  } catch {
    return String(status);
  }
}

/** Names a connection that failed by its cause. */
function lostOf(error: unknown): string {
  if (error instanceof Error && error.name === 'TimeoutError') return 'no answer in 15 s';
  const cause = error instanceof Error && error.cause instanceof Error ? error.cause : error;
  const { code } = cause as { code?: unknown };
  return typeof code === 'string' ? code : String(cause);
}

export type Traffic = {
  samples: Sample[];
  /** When each order was known to its buyer; milliseconds since 1970. */
  sales: number[];
  /** Tells those who stand at the till that the part is lost: now they pay, one after the other. */
  lost: () => void;
  /** Resolves when everybody has left: shoppers end the checkout they are at. */
  stop: () => Promise<Bought[]>;
};

type Goods = { shopUrl: string; paths: string[]; skus: string[]; seed: number };

/**
 * Steady mixed load: four readers of cached pages and one of pages that are made anew, each ten times a second, two who
 * fill carts, and two who buy one order after the other. Six more have filled their carts and pay once the part is lost:
 * where nobody can fill one any more, they show that who is in checkout goes on.
 */
export function startTraffic({ shopUrl, paths, skus, seed }: Goods): Traffic {
  const samples: Sample[] = [];
  const over = new AbortController();
  const pause = (ms: number) => wait(ms, undefined, { signal: over.signal }).catch(() => undefined);
  let turn = 0;

  async function ask(kind: Kind, path: string, init: RequestInit = {}): Promise<Response | null> {
    const at = Date.now();
    const began = performance.now();
    const note = (failure: string | null) =>
      samples.push({ at, kind, ms: Math.round(performance.now() - began), failure });
    try {
      const url = new URL(path, shopUrl);
      const response = await fetch(url, { ...init, signal: AbortSignal.timeout(patienceMs) });
      note(failureOf(response.status, await response.text()));
      return response;
    } catch (error) {
      note(lostOf(error));
      return null;
    }
  }

  async function reader(kind: 'cached' | 'uncached', pathOf: (turn: number) => string): Promise<void> {
    while (!over.signal.aborted) {
      await ask(kind, pathOf(turn++));
      await pause(100);
    }
  }

  async function carter(): Promise<void> {
    while (!over.signal.aborted) {
      let cookie = '';
      for (let lines = 0; lines < 4 && !over.signal.aborted; lines++) {
        const sku = skus[turn++ % skus.length] ?? '';
        const headers = { 'content-type': 'application/json', ...(cookie ? { cookie } : {}) };
        const body = JSON.stringify({ sku, quantity: 1 });
        const added = await ask('cart', '/api/cart', { method: 'POST', headers, body });
        cookie = added?.headers.getSetCookie()[0]?.split(';')[0] ?? cookie;
        await pause(150);
        if (cookie) await ask('cart', '/api/cart', { headers: { cookie } });
        await pause(150);
      }
    }
  }

  const bought: Bought[] = [];
  const sales: number[] = [];
  const hasBought = (one: Bought) => {
    bought.push(one);
    if (one.outcome === 'placed') sales.push(Date.now());
  };
  const observe: Shop['observe'] = (path, at, ms, said) => {
    if (!path.startsWith('/api/checkout')) return;
    const failure = said ? failureOf(said.status, JSON.stringify(said.body)) : 'no answer';
    samples.push({ at, kind: 'checkout', ms, failure });
  };
  let shoppers = 0;
  async function buyer(): Promise<void> {
    while (!over.signal.aborted) {
      const plan = { ...shopperPlan(seed, shoppers++, skus), cards: ['4242424242424242'], twice: false };
      hasBought(await shop({ shopUrl, observe }, plan));
      await pause(100);
    }
  }

  const loss = Promise.withResolvers<void>();
  async function waiter(index: number): Promise<void> {
    const plan = { ...shopperPlan(seed, shoppers++, skus), cards: ['4242424242424242'], twice: false };
    const atTheTill = () => loss.promise.then(() => pause(index * waiterEveryMs));
    hasBought(await shop({ shopUrl, observe, atTheTill }, plan));
  }

  const everybody = Promise.all([
    ...Array.from({ length: 4 }, () => reader('cached', (at) => paths[at % paths.length] ?? '/')),
    // No page has been made of a search for a number that nobody searched for.
    reader('uncached', (at) => `/search?q=mug%20${seed}${at}`),
    carter(),
    carter(),
    buyer(),
    buyer(),
    ...Array.from({ length: waitersAtTheTill }, (_, index) => waiter(index)),
  ]);
  return {
    samples,
    sales,
    lost: loss.resolve,
    stop: async () => {
      over.abort();
      loss.resolve();
      await everybody;
      return bought;
    },
  };
}

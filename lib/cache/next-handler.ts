import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type {
  CacheHandler,
  CacheHandlerContext,
  CacheHandlerValue,
} from 'next/dist/server/lib/incremental-cache/index.js';
import { admitRender, busyEntry, renderHoldMs } from '#lib/admission/index.ts';
import { env, logger } from '#lib/platform/index.ts';
import { countPage } from './counts.ts';
import { redisSeconds, surrogateSeconds } from './kept.ts';
import {
  allTags,
  etagOf,
  millisecondsLeft,
  ownTags,
  type PageValue,
  pack,
  surrogateControl,
  unpack,
} from './next-entry.ts';
import { leaveBuffersOutOfJson } from './next-size.ts';
import { readPage, writePage } from './sequence.ts';

/** What is not there may be there soon, and addresses that do not exist are endless. */
const notFoundSeconds = 300;
const largestBytes = 4 * 1024 * 1024;

const building = process.env.NEXT_PHASE === 'phase-production-build';
const log = logger('page-cache');
if (!building) leaveBuffersOutOfJson();

function isPage(value: CacheHandlerValue['value']): value is PageValue {
  return value !== null && 'headers' in value && (value.kind as string) !== 'FETCH';
}

/** Puts headers on a page: Next sends those of the value it stored, or got. */
function decorate(value: PageValue, headers: Record<string, string>): void {
  const kept = Object.entries(value.headers ?? {}).filter(([name]) => !(name in headers));
  value.headers = Object.fromEntries([...kept, ...Object.entries(headers)]) as PageValue['headers'];
}

/**
 * The Redis page cache behind Next's `cacheHandler`. Next makes one instance per request, so what a request saw before
 * it rendered lives on `this`. With Redis away every page is rendered and answered with `no-store`: slower, never stale.
 */
export default class PageCache implements CacheHandler {
  readonly #beganAt = new Map<string, string>();
  readonly #build: string;

  constructor(context: CacheHandlerContext) {
    this.#build = buildId(context.serverDistDir);
  }

  async get(key: string, context: { kind: string }): Promise<CacheHandlerValue | null> {
    if (building || context.kind === 'FETCH' || context.kind === 'IMAGE') return null;
    const entry = await this.#find(key);
    if (entry) return entry;
    const waitedMs = await admitRender();
    if (waitedMs === null) return this.#busy(key, context.kind);
    // Another process may have made it meanwhile.
    return waitedMs > 0 ? this.#find(key) : null;
  }

  async #find(key: string): Promise<CacheHandlerValue | null> {
    try {
      const { sequence, body } = await readPage(this.#key(key));
      // Before the render reads any data: what is purged after this makes the render's result void.
      this.#beganAt.set(key, sequence);
      countPage(body !== null);
      if (!body) return null;
      const entry = unpack(body);
      if (!isPage(entry.value)) return null;
      // A price rule started or ended since: a miss, even if nobody was there to purge it.
      if (millisecondsLeft(entry.value, Date.now()) === 0) return null;
      decorate(entry.value, this.#headers(entry.value, sequence, 'HIT'));
      return entry;
    } catch (error) {
      log.debug({ error: String(error) }, 'page cache away');
      return null;
    }
  }

  /** Turned away, by an entry that says so: Next sends it like any other, and nobody keeps it. */
  #busy(key: string, kind: string): CacheHandlerValue {
    const { html, headers, status } = busyEntry(key, renderHoldMs());
    const page = { kind: 'APP_PAGE', html, rscData: Buffer.alloc(0), headers, status } as const;
    const file = { kind: 'APP_ROUTE', body: Buffer.from(html), headers, status } as const;
    const value = kind === 'APP_ROUTE' ? file : { ...page, postponed: undefined, segmentData: undefined };
    return { lastModified: Date.now(), value: value as PageValue };
  }

  async set(
    key: string,
    value: CacheHandlerValue['value'],
    context: { cacheControl?: CacheHandlerValue['cacheControl'] },
  ): Promise<void> {
    if (building || !isPage(value)) return;
    const status = 'status' in value ? (value.status ?? 200) : 200;
    const unfinished = 'postponed' in value && typeof value.postponed === 'string';
    const began = this.#beganAt.get(key);
    if (unfinished || !began || status >= 500) return this.#refuse(value);
    decorate(value, { etag: etagOf(value) });
    try {
      const body = pack({ lastModified: Date.now(), cacheControl: context.cacheControl, value });
      if (body.length > largestBytes) return this.#refuse(value);
      const ttlSeconds = status === 404 ? notFoundSeconds : redisSeconds;
      const leftMs = millisecondsLeft(value, Date.now());
      const { sequence, stored } = await writePage(this.#key(key), {
        // Unguarded, a page counts from when it is stored, as is usual: a change during its render goes unseen.
        began: env.CACHE_GUARDS === 'on' ? began : (await readPage(this.#key(key))).sequence,
        tags: allTags(value),
        body,
        ttlSeconds:
          leftMs === null ? ttlSeconds : Math.max(1, Math.min(Math.ceil(leftMs / 1_000), ttlSeconds)),
      });
      if (stored) decorate(value, this.#headers(value, sequence, 'MISS'));
      else this.#refuse(value, { 'x-fpc-stale': '1', 'x-fpc-seq': began });
    } catch (error) {
      log.debug({ error: String(error) }, 'page cache away');
      this.#refuse(value);
    }
  }

  /** Purges go through `purgeNow`; nothing here calls Next's revalidateTag. */
  async revalidateTag(): Promise<void> {}

  resetRequestCache(): void {}

  #key(key: string): string {
    return `fpc:${this.#build}:${key}`;
  }

  #headers(value: PageValue, sequence: string, state: 'HIT' | 'MISS'): Record<string, string> {
    const keepSeconds = 'status' in value && value.status === 404 ? notFoundSeconds : surrogateSeconds;
    return {
      xkey: [...ownTags(value), `build:${this.#build}`].join(' '),
      'cache-control': 'public, max-age=0, must-revalidate',
      'surrogate-control': surrogateControl(keepSeconds, millisecondsLeft(value, Date.now())),
      'x-fpc-seq': sequence,
      'x-fpc': state,
    };
  }

  #refuse(value: PageValue, headers: Record<string, string> = {}): void {
    decorate(value, { 'cache-control': 'private, no-store', 'surrogate-control': 'no-store', ...headers });
  }
}

const builds = new Map<string, string>();

function buildId(serverDistDir = ''): string {
  let id = builds.get(serverDistDir);
  if (id === undefined) {
    try {
      id = readFileSync(join(serverDistDir, '..', 'BUILD_ID'), 'utf8').trim();
    } catch {
      id = 'development';
    }
    builds.set(serverDistDir, id);
  }
  return id;
}

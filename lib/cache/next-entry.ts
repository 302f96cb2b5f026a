import { hash } from 'node:crypto';
import { deserialize, serialize } from 'node:v8';
import { constants, zstdCompressSync, zstdDecompressSync } from 'node:zlib';
import type { CacheHandlerValue } from 'next/dist/server/lib/incremental-cache/index.js';
import { graceSeconds } from './kept.ts';

type Value = NonNullable<CacheHandlerValue['value']>;
/** What Next renders for a page or a route handler: the kinds that carry response headers. */
export type PageValue = Extract<Value, { headers: unknown }>;

const nextTags = 'x-next-cache-tags';

/** Packs a page for Redis: V8's format keeps Maps and Buffers; zstd level 1 costs less than the bytes it saves. */
export function pack(entry: CacheHandlerValue): Buffer {
  return zstdCompressSync(serialize(entry), { params: { [constants.ZSTD_c_compressionLevel]: 1 } });
}

/** The entry that `pack` made. @throws for anything else. */
export function unpack(body: Buffer): CacheHandlerValue {
  return deserialize(zstdDecompressSync(body)) as CacheHandlerValue;
}

/**
 * What a browser asks again with (RFC 9110, 8.8.3): weak, since the page is compressed on its way. Made once when the page
 * is stored; Next would read every page to its end at each answer.
 */
export function etagOf(value: PageValue): string {
  const content = 'html' in value ? value.html : 'body' in value ? value.body : '';
  return `W/"${hash('sha1', content, 'base64url').slice(0, 20)}"`;
}

/** Next's own tags (`_N_T_/path`) and ours, as it collected them during the render. */
export function allTags(value: PageValue): string[] {
  const header = (value.headers as Record<string, unknown> | undefined)?.[nextTags];
  return String(header ?? '')
    .split(',')
    .filter(Boolean);
}

/** Ours only: what Varnish is told. */
export function ownTags(value: PageValue): string[] {
  return allTags(value).filter((tag) => !tag.startsWith('_N_T_') && !tag.startsWith(untilPrefix));
}

const untilPrefix = 'until:';

/** Milliseconds until the page is no longer true, by its `until` tags; null when it names no such instant. */
export function millisecondsLeft(value: PageValue, nowMs: number): number | null {
  const instants = allTags(value)
    .filter((tag) => tag.startsWith(untilPrefix))
    .map((tag) => Number(tag.slice(untilPrefix.length)));
  if (instants.length === 0) return null;
  // What cannot be read counts as over: fail closed.
  const left = Math.min(...instants) - nowMs;
  return Number.isNaN(left) ? 0 : Math.max(0, left);
}

/**
 * How long Varnish may keep a page. One with an end it knows is not served longer, not even as grace: in tenths of a
 * second, since without a lifetime in its last second it would be made anew for one visitor after the other.
 */
export function surrogateControl(keepSeconds: number, leftMs: number | null): string {
  if (leftMs === null) return `max-age=${keepSeconds}`;
  const left = Math.floor(leftMs / 100) / 10;
  const age = Math.min(left, keepSeconds);
  const grace = Math.min(Math.floor(left - age), graceSeconds);
  return `max-age=${age}, must-revalidate${grace > 0 ? `, stale-if-error=${grace}` : ''}`;
}

import { deserialize, serialize } from 'node:v8';
import { constants, zstdCompressSync, zstdDecompressSync } from 'node:zlib';
import type { CacheHandlerValue } from 'next/dist/server/lib/incremental-cache/index.js';

type Value = NonNullable<CacheHandlerValue['value']>;
/** What Next renders for a page or a route handler: the kinds that carry response headers. */
export type PageValue = Extract<Value, { headers: unknown }>;

const nextTags = 'x-next-cache-tags';

/** Packs a page for Redis: V8's format keeps Maps and Buffers; zstd level 1 costs less than the bytes it saves. */
export function pack(entry: CacheHandlerValue): Buffer {
  return zstdCompressSync(serialize(entry), { params: { [constants.ZSTD_c_compressionLevel]: 1 } });
}

export function unpack(body: Buffer): CacheHandlerValue {
  return deserialize(zstdDecompressSync(body)) as CacheHandlerValue;
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
  return allTags(value).filter((tag) => !tag.startsWith('_N_T_'));
}

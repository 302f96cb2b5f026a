import { deserialize } from 'node:v8';
import { zstdDecompressSync } from 'node:zlib';
import { closeRedis, connectedRedis } from '#lib/platform/index.ts';

/**
 * Prints how many pages the page cache holds, then all of them: HTML, payloads, segments, headers. What Varnish holds
 * came from there.
 */
// The shop's own client gives up after 40 ms: too soon for all pages at once.
const client = (await connectedRedis('fpc')).duplicate({
  commandTimeout: 20_000,
  socketTimeout: 20_000,
  lazyConnect: true,
});
await client.connect();
const keys = (await client.keys('fpc:*:*')).filter((key) => key !== 'fpc:tags');
const pages: string[] = [];
for (const key of keys) {
  const body = await client.hgetBuffer(key, 'body').catch(() => null);
  if (!body) continue;
  const text = (value: unknown): string =>
    Buffer.isBuffer(value) || value instanceof Uint8Array
      ? Buffer.from(value).toString('utf8')
      : String(value);
  const { value } = deserialize(zstdDecompressSync(body)) as { value: Record<string, unknown> };
  const segments = value.segmentData instanceof Map ? [...value.segmentData.values()].map(text) : [];
  pages.push(
    [key, text(value.html), text(value.rscData), JSON.stringify(value.headers), ...segments]
      .join(' ')
      .replaceAll('\n', ' '),
  );
}
console.log(String(pages.length));
console.log(pages.join('\n'));
client.disconnect();
closeRedis();

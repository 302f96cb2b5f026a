import { env } from '#lib/platform/index.ts';

// Varnish reads headers up to 64 kB (see infra/varnish); a tag is at most some 130 bytes.
const tagsPerRequest = 250;
const timeoutMs = 2_000;

async function purgeOne(address: string, tags: readonly string[], sequence: string | null): Promise<number> {
  const response = await fetch(address, {
    method: 'PURGE',
    headers: { 'xkey-purge': tags.join(' '), ...(sequence ? { 'x-purge-seq': sequence } : {}) },
    signal: AbortSignal.timeout(timeoutMs),
  });
  await response.arrayBuffer();
  if (response.status !== 200)
    throw new Error(`Varnish at ${address} answered the purge with ${response.status}`);
  return Number(response.headers.get('x-purged') ?? 0);
}

/**
 * Hard-purges the objects with these tags from every Varnish and tells each the purge's sequence, below which it
 * accepts nothing any more. @returns how many objects went. @throws when one of them did not confirm within 2 s.
 */
export async function purgeVarnish(tags: readonly string[], sequence: string | null): Promise<number> {
  const chunks: string[][] = [];
  for (let index = 0; index < tags.length; index += tagsPerRequest) {
    chunks.push(tags.slice(index, index + tagsPerRequest));
  }
  const counts = await Promise.all(
    env.VARNISH_URLS.map(async (address) => {
      let purged = 0;
      for (const chunk of chunks) purged += await purgeOne(address, chunk, sequence);
      return purged;
    }),
  );
  return counts.reduce((sum, count) => sum + count, 0);
}

import { Agent, request } from 'node:http';

export type Seen = { status: number; cache: string; ms: number; bytes: number };

const agent = new Agent({ keepAlive: true, maxSockets: 256 });

/**
 * One look at a page, read to its end, compressed as every browser asks for it: uncompressed, a page from the cache costs
 * the edge six times as much. Status 0: no answer within 20 s.
 */
export function look(base: string, path: string, headers: Record<string, string> = {}): Promise<Seen> {
  const began = performance.now();
  return new Promise((done) => {
    const end = (status: number, cache: string, bytes: number) =>
      done({ status, cache, bytes, ms: performance.now() - began });
    const asks = { agent, headers: { 'accept-encoding': 'gzip', ...headers }, timeout: 20_000 };
    const asked = request(`${base}${path}`, asks, (answer) => {
      let bytes = 0;
      answer.on('data', (part: Buffer) => {
        bytes += part.length;
      });
      answer.on('end', () => end(answer.statusCode ?? 0, String(answer.headers['x-cache'] ?? ''), bytes));
      answer.on('error', () => end(0, '', 0));
    });
    asked.on('timeout', () => asked.destroy());
    asked.on('error', () => end(0, '', 0));
    asked.end();
  });
}

/** Runs `work` for each item, `width` at a time. */
export async function each<T>(
  items: readonly T[],
  width: number,
  work: (item: T) => Promise<unknown>,
): Promise<void> {
  const queue = items.values();
  await Promise.all(
    Array.from({ length: width }, async () => {
      for (const item of queue) await work(item);
    }),
  );
}

/** A draw from 0 to `count` - 1 in which the r-th is r times rarer than the first (Zipf, exponent 1). */
export function zipf(count: number, random: () => number): () => number {
  const sums: number[] = [];
  let total = 0;
  for (let rank = 1; rank <= count; rank++) {
    total += 1 / rank;
    sums.push(total);
  }
  return () => {
    const at = random() * total;
    let low = 0;
    let high = count - 1;
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((sums[middle] ?? total) < at) low = middle + 1;
      else high = middle;
    }
    return low;
  };
}

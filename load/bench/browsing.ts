import { setTimeout as wait } from 'node:timers/promises';
import { isMainThread, parentPort, Worker, workerData } from 'node:worker_threads';
import { z } from 'zod';
import { seeded } from '../random.ts';
import { look, type Seen, zipf } from './reader.ts';

const optionsSchema = z.object({
  base: z.string(),
  products: z.array(z.string()),
  categories: z.array(z.string()),
  readers: z.number(),
});
export type BrowsingOptions = z.infer<typeof optionsSchema>;

/** `at` in milliseconds since 1970: clocks of threads begin at different times. */
export type Look = Seen & { at: number; path: string };
export const nowMs = (): number => performance.timeOrigin + performance.now();

/** A reader's day: three products by popularity to one category, and a moment to look at each. */
async function browse(
  { base, products, categories }: BrowsingOptions,
  index: number,
  looks: Look[],
): Promise<never> {
  const random = seeded(index + 1);
  const product = zipf(products.length, random);
  for (;;) {
    const path =
      (random() < 0.25 ? categories[Math.floor(random() * categories.length)] : products[product()]) ?? '/';
    const at = nowMs();
    looks.push({ ...(await look(base, path)), at, path });
    await wait(random() * 20);
  }
}

/** Readers in a thread of their own, so that what else this process measures does not wait for them. */
export function startBrowsing(options: BrowsingOptions): {
  /** What they have seen until now. */
  looks: () => Promise<Look[]>;
  stop: () => Promise<void>;
} {
  const thread = new Worker(new URL(import.meta.url), { workerData: options });
  return {
    looks: () =>
      new Promise((done, fail) => {
        thread.once('message', done);
        thread.once('error', fail);
        thread.postMessage('looks');
      }),
    stop: async () => void (await thread.terminate()),
  };
}

if (!isMainThread && parentPort) {
  const port = parentPort;
  const options = optionsSchema.parse(workerData);
  const looks: Look[] = [];
  port.on('message', () => port.postMessage(looks));
  await Promise.all(Array.from({ length: options.readers }, (_, index) => browse(options, index, looks)));
}

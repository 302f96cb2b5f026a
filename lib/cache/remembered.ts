import { setTimeout as wait } from 'node:timers/promises';
import { deserialize, serialize } from 'node:v8';
import { ConsecutiveBreaker, circuitBreaker, handleAll } from 'cockatiel';
import { connectedRedis, logger } from '#lib/platform/index.ts';
import { countLookup } from './counts.ts';
import { tagState } from './sequence.ts';
import type { Tag } from './tags.ts';

/** Values go by themselves when nobody asks for them any more. */
const keepSeconds = 3_600;
/** How long one process reads a value while others wait for it; then they read it themselves. */
const leadMs = 1_000;
const pollMs = 10;
const localMax = 500;

type Value = { began: number; value: unknown };

const local = new Map<string, Value>();
const flights = new Map<string, { began: number; result: Promise<unknown> }>();
const breaker = circuitBreaker(handleAll, { halfOpenAfter: 1_000, breaker: new ConsecutiveBreaker(3) });
const log = logger('object-cache');

const stored = (key: string) => `value:${key}`;

/** Answers null for whatever the object cache cannot do in time. */
async function tryRedis<T>(command: (client: Awaited<ReturnType<typeof connectedRedis>>) => Promise<T>) {
  try {
    return await breaker.execute(async () => command(await connectedRedis('object')));
  } catch (error) {
    log.debug({ error: String(error) }, 'object cache away');
    return null;
  }
}

async function readStored(key: string): Promise<Value | null> {
  const bytes = await tryRedis((client) => client.getBuffer(stored(key)));
  return bytes ? (deserialize(bytes) as Value) : null;
}

function keepLocally(key: string, entry: Value): void {
  local.delete(key);
  local.set(key, entry);
  const [oldest] = local.keys();
  if (local.size > localMax && oldest !== undefined) local.delete(oldest);
}

// Next evaluates instrumentation and pages as separate copies of a module.
const shared = globalThis as { ballastRemembers?: boolean };

/** Turns the object cache on in this process: those that answer visitors. Who imports or tests reads what it wrote. */
export function startRemembering(): void {
  shared.ballastRemembers = true;
}

/**
 * A value many pages need, read once until one of its tags is purged: by one caller of this process and one process
 * at a time. Validity is that of pages (`sequence.ts`): a value counts from before it was read. The value must be plain
 * data and is shared: do not change it. With the page cache's Redis away it is read anew each time, with the object
 * cache's Redis away once per process.
 */
export async function remembered<T>(key: string, tags: readonly Tag[], read: () => Promise<T>): Promise<T> {
  if (!shared.ballastRemembers) return read();
  let state: Awaited<ReturnType<typeof tagState>>;
  try {
    state = await tagState(tags);
  } catch {
    return read();
  }
  const { sequence, purgedAt } = state;
  const known = local.get(key);
  const fresh = known !== undefined && known.began >= purgedAt;
  countLookup('memory', fresh);
  if (fresh) return known.value as T;
  // Another caller's reading may have begun before the purge that this caller must see.
  const flight = flights.get(key);
  if (flight && flight.began >= purgedAt) return flight.result as Promise<T>;
  const result = readOnce(key, sequence, purgedAt, read);
  const own = { began: sequence, result };
  flights.set(key, own);
  try {
    return await result;
  } finally {
    if (flights.get(key) === own) flights.delete(key);
  }
}

async function readOnce<T>(key: string, began: number, purgedAt: number, read: () => Promise<T>): Promise<T> {
  const lock = `lock:${key}:${purgedAt}`;
  for (const deadline = performance.now() + leadMs; performance.now() < deadline; ) {
    const entry = await readStored(key);
    if (entry && entry.began >= purgedAt) {
      countLookup('object', true);
      keepLocally(key, entry);
      return entry.value as T;
    }
    const taken = await tryRedis(
      async (client) => (await client.set(lock, '1', 'PX', leadMs, 'NX')) ?? 'another',
    );
    if (taken !== 'another') break;
    await wait(pollMs);
  }
  countLookup('object', false);
  const value = await read();
  keepLocally(key, { began, value });
  await tryRedis((client) => client.set(stored(key), serialize({ began, value }), 'EX', keepSeconds));
  await tryRedis((client) => client.del(lock));
  return value;
}

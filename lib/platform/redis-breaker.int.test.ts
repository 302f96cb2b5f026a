import { afterEach, describe, expect, test, vi } from 'vitest';
import { env } from './env.ts';
import { metrics } from './metrics.ts';
import { startRedis, startSlowProxy, type TestRedis } from './redis.fixtures.ts';
import { closeRedis, connectedRedis, type RedisRole, readAndKeep, redis } from './redis.ts';
import { RedisNotAnswering, RedisTimeout } from './redis-breaker.ts';

const variables = {
  session: 'REDIS_SESSION_URL',
  fpc: 'REDIS_FPC_URL',
  object: 'REDIS_OBJECT_URL',
  holds: 'REDIS_OBJECT_URL',
} as const;
const before = { ...env };
const stops: (() => Promise<void>)[] = [];

afterEach(async () => {
  closeRedis();
  Object.assign(env, before);
  await Promise.all(stops.splice(0).map((stop) => stop()));
});

async function server(args: string[] = []): Promise<TestRedis> {
  const started = await startRedis(args);
  stops.push(started.stop);
  return started;
}

async function at(role: RedisRole, url: string) {
  closeRedis();
  env[variables[role]] = url;
  const client = await connectedRedis(role);
  await expect.poll(() => client.set('key', 'value', 'EX', 60).catch(String)).toBe('OK');
  return client;
}

async function failure(work: Promise<unknown>): Promise<{ error: unknown; ms: number }> {
  const began = performance.now();
  const error = await work.then(
    () => null,
    (reason: unknown) => reason,
  );
  return { error, ms: performance.now() - began };
}

async function isOpen(role: RedisRole): Promise<number | undefined> {
  const { values = [] } = (await metrics().getSingleMetric('ballast_redis_breaker_open')?.get()) ?? {};
  return values.find(({ labels }) => labels.role === role)?.value;
}

/** Whether a command has failed within a turn of the event loop: it was not sent, and waited for nothing. */
function failsAtOnce(work: Promise<unknown>): Promise<unknown> {
  const nextTurn = new Promise((done) => setImmediate(() => done('it waits')));
  return Promise.race([work.catch((error: unknown) => error), nextTurn]);
}

/** How long the first command may take that a server does not answer. */
const limits = { session: 1_000, fpc: 120, object: 40, holds: 400 };
const roles = ['session', 'fpc', 'object', 'holds'] as const;

test.each(roles)('%s killed: a command fails at once, and works again when it is back', async (role) => {
  const one = await server();
  await at(role, one.url);
  await one.stop();
  await expect.poll(async () => (await failure(redis(role).get('key'))).error).not.toBeNull();
  expect(await failsAtOnce(redis(role).get('key'))).toBeInstanceOf(Error);
  stops.push((await startRedis([], { port: one.port })).stop);
  await expect.poll(() => redis(role).ping()).toBe('PONG');
});

test.each(roles)(
  '%s frozen: the first commands wait for its limit, then none does, until it answers',
  async (role) => {
    const one = await server();
    await at(role, one.url);
    one.signal('SIGSTOP');
    const first = await Promise.all([failure(redis(role).get('key')), failure(redis(role).get('key'))]);
    for (const { error, ms } of first) {
      expect(error).toBeInstanceOf(RedisTimeout);
      expect(ms).toBeGreaterThan(limits[role] - 5);
      expect(ms).toBeLessThan(limits[role] + 5_000);
    }
    expect(await isOpen(role)).toBe(1);
    for (let tries = 0; tries < 20; tries++) {
      expect(await failsAtOnce(redis(role).get('key'))).toBeInstanceOf(RedisNotAnswering);
    }
    one.signal('SIGCONT');
    await expect.poll(() => redis(role).get('key').catch(String)).toBe('value');
    expect(await isOpen(role)).toBe(0);
  },
);

test('full: what is there can be read and deleted, a write is refused, nothing opens', async () => {
  const one = await server();
  const client = await at('session', one.url);
  await one.ask('CONFIG SET maxmemory 1');
  for (let tries = 0; tries < 5; tries++) {
    expect(String((await failure(client.set('other', 'x'))).error)).toContain('OOM');
    const both = client.multi().hset('cart', 'sku', 1).expire('cart', 60).exec();
    expect(String((await failure(both)).error)).toContain('EXECABORT');
  }
  expect(await client.getex('key', 'EX', 60)).toBe('value');
  expect(await client.del('key')).toBe(1);
  expect(await isOpen('session')).toBe(0);
});

test('read-only: what is there can be read, a write is refused, nothing opens', async () => {
  const [one, master] = [await server(), await server()];
  await at('session', master.url);
  await one.ask(`REPLICAOF 127.0.0.1 ${master.port}`);
  await expect.poll(() => one.ask('GET key')).toContain('value');
  env.REDIS_SESSION_URL = one.url;
  closeRedis();
  for (let tries = 0; tries < 5; tries++) {
    const replica = await connectedRedis('session');
    expect(String((await failure(replica.set('other', 'x'))).error)).toContain('READONLY');
    expect(await readAndKeep(replica, 'key', 60)).toBe('value');
  }
  expect(await isOpen('session')).toBe(0);
});

test('slow: nobody waits longer than the limit, and soon nobody waits', async () => {
  const one = await server();
  const proxy = await startSlowProxy(one.port);
  stops.push(proxy.stop);
  const client = await at('object', proxy.url);
  proxy.delay(400);
  await Promise.all([failure(client.get('key')), failure(client.get('key'))]);
  expect((await failure(client.get('key'))).error).toBeInstanceOf(RedisNotAnswering);
  proxy.delay(0);
  await expect.poll(() => client.get('key').catch(String)).toBe('value');
});

test('a process that was busy itself takes the answer that waits for it', async () => {
  const client = await at('object', (await server()).url);
  const answer = client.get('key');
  await new Promise((done) => setImmediate(done));
  // Stands still without taking the processor from the server.
  Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 1_000);
  expect(await answer).toBe('value');
});

describe('with Sentinels', () => {
  test('writes go on at the new master', async () => {
    const [one, two] = [await server(), await server()];
    await two.ask(`REPLICAOF 127.0.0.1 ${one.port}`);
    await expect.poll(() => one.ask('INFO replication')).toContain('state=online');
    const sentinel = await startRedis([], {
      sentinel: `sentinel monitor shop 127.0.0.1 ${one.port} 1\nsentinel down-after-milliseconds shop 500\nsentinel failover-timeout shop 3000\n`,
    });
    stops.push(sentinel.stop);
    await vi.waitFor(
      async () => expect(await sentinel.ask('SENTINEL REPLICAS shop')).toContain('slave'),
      20_000,
    );
    await at('session', `redis+sentinel://127.0.0.1:${sentinel.port}/shop`);
    one.signal('SIGKILL');
    const write = () => redis('session').set('after', 'failover').catch(String);
    await expect.poll(write, { timeout: 30_000, interval: 100 }).toBe('OK');
    expect(await two.ask('GET after')).toContain('failover');
  });
});

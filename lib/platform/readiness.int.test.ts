import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, afterEach, expect, test } from 'vitest';
import { closeDb } from './database.ts';
import { env } from './env.ts';
import { readiness } from './readiness.ts';
import { closeRedis, redis } from './redis.ts';
import { isWarmUp, warmUp } from './warm-up.ts';

const before = { ...env };
const shared = globalThis as { ballastReadiness?: unknown; ballastDraining?: boolean };
const forget = () => {
  shared.ballastReadiness = undefined;
  shared.ballastDraining = false;
};

afterEach(() => {
  Object.assign(env, before);
  closeRedis();
  forget();
});
afterAll(() => closeDb());

test('a hundred probes at once are one look at each dependency', async () => {
  await readiness();
  const commands = async () =>
    Number(/cmdstat_ping:calls=(\d+)/.exec(await redis('object').info('commandstats'))?.[1] ?? 0);
  forget();
  const began = await commands();
  const answers = await Promise.all(Array.from({ length: 100 }, () => readiness()));
  expect(answers.every(({ status }) => status === 'ok')).toBe(true);
  // The same server stands for several roles in some stacks, and others ask it too.
  expect((await commands()) - began).toBeLessThanOrEqual(4);
});

test('what is away is named, with why and what stands still; the rest goes on', async () => {
  closeRedis();
  Object.assign(env, { REDIS_SESSION_URL: 'redis://127.0.0.1:1' });
  const { status, parts } = await readiness();
  expect(status).toBe('degraded');
  expect(parts.database).toEqual({ status: 'ok' });
  expect(parts['redis-session']).toMatchObject({
    status: 'down',
    reason: expect.stringMatching(/connect|closed|writeable/i),
    without: expect.stringMatching(/checkout/),
  });
});

test('a process that is ending says so, whatever it reaches', async () => {
  shared.ballastDraining = true;
  expect(await readiness()).toMatchObject({ status: 'down', draining: true });
});

/** A process that answers what it asks itself when the test says so. */
async function holding(work: (port: number, held: [IncomingMessage, ServerResponse][]) => Promise<void>) {
  const held: [IncomingMessage, ServerResponse][] = [];
  const server = createServer((request, response) => void held.push([request, response]));
  await new Promise<void>((listens) => server.listen(0, '127.0.0.1', listens));
  try {
    await work((server.address() as AddressInfo).port, held);
  } finally {
    server.closeAllConnections();
    server.close();
  }
}

test('a process is ready once it has answered all that it asks itself', async () => {
  await holding(async (port, held) => {
    const said: string[] = [];
    const warm = warmUp({ host: '127.0.0.1', port }, async (ask) => {
      said.push(await ask('/'), await ask('/cart'));
    });
    for (const [index, path] of ['/', '/cart'].entries()) {
      await expect.poll(() => held.length).toBe(index + 1);
      expect(await readiness()).toMatchObject({ status: 'down', warming: true, draining: false });
      const [request, response] = held[index] ?? [];
      expect(request?.url).toBe(path);
      expect(request && isWarmUp(request)).toBe(true);
      response?.end(`page ${path}`);
    }
    await warm;
    expect(said).toEqual(['page /', 'page /cart']);
    expect(await readiness()).toMatchObject({ status: 'ok', warming: false });
    const [request] = held[0] ?? [];
    expect(request && isWarmUp(request), 'its word is worth nothing afterwards').toBe(false);
  });
});

test('a process that cannot answer itself is ready all the same, after its time', async () => {
  await holding(async (port, held) => {
    const answers: string[] = [];
    const visit = async (ask: (path: string) => Promise<string>) => {
      for (const path of ['/', '/cart', '/checkout']) answers.push(await ask(path));
    };
    await warmUp({ host: '127.0.0.1', port }, visit, 300);
    expect(answers).toEqual(['', '', '']);
    expect(held.map(([request]) => request.url)).toEqual(['/']);
    expect(await readiness()).toMatchObject({ status: 'ok', warming: false });
  });
});

import { readFileSync } from 'node:fs';
import { request as ask } from 'node:http';
import { join } from 'node:path';
import { expect, request as requests, test } from '@playwright/test';
import { socketPath } from '#scripts/stack/socket-path.ts';

const origin = process.env.SHOP_URL ?? '';

function pidOf(name: string): number | undefined {
  const list = readFileSync(join(process.env.DATA_DIR ?? '', 'run/processes.json'), 'utf8');
  return (JSON.parse(list) as { name: string; pid: number }[]).find((one) => one.name === name)?.pid;
}

/** Visitors who read, fill their carts and ask for totals until told to stop; every answer is kept. */
async function visitors(count: number) {
  const answers: string[] = [];
  let stopping = false;
  const visit = async () => {
    const context = await requests.newContext({ baseURL: origin, extraHTTPHeaders: { origin } });
    const quote = { country: 'IE', shippingMethodId: 'pickup' };
    const data = { sku: 'ATLANTIC-SEA-SALT', quantity: 1 };
    const note = async (what: string, work: Promise<{ status: () => number }>) => {
      const status = await work
        .then((answer) => String(answer.status()))
        .catch((error: Error) => error.message);
      answers.push(`${what}: ${status.split('\n')[0]}`);
    };
    await note('cart', context.post('/api/cart', { data }));
    while (!stopping) {
      await note('cart is read', context.get('/api/cart'));
      await note('quote', context.post('/api/checkout/quote', { data: quote }));
      await note('page', context.get('/cart'));
    }
    await context.dispose();
  };
  const all = Promise.all(Array.from({ length: count }, visit));
  return {
    answers,
    stop: async () => {
      stopping = true;
      await all;
    },
  };
}

test('a web process that is told to end under load loses no request', async () => {
  test.skip(!process.env.DATA_DIR, 'needs the stack of npm test: its process list');
  const load = await visitors(6);
  await expect.poll(() => load.answers.length, { intervals: [50] }).toBeGreaterThan(60);
  const before = pidOf('web-1');
  expect(before).toBeDefined();
  process.kill(before ?? 0, 'SIGTERM');
  await expect.poll(() => pidOf('web-1') ?? before, { intervals: [100], timeout: 60_000 }).not.toBe(before);
  const answered = load.answers.length;
  await expect.poll(() => load.answers.length, { intervals: [50] }).toBeGreaterThan(answered + 100);
  await load.stop();
  expect(load.answers.filter((answer) => !answer.endsWith(': 200'))).toEqual([]);
  const log = readFileSync(join(process.env.DATA_DIR ?? '', 'log/web-1.log'), 'utf8');
  expect(log).toMatch(/"signal":"SIGTERM","open":0,"ms":\d+,"msg":"drained"/);
});

/** Restarts all that runs a build, one process after the other, as `npm run deploy` does; answers what went wrong. */
function restartAll(): Promise<string> {
  const supervisor = socketPath('supervisor.sock', process.env.DATA_DIR ?? '');
  return new Promise((done, fail) => {
    const asked = ask({ socketPath: supervisor, method: 'POST', path: '/roll' }, (answer) => {
      let body = '';
      answer.on('data', (chunk: Buffer) => {
        body += chunk.toString();
      });
      answer.on('end', () => done(body));
    });
    asked.on('error', fail);
    asked.end();
  });
}

test('a restart of everything, one process after the other, loses no request', async () => {
  test.skip(!process.env.DATA_DIR, 'needs the stack of npm test: its process list');
  const names = ['web-1', 'web-2', 'worker'];
  const before = names.map(pidOf);
  const load = await visitors(4);
  expect(JSON.parse(await restartAll())).toEqual({ problem: null });
  const answered = load.answers.length;
  await expect.poll(() => load.answers.length, { intervals: [50] }).toBeGreaterThan(answered + 20);
  await load.stop();
  for (const [index, name] of names.entries()) expect(pidOf(name), name).not.toBe(before[index]);
  expect(load.answers.filter((answer) => !answer.endsWith(': 200'))).toEqual([]);
});

test('a web process that starts is ready only once it has loaded what customers ask for', async () => {
  test.skip(!process.env.DATA_DIR, 'needs the stack of npm test: its process list');
  const port = Number(new URL(origin).port) + 1;
  const probe = async () => {
    const answer = await fetch(`http://127.0.0.1:${port}/api/health/ready`).catch(() => null);
    return answer && { status: answer.status, body: (await answer.json()) as Record<string, unknown> };
  };
  const before = pidOf('web-1');
  process.kill(before ?? 0, 'SIGKILL');
  await expect.poll(() => pidOf('web-1') ?? before, { intervals: [50], timeout: 60_000 }).not.toBe(before);
  // Next keeps what comes before it can answer, so the first answer is the first it could give.
  await expect
    .poll(probe, { intervals: [50], timeout: 60_000 })
    .toMatchObject({ status: 503, body: { code: 'not_ready', warming: true } });
  await expect.poll(probe, { intervals: [50], timeout: 60_000 }).toMatchObject({ status: 200 });
  const log = readFileSync(join(process.env.DATA_DIR ?? '', 'log/web-1.log'), 'utf8');
  expect(log).toMatch(new RegExp(`"pid":${pidOf('web-1')},.*"msg":"warm"`));
});

import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from '@playwright/test';

const headers = { origin: process.env.SHOP_URL ?? '' };

function pidOf(name: string): number {
  const list = readFileSync(join(process.env.DATA_DIR ?? '', 'run/processes.json'), 'utf8');
  const found = (JSON.parse(list) as { name: string; pid: number }[]).find((one) => one.name === name);
  if (!found) throw new Error(`${name} is not running`);
  return found.pid;
}

/** Freezes a process while `work` runs: it keeps its connections and answers nothing, the worst kind of outage. */
async function frozen(name: string, work: () => Promise<void>): Promise<void> {
  const pid = pidOf(name);
  process.kill(pid, 'SIGSTOP');
  try {
    await work();
  } finally {
    process.kill(pid, 'SIGCONT');
  }
}

test.skip(!process.env.DATA_DIR, 'needs the stack of npm test: its process list');

test('sessions away: cached pages go on, the cart says so plainly, and is whole again after', async ({
  request,
}) => {
  await request.get('/');
  const added = await request.post('/api/cart', { headers, data: { sku: 'ENAMEL-MUG-NAVY', quantity: 1 } });
  expect(added.status(), await added.text()).toBe(200);
  await frozen('redis-session', async () => {
    expect((await request.get('/')).status()).toBe(200);
    const cart = await request.get('/api/cart');
    expect(cart.status()).toBe(503);
    expect(await cart.json()).toMatchObject({ code: 'cart_unavailable' });
  });
  await expect
    .poll(async () => ((await (await request.get('/api/cart')).json()) as { count?: number }).count, {
      timeout: 60_000,
    })
    .toBe(1);
});

test('the page cache away: pages are still made, and kept again after', async ({ request }) => {
  await frozen('redis-fpc', async () => {
    expect((await request.get(`/search?q=frozen${Date.now()}`)).status()).toBe(200);
  });
  const path = `/search?q=thawed${Date.now()}`;
  await expect
    .poll(async () => (await request.get(path)).headers()['x-cache'], { timeout: 60_000 })
    .toContain('HIT');
});

test('the database away: cached pages go on, the rest says so within its limit, and works again after', async ({
  request,
}) => {
  await request.get('/p/enamel-mug');
  await request.post('/api/cart', { headers, data: { sku: 'ENAMEL-MUG-NAVY', quantity: 1 } });
  await frozen('mariadb', async () => {
    expect((await request.get('/p/enamel-mug')).status()).toBe(200);
    const cart = await request.get('/api/cart', { timeout: 30_000 });
    expect(cart.status()).toBe(503);
    expect(await cart.json()).toMatchObject({ code: 'unavailable' });
  });
  await expect.poll(async () => (await request.get('/api/cart')).status(), { timeout: 30_000 }).toBe(200);
});

test('Varnish killed: back by itself, with the pages of the Redis page cache', async ({ request }) => {
  await request.get('/p/enamel-mug');
  // Both: the page is held by one of them.
  for (const name of ['varnish', 'varnish-2']) process.kill(pidOf(name), 'SIGKILL');
  await expect
    .poll(async () => (await request.get('/p/enamel-mug').catch(() => null))?.headers()['x-cache'] ?? '', {
      timeout: 60_000,
      intervals: [100],
    })
    .toContain('fpc HIT');
});

test('the API says in its own words that an address is unknown', async ({ request }) => {
  for (const answer of [
    await request.get('/api/none'),
    await request.post('/api/none/at/all', { headers, data: {} }),
  ]) {
    expect(answer.status()).toBe(404);
    expect(await answer.json()).toMatchObject({ code: 'unknown_address' });
  }
});

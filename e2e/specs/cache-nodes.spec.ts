import { readFileSync } from 'node:fs';
import { type APIRequestContext, expect, test } from '@playwright/test';
import { pidOf } from '../processes.ts';
import { signInByApi } from '../staff.ts';

const headers = { origin: process.env.SHOP_URL ?? '' };
const sku = 'ENAMEL-MUG-NAVY';
const path = '/p/enamel-mug';
const nodes = (process.env.VARNISH_URLS ?? '').split(',');

test.skip(!process.env.DATA_DIR, 'needs the stack of npm test: its process list');

/** Varnish answers in a child process; its parent only watches. */
const childrenOf = (pid: number) =>
  readFileSync(`/proc/${pid}/task/${pid}/children`, 'utf8').trim().split(' ').filter(Boolean).map(Number);

async function frozen(name: string, work: () => Promise<void>): Promise<void> {
  const pid = pidOf(name);
  process.kill(pid, 'SIGSTOP');
  const children = childrenOf(pid);
  for (const child of children) process.kill(child, 'SIGSTOP');
  try {
    await work();
  } finally {
    for (const one of [...children, pid]) process.kill(one, 'SIGCONT');
  }
}

type Answer = {
  version?: number;
  current?: { version: number };
  purge?: { acknowledged: boolean; durationMs: number };
};

async function setPrice(request: APIRequestContext, priceMinor: number): Promise<Answer> {
  const url = `/api/admin/variants/${sku}/price`;
  const refused = await request.post(url, { headers, data: { priceMinor: 1, expectedVersion: 0 } });
  const { current } = (await refused.json()) as Answer;
  const data = { priceMinor, compareAtMinor: null, expectedVersion: current?.version };
  const answer = await request.post(url, { headers, data });
  expect(answer.status(), await answer.text()).toBe(200);
  return (await answer.json()) as Answer;
}

const read = async (request: APIRequestContext, base = '') => {
  // A connection kept from before a node was frozen may be reset when it comes back.
  const answer = await request.get(`${base}${path}`, { maxRetries: 3 });
  const price = Number(/"sku":"ENAMEL-MUG-NAVY"[^}]*?"price":"([\d.]+)"/.exec(await answer.text())?.[1]);
  return { priceMinor: Math.round(price * 100), cache: answer.headers()['x-cache'] ?? '' };
};

/** Until every node serves the page by itself again. */
async function settled(request: APIRequestContext): Promise<void> {
  for (const node of nodes) {
    await expect.poll(async () => (await read(request, node)).cache, { timeout: 60_000 }).toContain('HIT');
  }
}

test('a Varnish frozen during a price change delays the save by its lease, and never shows the old price when back', async ({
  request,
}) => {
  await signInByApi(request);
  await settled(request);
  const { priceMinor: before } = await read(request);
  await frozen('varnish', async () => {
    const { purge } = await setPrice(request, before - 101);
    expect(purge?.acknowledged).toBe(true);
    expect(purge?.durationMs).toBeGreaterThan(1_000);
    expect(purge?.durationMs).toBeLessThan(20_000);
    for (let look = 0; look < 20; look++) expect((await read(request)).priceMinor).toBe(before - 101);
  });
  const until = Date.now() + 4_000;
  while (Date.now() < until) {
    for (const node of nodes) expect((await read(request, node)).priceMinor).toBe(before - 101);
  }
  await settled(request);
  const { purge } = await setPrice(request, before);
  expect(purge?.acknowledged).toBe(true);
  expect((await read(request)).priceMinor).toBe(before);
});

test('with every Varnish dead, pages come from web and its page cache at once, and prices are true', async ({
  request,
}) => {
  await signInByApi(request);
  await settled(request);
  const { priceMinor: before } = await read(request);
  const pids = ['varnish', 'varnish-2'].map(pidOf);
  // The child would answer on for a moment, and break off what it was sent meanwhile.
  for (const pid of pids.flatMap((parent) => [parent, ...childrenOf(parent)])) process.kill(pid, 'SIGKILL');
  const direct = await read(request);
  expect(direct.priceMinor).toBe(before);
  expect(direct.cache).toMatch(/fpc HIT|HIT/);
  await setPrice(request, before - 102);
  expect((await read(request)).priceMinor).toBe(before - 102);
  await settled(request);
  await setPrice(request, before);
});

test('with every web process dead, kept pages go on, but never a purged price', async ({ request }) => {
  await signInByApi(request);
  await settled(request);
  const { priceMinor: before } = await read(request);
  await setPrice(request, before - 103);
  for (const node of nodes) {
    const kept = async () => (await request.get(`${node}/pages/returns`)).headers()['x-cache'];
    await expect.poll(kept, { timeout: 60_000 }).toContain('HIT');
  }
  const pids = ['web-1', 'web-2'].map(pidOf);
  for (const pid of pids) process.kill(pid, 'SIGSTOP');
  try {
    expect((await request.get('/pages/returns')).status()).toBe(200);
    for (const node of nodes) {
      const answer = await request.get(`${node}${path}`, { timeout: 3_000 }).catch(() => null);
      const shown = /"sku":"ENAMEL-MUG-NAVY"[^}]*?"price":"([\d.]+)"/.exec((await answer?.text()) ?? '')?.[1];
      expect(shown).not.toBe((before / 100).toFixed(2));
    }
  } finally {
    for (const pid of pids) process.kill(pid, 'SIGCONT');
  }
  await expect.poll(async () => (await request.get('/api/cart')).status(), { timeout: 30_000 }).toBe(200);
  await setPrice(request, before);
});

import { once } from 'node:events';
import { createServer, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { metrics } from '#lib/platform/index.ts';
import { Gate } from './gate.ts';
import { admitRender, admitRequests, isPressed } from './index.ts';

/** A process whose requests are answered when the test says so; pages are looked for and must be made. */
const held: ServerResponse[] = [];
const server = createServer((request, response) => {
  if (!request.url?.startsWith('/p/')) return void held.push(response);
  void admitRender().then((waitedMs) =>
    waitedMs === null ? response.end('busy entry') : held.push(response),
  );
});
let address = '';
// Its limit does not depend on how busy the machine is.
const gate = new Gate(64);
const ticks = setInterval(() => gate.tick(performance.now(), 64), 50);

beforeAll(async () => {
  admitRequests(undefined, gate);
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  address = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});

afterAll(() => {
  clearInterval(ticks);
  server.closeAllConnections();
  server.close();
});

const get = (path: string, headers: Record<string, string> = {}) => fetch(`${address}${path}`, { headers });

const eventually = (check: () => void) => vi.waitFor(check, { timeout: 20_000, interval: 10 });
const holding = (count: number) => eventually(() => expect(held).toHaveLength(count));

async function answerAll(): Promise<void> {
  for (const response of held.splice(0)) response.end('done');
}

test('a full process turns browsing away at once and in its visitor’s language, and goes on to sell', async () => {
  // Browsing may fill half of the limit.
  const browsing = Array.from({ length: 32 }, () => get('/api/suggest?q=a'));
  await holding(32);
  const refused = [
    get('/api/suggest?q=b', { 'accept-language': 'de' }),
    get('/api/products?handles=a', { 'accept-language': 'fr' }),
  ];
  const told: string[] = [];
  const pages = Array.from({ length: 6 }, async () => told.push(await (await get('/p/rope')).text()));
  const checkout = get('/api/checkout/7');
  // A page that will be kept is made although there is no room.
  const now = () => held.map(({ req }) => req.url);
  await eventually(() => expect(now()).toEqual(expect.arrayContaining(['/p/rope', '/api/checkout/7'])));

  const [german, english] = await Promise.all(refused);
  expect(german?.status).toBe(503);
  expect(german?.headers.get('content-type')).toBe('application/problem+json');
  expect(Number(german?.headers.get('retry-after'))).toBeGreaterThan(0);
  expect(german?.headers.get('cache-control')).toBe('no-store');
  expect(german?.headers.get('x-shed')).toBe('browse');
  expect(german?.headers.get('x-shed-for')).toMatch(/^\d+ms$/);
  expect(await german?.json()).toMatchObject({
    status: 503,
    code: 'overloaded',
    title: 'Gerade sind sehr viele hier',
  });
  expect(await english?.json()).toMatchObject({ title: 'So many visitors just now' });
  // Let in as pages that the cache may have; turned away when they had to be made at once with the first.
  await eventually(() =>
    expect(told.length + held.filter(({ req }) => req.url === '/p/rope').length).toBe(6),
  );
  const busy = told.length;
  expect(busy).toBeGreaterThan(0);
  expect(new Set(told)).toEqual(new Set(['busy entry']));

  await answerAll();
  await Promise.all(pages);
  for (const answer of await Promise.all([...browsing, checkout])) expect(await answer.text()).toBe('done');
  const shed = await metrics().getSingleMetricAsString('ballast_admission_shed_total');
  expect(shed).toContain(`ballast_admission_shed_total{kind="browse",why="too_long"} ${2 + busy}`);
  const after = get('/api/suggest?q=c');
  await holding(1);
  await answerAll();
  expect((await after).status).toBe(200);
});

test('a cart that had to wait long says that the process is pressed, though nobody was turned away', async () => {
  await eventually(() => expect(isPressed()).toBe(false));
  const many = Array.from({ length: 64 }, () => get('/api/checkout/7'));
  await holding(64);
  const cart = fetch(`${address}/api/cart`, { method: 'POST' });
  await eventually(() => expect(gate.waiting('cart')).toBe(1));
  const began = performance.now();
  await eventually(() => expect(performance.now() - began).toBeGreaterThan(300));
  expect(isPressed()).toBe(false);
  await answerAll();
  await holding(1);
  expect(isPressed()).toBe(true);
  await answerAll();
  expect((await cart).status).toBe(200);
  await Promise.all(many);
});

test('probes are answered however full it is', async () => {
  const many = Array.from({ length: 64 }, () => get('/api/checkout/7'));
  await holding(64);
  const probe = get('/api/health/live');
  await holding(65);
  await answerAll();
  await Promise.all([...many, probe]);
});

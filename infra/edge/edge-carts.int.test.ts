import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { connect } from 'node:net';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { counter } from '#lib/platform/index.ts';
import { countRefusals } from '#workers/exporter/edge.ts';
import { listening, startEdge, type TestEdge } from './edge.fixtures.ts';

// How many new carts the edge sends on at once, and what the others hear.
const places = 3;
let edge: TestEdge;
let making: Promise<Response>[] = [];
const held: ServerResponse[] = [];
let behave: (request: IncomingMessage, response: ServerResponse) => void = hold;

function hold(request: IncomingMessage, response: ServerResponse): void {
  if (request.method === 'POST' && !request.headers.cookie) held.push(response);
  else response.end('answered');
}

const varnish = createServer((request, response) => {
  if (request.url === '/.well-known/varnish') return void response.end();
  request.resume();
  request.on('end', () => behave(request, response));
});
const web = createServer((request, response) => {
  request.resume();
  request.on('end', () => response.end(`web ${request.url}`));
});

beforeAll(async () => {
  edge = await startEdge({
    varnishPorts: [await listening(varnish)],
    webPorts: [await listening(web)],
    newCarts: places,
  });
});

function release(): void {
  for (const response of held.splice(0)) response.end('made');
}

afterEach(async () => {
  behave = hold;
  release();
  await Promise.all(making.splice(0));
});

afterAll(async () => {
  await edge.stop();
  varnish.closeAllConnections();
  varnish.close();
  web.closeAllConnections();
  web.close();
});

const post = (headers: Record<string, string> = {}, path = '/api/cart') =>
  fetch(`${edge.address}${path}`, { method: 'POST', body: '{"sku":"ROPE","quantity":1}', headers });

/** All places taken, by carts that are being made. */
async function fill(): Promise<void> {
  making = Array.from({ length: places }, () => post());
  await expect.poll(() => held.length).toBe(places);
}

// First, since nobody was turned away before it.
test('those turned away are counted apart from those who ask too much', async () => {
  const look = countRefusals(join(edge.folder, 'run/refused'));
  const counted = async () => {
    await look();
    const { values } = await counter('ballast_edge_shed_total', '', []).get();
    return values[0]?.value;
  };
  await expect.poll(counted).toBe(0);
  await fill();
  for (let times = 0; times < 5; times++) expect((await post()).status).toBe(503);
  await expect.poll(counted, { timeout: 15_000 }).toBe(5);
  const { values } = await counter('ballast_edge_refusals_total', '', ['kind']).get();
  expect(values.every(({ value }) => value === 0)).toBe(true);
});

test('as many new carts as web can make at once are sent on; the next one hears web’s words, in its language', async () => {
  await fill();
  for (const [accepted, language, title] of [
    ['de-AT,de;q=0.9', 'de', 'Gerade sind sehr viele hier'],
    ['fr', 'en', 'So many visitors just now'],
  ] as const) {
    const refused = await post({ 'accept-language': accepted });
    expect(refused.status).toBe(503);
    expect(refused.headers.get('content-type')).toBe('application/problem+json');
    expect(refused.headers.get('content-language')).toBe(language);
    expect(refused.headers.get('retry-after')).toMatch(/^[1-4]$/);
    expect(refused.headers.get('x-shed')).toBe('cart');
    expect(refused.headers.get('x-cache')).toBe('EDGE');
    expect(refused.headers.get('cache-control')).toBe('no-store');
    const problem: unknown = await refused.json();
    expect(problem).toMatchObject({ status: 503, code: 'overloaded' });
    expect((problem as { title: string }).title).toContain(title);
  }
  expect(held.length, 'nobody behind the edge heard of them').toBe(places);
  release();
  expect(await Promise.all(making.splice(0).map(async (one) => (await one).text()))).toEqual(
    Array.from({ length: places }, () => 'made'),
  );
  const next = post();
  await expect.poll(() => held.length).toBe(1);
  release();
  expect((await next).status).toBe(200);
});

test('who has a cart, or only looks, is none of them', async () => {
  await fill();
  expect(await (await post({ cookie: 'ballast_visit=session; ballast_cart=mine' })).text()).toBe('answered');
  expect(await (await fetch(`${edge.address}/api/cart`)).text()).toBe('answered');
  const address = post({ cookie: 'ballast_visit=session' }, '/api/checkout/quote');
  expect(await (await address).text()).toBe('answered');
});

test('whose body does not come takes nobody’s place', async () => {
  const slow = Array.from({ length: 2 * places }, () => connect(edge.port, '127.0.0.1'));
  for (const socket of slow) {
    socket.on('error', () => undefined);
    await once(socket, 'connect');
    socket.write('POST /api/cart HTTP/1.1\r\nHost: x\r\nContent-Length: 100\r\n\r\n{');
  }
  await fill();
  for (const socket of slow) socket.destroy();
});

test('a Varnish that breaks off is asked like by any other, and web is when it is gone', async () => {
  behave = (_request, response) => void response.socket?.destroy();
  // Alive, so the cart is sent once more, and breaks off again: it is not known whether it was made.
  expect((await post()).status).toBe(502);
  varnish.closeAllConnections();
  varnish.close();
  const answer = async () => (await post()).text();
  await expect.poll(answer).toBe('web /api/cart');
});

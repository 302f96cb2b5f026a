import { once } from 'node:events';
import {
  createServer,
  get,
  type IncomingMessage,
  type OutgoingHttpHeaders,
  type ServerResponse,
} from 'node:http';
import type { AddressInfo } from 'node:net';
import { buffer } from 'node:stream/consumers';
import { gzipSync } from 'node:zlib';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { listening, startEdge, type TestEdge } from './edge.fixtures.ts';

// How the edge asks Varnish for a page, and what it does when Varnish is slow, frozen or dead.
let edge: TestEdge;
let behave: (request: IncomingMessage, response: ServerResponse) => void = answerAsVarnish;
const encodings: unknown[] = [];

function answerAsVarnish(request: IncomingMessage, response: ServerResponse): void {
  response.writeHead(200, { 'content-type': 'text/html' }).end(`page ${request.url} ${'y'.repeat(2_000)}`);
}

const varnish = createServer((request, response) => {
  encodings.push(request.headers['accept-encoding']);
  behave(request, response);
});
const web = createServer((request, response) => {
  response
    .writeHead(200, { 'content-type': 'text/html', xkey: 'product:1', 'x-fpc-seq': '5', 'x-fpc': 'HIT' })
    .end(`web ${request.method} ${request.url}`);
});

beforeAll(async () => {
  edge = await startEdge({ varnishPorts: [await listening(varnish)], webPorts: [await listening(web)] });
});

afterEach(() => {
  behave = answerAsVarnish;
});

afterAll(async () => {
  await edge.stop();
  varnish.closeAllConnections();
  varnish.close();
  web.close();
});

/** Until the edge tries Varnish again, a second after it gave up. */
async function back(): Promise<void> {
  const page = async () => (await fetch(`${edge.address}/p/rope`)).text();
  await expect.poll(page).toContain('page');
}

test('with Varnish frozen a page comes from web, without what only Varnish may see; soon without asking it', async () => {
  let asked = 0;
  behave = () => void asked++;
  const rope = async () => {
    const page = await fetch(`${edge.address}/p/rope`);
    expect(await page.text()).toBe('web GET /p/rope');
    return page.headers;
  };
  const began = performance.now();
  const headers = await rope();
  // 100 ms for the page and 150 ms for the question whether Varnish is alive; the rest is a busy machine's.
  expect(performance.now() - began).toBeLessThan(5_000);
  expect(headers.get('cache-control')).toBe('private, no-cache');
  expect(headers.get('x-cache')).toBe('NONE, fpc HIT');
  for (const name of ['xkey', 'x-fpc-seq', 'x-fpc']) expect(headers.get(name), name).toBeNull();
  const unasked = async () => {
    const before = asked;
    await rope();
    return asked === before;
  };
  await expect.poll(unasked).toBe(true);
  behave = answerAsVarnish;
  await back();
});

test('Varnish is asked for the page as it keeps it, compressed; who cannot unpack it gets it plain', async () => {
  behave = (request, response) => {
    const packed = request.headers['accept-encoding'] === 'gzip';
    const page = `page ${request.url} ${'y'.repeat(2_000)}`;
    response.writeHead(200, {
      'content-type': 'text/html',
      ...(packed ? { 'content-encoding': 'gzip' } : {}),
    });
    response.end(packed ? gzipSync(page) : page);
  };
  for (const [accepted, sent] of [
    ['gzip, deflate, br', 'gzip'],
    ['identity', null],
  ] as const) {
    const page = await fetch(`${edge.address}/p/rope`, { headers: { 'accept-encoding': accepted } });
    expect(page.headers.get('content-encoding')).toBe(sent);
    expect(page.headers.get('vary')).toMatch(/accept-encoding/i);
    expect(await page.text()).toContain('page /p/rope yyy');
    expect(encodings.at(-1)).toBe('gzip');
  }
});

test.each([
  { accepted: 'gzip, deflate, br', revalidated: 304, ranged: 206 },
  { accepted: 'deflate, gzip;q=1.0', revalidated: 304, ranged: 206 },
  { accepted: 'identity', revalidated: 200, ranged: 200 },
  { accepted: 'gzip;q=0', revalidated: 200, ranged: 200 },
])(
  'a page asked for on a condition or in part by who accepts $accepted is answered $revalidated and $ranged',
  async ({ accepted, ...expected }) => {
    const page = gzipSync(`page ${'y'.repeat(2_000)}`);
    behave = ({ headers }, response) => {
      const packed = { 'content-type': 'text/html', 'content-encoding': 'gzip', etag: '"1"' };
      if (headers['if-none-match'] === '"1"' || headers['if-modified-since'])
        return void response.writeHead(304, packed).end();
      if (!headers.range) return void response.writeHead(200, packed).end(page);
      response.writeHead(206, { ...packed, 'content-range': `bytes 0-9/${page.length}` });
      response.end(page.subarray(0, 10));
    };
    // Not by fetch, which says itself what it accepts of a part.
    const asked = async (headers: OutgoingHttpHeaders) => {
      const request = get(`${edge.address}/p/rope`, { headers: { ...headers, 'accept-encoding': accepted } });
      const [response] = (await once(request, 'response')) as [IncomingMessage];
      return { status: response.statusCode, body: await buffer(response) };
    };
    const plain = `page ${'y'.repeat(2_000)}`;
    for (const condition of [
      { 'if-none-match': '"1"' },
      { 'if-modified-since': new Date(0).toUTCString() },
    ]) {
      const { status, body } = await asked(condition);
      expect([status, body.toString()]).toEqual([
        expected.revalidated,
        expected.revalidated === 200 ? plain : '',
      ]);
    }
    for (const condition of [{ range: 'bytes=0-9' }, { range: 'bytes=0-9', 'if-range': '"1"' }]) {
      const { status, body } = await asked(condition);
      expect([status, body.toString('latin1')]).toEqual([
        expected.ranged,
        expected.ranged === 200 ? plain : page.subarray(0, 10).toString('latin1'),
      ]);
    }
  },
);

test('a slow page is asked of the same Varnish again, not of web: one render for both', async () => {
  let asked = 0;
  behave = (request, response) => {
    if (request.url?.startsWith('/.well-known')) return void response.writeHead(200).end();
    asked++;
    setTimeout(() => answerAsVarnish(request, response), 500);
  };
  const slow = async () => {
    asked = 0;
    const text = await (await fetch(`${edge.address}/p/slow`)).text();
    return `${text.slice(0, 12)}, asked ${asked} times`;
  };
  await expect.poll(slow).toBe('page /p/slow, asked 2 times');
});

test('with Varnish frozen a write goes to web, and is sent to nobody else', async () => {
  const sent: (string | undefined)[] = [];
  behave = (request) => void sent.push(request.url);
  const answer = await fetch(`${edge.address}/api/cart/items`, { method: 'POST', body: '{}' });
  expect(await answer.text()).toBe('web POST /api/cart/items');
  expect(new Set(sent)).toEqual(new Set(['/.well-known/varnish']));
});

test('a new cart does too, after a while when Varnish has just said that it lives', async () => {
  await back();
  let asked = 0;
  behave = (request) => void (request.url === '/api/cart' && asked++);
  const cart = async () => (await fetch(`${edge.address}/api/cart`, { method: 'POST', body: '{}' })).text();
  expect(await cart()).toBe('web POST /api/cart');
  // It is known for a second at a time that nobody answers.
  const unasked = async () => {
    const before = asked;
    expect(await cart()).toBe('web POST /api/cart');
    return asked - before;
  };
  await expect.poll(unasked).toBe(0);
});

test('a write is sent once, however slow its answer', async () => {
  let asked = 0;
  behave = (request, response) => {
    if (request.url?.startsWith('/.well-known')) return void response.writeHead(200).end();
    asked++;
    setTimeout(() => answerAsVarnish(request, response), 500);
  };
  const write = async () => {
    asked = 0;
    const answer = await fetch(`${edge.address}/api/cart`, { method: 'POST', body: '{}' });
    return `${(await answer.text()).slice(0, 14)}, asked ${asked} times`;
  };
  await expect.poll(write).toBe('page /api/cart, asked 1 times');
});

test('with Varnish dead everything comes from web at once, writes too', async () => {
  const { port } = varnish.address() as AddressInfo;
  varnish.closeAllConnections();
  await new Promise((done) => varnish.close(done));
  const began = performance.now();
  expect(await (await fetch(`${edge.address}/p/rope`)).text()).toBe('web GET /p/rope');
  expect(await (await fetch(`${edge.address}/api/cart`, { method: 'POST', body: '{}' })).text()).toBe(
    'web POST /api/cart',
  );
  expect(performance.now() - began).toBeLessThan(5_000);
  await new Promise<void>((done) => varnish.listen(port, '127.0.0.1', () => done()));
  await back();
});

import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, expect, test } from 'vitest';

const asked: string[] = [];
const held = new Set<string>();
let connections = 0;
const varnish = createServer((request, response) => {
  const page = `${request.method} ${request.url}${request.headers.rsc ? ' rsc' : ''}`;
  asked.push(page);
  if (request.url === '/broken') return void request.socket.destroy();
  response.setHeader('x-cache', held.has(page) ? 'HIT' : 'MISS, fpc MISS');
  held.add(page);
  response.setHeader('content-length', '1000');
  response.end();
});
varnish.on('connection', () => connections++);
await new Promise<void>((done) => varnish.listen(0, '127.0.0.1', () => done()));

// Read when the module loads.
process.env.VARNISH_URLS = `http://127.0.0.1:${(varnish.address() as AddressInfo).port}`;
const { warmPages } = await import('./warm-pages.ts');

afterAll(() => void varnish.close());

const pages = Array.from({ length: 50 }, (_, index) => `/p/${index}`);

test('each page is asked for once, and as content where it was rendered anew', async () => {
  expect(await warmPages(pages, () => false)).toBe(50);
  expect([...asked].sort()).toEqual(pages.flatMap((page) => [`HEAD ${page}`, `HEAD ${page} rsc`]).sort());
  asked.length = 0;
  expect(await warmPages(pages, () => false)).toBe(0);
  expect([...asked].sort()).toEqual(pages.map((page) => `HEAD ${page}`).sort());
});

test('two connections do for all of them', () => {
  expect(connections).toBeLessThanOrEqual(2);
});

test('a Varnish that breaks off is passed over', async () => {
  expect(await warmPages(['/broken', '/p/new'], () => false)).toBe(1);
});

test('it stops when told so', async () => {
  asked.length = 0;
  expect(await warmPages(pages, () => asked.length >= 3)).toBe(0);
  expect(asked.length).toBeLessThan(6);
});

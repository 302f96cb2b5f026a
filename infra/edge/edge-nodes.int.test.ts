import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { listening, startEdge, type TestEdge } from './edge.fixtures.ts';

const nodes: Server[] = [];
let edge: TestEdge;

/** Those that are gone as soon as they have said that they are there. */
const leaving = new Set<string>();

/** How long a page takes to be made, in milliseconds. */
let makingMs = 0;

/** A server on a free port that answers with its name. */
async function named(name: string): Promise<Server> {
  const server = createServer(({ url }, response) => {
    if (url?.startsWith('/.well-known')) {
      if (leaving.delete(name)) server.close();
      response.end();
    } else if (url?.includes('/break')) response.socket?.destroy();
    else setTimeout(() => response.end(name), makingMs);
  });
  await listening(server);
  return server;
}

const portOf = (server: Server) => (server.address() as AddressInfo).port;

function close(server: Server): Promise<unknown> {
  const closed = once(server, 'close');
  server.close();
  server.closeAllConnections();
  return closed;
}

beforeAll(async () => {
  const web = await named('web');
  nodes.push(await named('one'), await named('two'), web);
  edge = await startEdge({ varnishPorts: nodes.slice(0, 2).map(portOf), webPorts: [portOf(web)] });
});

afterAll(async () => {
  await edge.stop();
  for (const node of nodes) if (node.listening) await close(node);
});

const from = async (path: string) => (await fetch(`${edge.address}${path}`)).text();
const each = (pages: string[]) => Promise.all(pages.map(from));

/** Who answers each page, once nobody is passed over any more: on a starved machine 150 ms are too few to say "alive". */
async function holders(pages: string[], expected: string[]): Promise<string[]> {
  let found: string[] = [];
  const all = async () => {
    found = await each(pages);
    return new Set(found);
  };
  await expect.poll(all).toEqual(new Set(expected));
  return found;
}

test('pages that take long to be made stay with their Varnish, however many there are at once', async () => {
  const pages = Array.from({ length: 60 }, (_, index) => `/p/article-${index}`);
  const quick = await holders(pages, ['one', 'two']);
  // A few may move where this process is too busy to say in 150 ms that it lives.
  const moved = async () => (await each(pages)).filter((name, index) => name !== quick[index]).length;
  makingMs = 300;
  try {
    for (let round = 0; round < 2; round++) await expect.poll(moved).toBeLessThan(6);
  } finally {
    makingMs = 0;
  }
});

test('a write to a Varnish that is gone before it was sent comes from web; one that may have been done says so', async () => {
  const [one] = nodes;
  if (!one) throw new Error('no nodes');
  const port = portOf(one);
  leaving.add('one');
  const answer = await fetch(`${edge.address}/api/cart/items`, { method: 'POST', body: '{}' });
  expect([answer.status, await answer.text()]).toEqual([200, 'web']);
  one.listen(port, '127.0.0.1');
  await once(one, 'listening');

  const broken = await fetch(`${edge.address}/de/api/break`, { method: 'POST', body: '{}' });
  expect([broken.status, broken.headers.get('content-type')]).toEqual([502, 'application/problem+json']);
  expect(await broken.json()).toMatchObject({
    status: 502,
    code: 'no_answer',
    detail: expect.stringContaining('not known'),
  });
  const page = await fetch(`${edge.address}/account/break`);
  expect([page.status, page.headers.get('retry-after')]).toEqual([502, '5']);
  expect(await page.text()).toContain('asks again by itself');
});

test('a page goes to one Varnish, whatever noise its address has; without that one to another, without any to web', async () => {
  const pages = Array.from({ length: 41 }, (_, index) => `/p/article-${index}`);
  const first = await holders(pages, ['one', 'two']);
  await expect.poll(() => each(pages.map((page) => `${page}?utm_source=mail`))).toEqual(first);
  const [one, two] = nodes;
  if (!one || !two) throw new Error('no nodes');
  await close(one);
  await holders(pages, ['two']);
  await close(two);
  await holders(pages, ['web']);
});

import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { renderEdge } from './render.ts';

const folder = mkdtempSync(join(tmpdir(), 'ballast-edge-nodes-'));
const nodes: Server[] = [];
let nginx: ChildProcess;
let address = '';

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
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
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
  for (const name of ['run', 'log', 'public', 'build/static'])
    mkdirSync(join(folder, name), { recursive: true });
  const web = await named('web');
  nodes.push(await named('one'), await named('two'), web);
  const free = await named('free');
  const port = portOf(free);
  await close(free);
  const options = {
    port,
    varnishPorts: nodes.slice(0, 2).map(portOf),
    webPorts: [portOf(web)],
    ...{ hitsPort: 9, tracesPort: 9, gatewayOrigin: '' },
    buildDir: join(folder, 'build'),
    publicDir: join(folder, 'public'),
    mediaDir: join(folder, 'media'),
    runDir: join(folder, 'run'),
    logDir: join(folder, 'log'),
  };
  const file = join(folder, 'nginx.conf');
  writeFileSync(file, renderEdge(options));
  const program = spawnSync('sh', ['-c', 'command -v nginx || echo /usr/sbin/nginx'], { encoding: 'utf8' });
  nginx = spawn(program.stdout.trim(), ['-p', folder, '-c', file, '-e', join(folder, 'log/edge.log')]);
  address = `http://127.0.0.1:${port}`;
  await vi.waitFor(() => fetch(address), { timeout: 5_000 });
});

afterAll(async () => {
  nginx.kill('SIGTERM');
  await once(nginx, 'exit');
  for (const node of nodes) if (node.listening) await close(node);
  rmSync(folder, { recursive: true, force: true });
});

const from = async (path: string) => (await fetch(`${address}${path}`)).text();

test('pages that take long to be made stay with their Varnish, however many there are at once', async () => {
  const pages = Array.from({ length: 60 }, (_, index) => `/p/article-${index}`);
  const quick = await Promise.all(pages.map(from));
  makingMs = 300;
  expect(await Promise.all(pages.map(from))).toEqual(quick);
  expect(await Promise.all(pages.map(from))).toEqual(quick);
  makingMs = 0;
});

test('a write to a Varnish that is gone before it was sent comes from web; one that may have been done says so', async () => {
  const [one] = nodes;
  if (!one) throw new Error('no nodes');
  const port = portOf(one);
  leaving.add('one');
  const answer = await fetch(`${address}/api/cart`, { method: 'POST', body: '{}' });
  expect([answer.status, await answer.text()]).toEqual([200, 'web']);
  one.listen(port, '127.0.0.1');
  await once(one, 'listening');

  const broken = await fetch(`${address}/de/api/break`, { method: 'POST', body: '{}' });
  expect([broken.status, broken.headers.get('content-type')]).toEqual([502, 'application/problem+json']);
  expect(await broken.json()).toMatchObject({
    status: 502,
    code: 'no_answer',
    detail: expect.stringContaining('not known'),
  });
  const page = await fetch(`${address}/account/break`);
  expect([page.status, page.headers.get('retry-after')]).toEqual([502, '5']);
  expect(await page.text()).toContain('asks again by itself');
});

test('a page goes to one Varnish, whatever noise its address has; without that one to another, without any to web', async () => {
  const pages = Array.from({ length: 41 }, (_, index) => `/p/article-${index}`);
  const first = await Promise.all(pages.map(from));
  expect(new Set(first)).toEqual(new Set(['one', 'two']));
  expect(await Promise.all(pages.map((page) => from(`${page}?utm_source=mail`)))).toEqual(first);
  const [one, two] = nodes;
  if (!one || !two) throw new Error('no nodes');
  await close(one);
  expect(new Set(await Promise.all(pages.map(from)))).toEqual(new Set(['two']));
  await close(two);
  expect(new Set(await Promise.all(pages.map(from)))).toEqual(new Set(['web']));
});

import { once } from 'node:events';
import { readFileSync, writeFileSync } from 'node:fs';
import { Agent, createServer, type IncomingHttpHeaders, request, type ServerResponse } from 'node:http';
import { connect, type Socket } from 'node:net';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { counter } from '#lib/platform/index.ts';
import { countRefusals } from '#workers/exporter/edge.ts';
import { listening, startEdge, type TestEdge } from './edge.fixtures.ts';
import { renderEdge } from './render.ts';

/** A real nginx with tight limits; who asks from 127.0.0.2 and up is a stranger to it, 127.0.0.1 is not limited. */
const limits = {
  requestsPerSecond: 2,
  requestsBurst: 20,
  changesPerSecond: 1,
  changesBurst: 5,
  connections: 10,
  headerTimeoutMs: 3_000,
  bodyTimeoutMs: 1_000,
};
let edge: TestEdge;
const seen: string[] = [];
const held: ServerResponse[] = [];
const agents: Agent[] = [];
// Varnish and web in one: it answers at once, but for what it is asked to hold.
const behind = createServer((asked, response) => {
  if (asked.url === '/.well-known/varnish') return void response.end();
  seen.push(`${asked.method} ${asked.url}`);
  asked.resume();
  if (asked.url?.startsWith('/api/held')) held.push(response);
  else asked.on('end', () => response.end(`for ${asked.headers['x-forwarded-for']}`));
});

beforeAll(async () => {
  const behindPort = await listening(behind);
  edge = await startEdge({
    varnishPorts: [behindPort],
    webPorts: [behindPort],
    limits,
    unlimited: ['127.0.0.1'],
    trustedProxies: ['127.0.0.200'],
  });
  writeFileSync(join(edge.folder, 'build/static/app.js'), 'x');
});

afterEach(() => {
  for (const response of held.splice(0)) response.end('at last');
});

afterAll(async () => {
  for (const agent of agents) agent.destroy();
  await edge.stop();
  behind.closeAllConnections();
  behind.close();
});

type Answer = { status: number; headers: IncomingHttpHeaders; text: string };

/** One request from an address of this machine. */
function ask(
  from: string,
  path: string,
  {
    method = 'GET',
    body,
    headers = {},
  }: { method?: string; body?: string; headers?: Record<string, string> } = {},
): Promise<Answer> {
  const agent = new Agent({ keepAlive: false });
  agents.push(agent);
  return new Promise((done, fail) => {
    const asked = request(
      {
        host: '127.0.0.1',
        port: edge.port,
        path,
        method,
        headers,
        localAddress: from,
        agent,
        timeout: 20_000,
      },
      (response) => {
        let text = '';
        response.on('data', (chunk: Buffer) => {
          text += chunk.toString();
        });
        response.on('end', () => done({ status: response.statusCode ?? 0, headers: response.headers, text }));
        response.on('error', fail);
      },
    );
    asked.on('error', fail);
    asked.on('timeout', () => asked.destroy(new Error('no answer')));
    asked.end(body);
  });
}

const flood = (from: string, count: number, path: string, options = {}) =>
  Promise.all(Array.from({ length: count }, () => ask(from, path, options)));
const statuses = (answers: Answer[]) => Map.groupBy(answers, ({ status }) => status);

/** A raw connection that says so much and then nothing. @returns when it was closed on us, in milliseconds. */
async function stalled(from: string, said: string): Promise<{ socket: Socket; closed: Promise<number> }> {
  const socket = connect({ host: '127.0.0.1', port: edge.port, localAddress: from });
  await once(socket, 'connect');
  const began = performance.now();
  socket.write(said);
  socket.resume();
  const closed = new Promise<number>((done) => {
    socket.on('error', () => undefined);
    socket.on('close', () => done(performance.now() - began));
  });
  return { socket, closed };
}

// First, since nobody was turned away before it.
test('whom it turns away is counted by kind, told once a minute, and forgotten after ten', async () => {
  const file = join(edge.folder, 'run/refused');
  const told: Record<'rate' | 'connections', number>[] = [];
  let now = 0;
  const look = countRefusals(file, { nowMs: () => now, tell: (refusals) => told.push(refusals) });
  const counted = async () => {
    await look();
    const { values } = await counter('ballast_edge_refusals_total', '', ['kind']).get();
    return Object.fromEntries(values.map(({ labels, value }) => [labels.kind, value]));
  };
  expect(await counted()).toEqual({ rate: 0, connections: 0 });

  let rate = 0;
  while (rate < 3) {
    // Fewer at once than one address may have under way.
    const answers = await flood('127.0.0.14', limits.connections - 1, '/api/cart', {
      method: 'POST',
      body: '{}',
    });
    rate += statuses(answers).get(429)?.length ?? 0;
  }
  await expect.poll(counted).toEqual({ rate, connections: 0 });
  expect(readFileSync(file, 'utf8')).toBe('rate 127.0.0.14\n'.repeat(rate));

  const waiting = Array.from({ length: limits.connections }, () => ask('127.0.0.15', '/api/held'));
  await expect.poll(() => held.length).toBe(limits.connections);
  expect((await ask('127.0.0.15', '/api/cart')).status).toBe(429);
  expect((await ask('127.0.0.15', '/')).status).toBe(429);
  for (const response of held.splice(0)) response.end('at last');
  await Promise.all(waiting);
  await expect.poll(counted).toEqual({ rate, connections: 2 });

  expect(told).toHaveLength(1);
  now += 61_000;
  await look();
  expect(told).toHaveLength(2);
  const sum = (kind: 'rate' | 'connections') => told.reduce((total, refusals) => total + refusals[kind], 0);
  expect({ rate: sum('rate'), connections: sum('connections') }).toEqual({ rate, connections: 2 });

  now += 10 * 60_000;
  await look();
  expect(readFileSync(file, 'utf8')).toBe('');
  expect(edge.log()).not.toContain('127.0.0.14');
  expect(await counted(), 'counted once').toEqual({ rate, connections: 2 });
});

test('a flood from one address is answered 429 after its burst; others do not notice', async () => {
  const answers = await flood('127.0.0.2', 60, '/p/rope');
  const by = statuses(answers);
  expect(by.get(200)?.length).toBeGreaterThanOrEqual(limits.connections);
  expect(by.get(429)?.length).toBeGreaterThan(10);
  const [refused] = by.get(429) ?? [];
  expect(refused?.headers['retry-after']).toBe('5');
  expect(refused?.headers['cache-control']).toBe('no-store');
  expect(refused?.headers['content-type']).toContain('text/html');
  expect(refused?.text).toContain('http-equiv="refresh"');
  expect((await ask('127.0.0.3', '/p/rope')).status).toBe(200);
  expect(statuses(await flood('127.0.0.1', 60, '/p/rope')).get(200)).toHaveLength(60);
});

test('what changes something has a limit of its own, and its refusal is problem+json that may be sent again', async () => {
  const answers = await flood('127.0.0.4', 12, '/api/cart', { method: 'POST', body: '{}' });
  const [refused] = statuses(answers).get(429) ?? [];
  expect(refused?.headers['content-type']).toBe('application/problem+json');
  expect(JSON.parse(refused?.text ?? '{}')).toMatchObject({ status: 429, code: 'too_many_requests' });
  expect(refused?.headers['x-shed']).toBe('1');
  expect((await ask('127.0.0.4', '/api/cart')).status).toBe(200);
  const told = await flood('127.0.0.5', 9, '/api/webhooks/stripe', { method: 'POST', body: '{}' });
  expect(statuses(told).get(200)).toHaveLength(9);
});

test('a page with a hundred files is no flood', async () => {
  const answers = await flood('127.0.0.6', 100, '/_next/static/app.js');
  expect(statuses(answers).get(200)).toHaveLength(100);
});

const picture = `/media/${'ab'.repeat(24)}-400.webp`;

test.each([
  ['127.0.0.16', '/search/q-rope..%2f..%2f..%2fmedia%2fx'],
  ['127.0.0.17', `/search/q-rope..%2f..%2f..${picture.replaceAll('/', '%2f')}-x`],
  ['127.0.0.18', '/media/nothing-1'],
])('from %s, %s is counted: it only looks like a file from disk', async (from, path) => {
  const before = seen.length;
  const by = statuses(await flood(from, 60, path));
  expect(by.get(429)?.length).toBeGreaterThan(10);
  expect(seen.length - before).toBeLessThan(60);
});

test('what looks like a picture to the limits comes from disk or not at all', async () => {
  const before = seen.length;
  for (const path of [picture, `/search/q-rope..%2f..%2f..${picture.replaceAll('/', '%2f')}`]) {
    expect(statuses(await flood('127.0.0.19', 60, path)).get(404)).toHaveLength(60);
  }
  expect(seen.length).toBe(before);
});

test.each([
  ['127.0.0.20', '/api/auth/callback/credentials/..%2f..%2f..%2fwebhooks%2fx'],
  ['127.0.0.21', '/api/webhooks/../cart'],
  ['127.0.0.22', '/api/webhooks/%2e%2e/cart'],
])('from %s, %s is a change like any other', async (from, path) => {
  const by = statuses(await flood(from, limits.connections - 1, path, { method: 'POST', body: '{}' }));
  expect(by.get(429)?.length).toBeGreaterThan(0);
});

test('one address has only so many requests under way', async () => {
  const waiting = Array.from({ length: limits.connections }, () => ask('127.0.0.7', '/api/held'));
  await expect.poll(() => held.length).toBe(limits.connections);
  expect((await ask('127.0.0.7', '/api/cart')).status).toBe(429);
  expect((await ask('127.0.0.8', '/api/cart')).status).toBe(200);
  for (const response of held.splice(0)) response.end('at last');
  expect(statuses(await Promise.all(waiting)).get(200)).toHaveLength(limits.connections);
});

test('slow-loris: three hundred who never finish their headers are let go, and a shopper is served meanwhile', async () => {
  const before = seen.length;
  const all = await Promise.all(
    Array.from({ length: 300 }, () => stalled('127.0.0.9', 'GET /p/rope HTTP/1.1\r\nHost: x\r\nX-A: b\r\n')),
  );
  let open = all.length;
  for (const { closed } of all) void closed.then(() => open--);
  expect((await ask('127.0.0.10', '/p/rope')).status).toBe(200);
  expect(open, 'the shopper did not wait until they were gone').toBeGreaterThan(0);
  const took = await Promise.all(all.map(({ closed }) => closed));
  // They are told 408, or simply let go, once the time for headers is over; nginx by itself would give them a minute.
  expect(Math.max(...took)).toBeLessThan(30_000);
  expect(seen.length - before).toBe(1);
});

test('a body that does not come does not reach the shop, and its connection is let go', async () => {
  const before = seen.length;
  const said = 'POST /api/cart HTTP/1.1\r\nHost: x\r\nContent-Length: 1000\r\n\r\n{';
  const { closed } = await stalled('127.0.0.11', said);
  expect(await closed).toBeLessThan(30_000);
  expect(seen.length).toBe(before);
});

test('huge bodies, chunked ones too, long addresses and heaps of headers are refused before the shop', async () => {
  const before = seen.length;
  const post = (headers: Record<string, string>) =>
    ask('127.0.0.12', '/api/cart', { method: 'POST', body: 'z'.repeat(1_200_000), headers }).then(
      ({ status }) => status,
      () => 413,
    );
  expect(await post({})).toBe(413);
  expect(await post({ 'transfer-encoding': 'chunked' })).toBe(413);
  expect((await ask('127.0.0.12', `/p/${'x'.repeat(20_000)}`)).status).toBe(414);
  const heap = Object.fromEntries(
    Array.from({ length: 20 }, (_, index) => [`x-${index}`, 'y'.repeat(4_000)]),
  );
  expect((await ask('127.0.0.12', '/p/rope', { headers: heap })).status).toBe(400);
  expect(seen.length).toBe(before);
});

test('a balancer of ours says who a visitor is; nobody else does', async () => {
  const through = { headers: { 'x-forwarded-for': '203.0.113.7' } };
  expect((await ask('127.0.0.200', '/p/rope', through)).text).toBe('for 203.0.113.7');
  expect((await ask('127.0.0.13', '/p/rope', through)).text).toBe('for 127.0.0.13');
  const flooded = await flood('127.0.0.200', 60, '/p/rope', through);
  expect(statuses(flooded).get(429)?.length).toBeGreaterThan(10);
  const other = { headers: { 'x-forwarded-for': '203.0.113.8' } };
  expect((await ask('127.0.0.200', '/p/rope', other)).status).toBe(200);
});

test('what is no network does not become one', () => {
  const options = {
    port: 1,
    varnishPorts: [2],
    webPorts: [3],
    hitsPort: 9,
    tracesPort: 9,
    gatewayOrigin: '',
  };
  const folders = { buildDir: '/', publicDir: '/', mediaDir: '/', runDir: '/', logDir: '/' };
  const evil = () => renderEdge({ ...options, ...folders, trustedProxies: ['1.2.3.4; evil'] });
  expect(evil).toThrow(/Not an address/);
});

import { spawnSync } from 'node:child_process';
import { createSocket } from 'node:dgram';
import { once } from 'node:events';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { connect } from 'node:http2';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { brotliCompressSync, gzipSync } from 'node:zlib';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { freePort } from '#lib/platform/free-port.fixtures.ts';
import { edgeSpans } from '#lib/tracing/index.ts';
import { listening, startEdge, type TestEdge } from './edge.fixtures.ts';
import { renderEdge } from './render.ts';

let edge: TestEdge;
let address = '';
let secureAddress = '';
let certificate = '';
const keys = mkdtempSync(join(tmpdir(), 'ballast-edge-keys-'));
const traces = createSocket('udp4');
const forwarded: Record<string, string | string[] | undefined>[] = [];
let behave: (request: IncomingMessage, response: ServerResponse) => void = answerAsVarnish;

function answerAsVarnish(request: IncomingMessage, response: ServerResponse): void {
  const headers = { 'content-type': 'text/html', 'x-span': '1795659066.660 1795659066.899' };
  response.writeHead(200, headers).end(`page ${request.url} ${'y'.repeat(2_000)}`);
}

const varnish = createServer((request, response) => {
  forwarded.push(request.headers);
  behave(request, response);
});
const web = createServer((_request, response) => response.end('web'));

beforeAll(async () => {
  const [varnishPort, webPort, tlsPort] = [await listening(varnish), await listening(web), await freePort()];
  traces.bind(0, '127.0.0.1');
  await once(traces, 'listening');
  const tls = { port: tlsPort, certificate: join(keys, 'cert.pem'), key: join(keys, 'key.pem') };
  const made = ['req', '-x509', '-nodes', '-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1'];
  const named = ['-subj', '/CN=localhost', '-addext', 'subjectAltName=DNS:localhost'];
  spawnSync('openssl', [...made, ...named, '-keyout', tls.key, '-out', tls.certificate]);
  certificate = readFileSync(tls.certificate, 'utf8');
  secureAddress = `https://localhost:${tlsPort}`;
  edge = await startEdge({
    tls,
    varnishPorts: [varnishPort],
    webPorts: [webPort],
    tracesPort: (traces.address() as AddressInfo).port,
    gatewayOrigin: 'http://127.0.0.1:7420',
  });
  address = edge.address;
  const script = 'x'.repeat(2_000);
  const file = join(edge.folder, 'build/static/app.js');
  writeFileSync(file, script);
  writeFileSync(`${file}.br`, brotliCompressSync(script));
  writeFileSync(`${file}.gz`, gzipSync(script));
});

afterAll(async () => {
  await edge.stop();
  rmSync(keys, { recursive: true, force: true });
  varnish.closeAllConnections();
  varnish.close();
  web.close();
  traces.close();
});

test('static files come from disk, immutable and compressed; a missing one is a 404 nobody keeps', async () => {
  for (const [accepted, used] of [
    ['gzip', 'gzip'],
    ['gzip, deflate, br', 'br'],
    ['identity', null],
  ] as const) {
    const file = await fetch(`${address}/_next/static/app.js`, { headers: { 'accept-encoding': accepted } });
    expect(file.headers.get('cache-control')).toBe('public, max-age=31536000, immutable');
    expect(file.headers.get('content-type')).toBe('application/javascript');
    expect(file.headers.get('content-encoding')).toBe(used);
    expect(file.headers.get('vary')).toBe('Accept-Encoding');
    expect((await file.text()).length).toBe(2_000);
  }
  const missing = await fetch(`${address}/_next/static/gone.js`);
  expect(missing.status).toBe(404);
  expect(missing.headers.get('cache-control')).toBeNull();
  const outside = await fetch(`${address}/_next/static/..%2f..%2f..%2fnginx.conf`);
  expect([400, 404]).toContain(outside.status);
});

test('pages come from Varnish, with the visitor known by his address and not by his claims', async () => {
  const claims = { 'x-forwarded-for': '6.6.6.6', 'x-middleware-prefetch': '1' };
  const page = await fetch(`${address}/p/rope?x=1`, { headers: claims });
  expect(await page.text()).toContain('page /p/rope?x=1');
  expect(forwarded.at(-1)?.['x-forwarded-for']).toBe('127.0.0.1');
  expect(forwarded.at(-1)?.host).toBe(new URL(address).host);
  expect(forwarded.at(-1)).not.toHaveProperty('x-middleware-prefetch');
});

test('over TLS it speaks HTTP/2, with static files compressed and pages known to have come so', async () => {
  const session = connect(secureAddress, { ca: certificate });
  const read = async (headers: Record<string, string>) => {
    const stream = session.request(headers);
    const [answer] = (await once(stream, 'response')) as [Record<string, string>];
    stream.setEncoding('utf8');
    let body = '';
    for await (const part of stream) body += String(part);
    return { answer, body };
  };
  try {
    const file = await read({ ':path': '/_next/static/app.js', 'accept-encoding': 'br' });
    expect(file.answer[':status']).toBe(200);
    expect(file.answer['content-encoding']).toBe('br');
    const { answer, body } = await read({ ':path': '/p/rope' });
    expect(session.alpnProtocol).toBe('h2');
    expect(body).toContain('page /p/rope');
    expect(answer['strict-transport-security']).toBe('max-age=31536000');
    expect(forwarded.at(-1)?.['x-forwarded-proto']).toBe('https');
    expect(forwarded.at(-1)?.['x-forwarded-host']).toBe(new URL(secureAddress).host);
  } finally {
    session.close();
  }
  expect((await fetch(`${address}/p/rope`)).headers.get('strict-transport-security')).toBeNull();
});

test('nobody purges through the edge', async () => {
  const before = forwarded.length;
  expect((await fetch(`${address}/`, { method: 'PURGE', headers: { 'xkey-purge': 'search' } })).status).toBe(
    405,
  );
  expect(forwarded.length).toBe(before);
});

test('pages carry a content security policy that names the gateway', async () => {
  const policy = (await fetch(`${address}/`)).headers.get('content-security-policy');
  expect(policy).toContain("connect-src 'self' http://127.0.0.1:7420");
  expect(policy).toContain("frame-ancestors 'none'");
});

test('what moves an order is kept as a trace: the visitor’s own if it is one, whatever he says of sampling', async () => {
  const trace = 'ab'.repeat(16);
  const parent = 'c'.repeat(16);
  const spans = async (path: string, traceparent: string) => {
    const told = once(traces, 'message') as Promise<[Buffer]>;
    await fetch(`${address}${path}`, { headers: { traceparent, tracestate: 'ballast=order' } });
    return edgeSpans(String((await told)[0]));
  };
  const [own, varnish] = await spans('/api/checkout/7?token=secret', `00-${trace}-${parent}-00`);
  expect(own).toMatchObject({ traceId: trace, parentId: parent, name: 'GET /api/checkout/…', failed: false });
  expect(own?.spanId).toMatch(/^0[0-9a-f]{15}$/);
  expect(forwarded.at(-1)?.traceparent).toBe(`00-${trace}-${own?.spanId}-01`);
  expect(forwarded.at(-1)?.tracestate).toBeUndefined();
  expect(varnish).toMatchObject({
    service: 'varnish',
    parentId: own?.spanId,
    startedUs: 1_795_659_066_660_000,
  });

  const [nobodys] = await spans('/api/admin/orders/7/commands', `00-${'0'.repeat(32)}-${parent}-01`);
  expect(nobodys?.traceId).toMatch(/^[0-9a-f]{32}$/);
  expect(nobodys?.traceId).not.toBe('0'.repeat(32));
  expect(nobodys?.parentId).toBeNull();

  for (const path of [
    '/p/rope',
    '/api/checkout/quote',
    '/api/webhooks/stripe',
    '/api/admin/orders/7/timeline',
  ]) {
    const { headers } = await fetch(address + path, { headers: { traceparent: `00-${trace}-${parent}-01` } });
    expect(forwarded.at(-1)?.traceparent).toMatch(new RegExp(`^00-${trace}-0[0-9a-f]{15}-00$`));
    expect(headers.get('x-span')).toBeNull();
  }
});

test('a request that fails is logged with what failed, and without what only the visitor may know', async () => {
  const [order, query] = ['s3cr3t-of-an-order', 's3cr3t-of-a-mail'];
  const { log } = edge;
  const before = log().length;
  behave = (request, response) => {
    if (request.url?.startsWith('/.well-known')) answerAsVarnish(request, response);
    else request.socket.destroy();
  };
  try {
    for (const path of ['/orders', '/de/orders', '/ORDERS']) {
      await fetch(`${address}${path}/${order}?placed`);
    }
    for (const path of ['/admin/invitation', '/api/checkout']) await fetch(`${address}${path}/${order}`);
    await fetch(`${address}/api/checkout/quote`, { method: 'POST' });
    await fetch(`${address}/account/reset?token=${query}`, { method: 'POST' });
    await fetch(`${address}/p/rope`);
  } finally {
    behave = answerAsVarnish;
  }
  await expect.poll(() => log().slice(before)).toContain('/p/rope');
  const told = log()
    .slice(before)
    .split('\n')
    .flatMap((line) => (line.startsWith('{') ? [JSON.parse(line) as Record<string, string>] : []));
  // A connection that was kept and is closed by now is tried once more, which is no other failure.
  const once = (statuses: unknown) => String(statuses).replace('502, 502', '502');
  expect(told.map(({ method, path, upstream_status }) => [method, path, once(upstream_status)])).toEqual([
    ['GET', '/orders/…', '502, 200'],
    ['GET', '/de/orders/…', '502, 200'],
    ['GET', '/ORDERS/…', '502 : 200'],
    ['GET', '/admin/invitation/…', '502, 200'],
    ['GET', '/api/checkout/…', '502, 200'],
    ['POST', '/api/checkout/quote', '502'],
    ['POST', '/account/reset', '502'],
    ['GET', '/p/rope', '502 : 200'],
  ]);
  expect(told[0]?.trace_id).toMatch(/^[0-9a-f]{32}$/);
  expect(log()).not.toMatch(new RegExp(`${order}|${query}`));
});

test('a body above 1 MB is refused before it reaches the shop', async () => {
  const before = forwarded.length;
  const answer = await fetch(`${address}/api/cart`, { method: 'POST', body: 'z'.repeat(1_100_000) }).catch(
    () => null,
  );
  expect(answer === null || answer.status === 413).toBe(true);
  expect(forwarded.length).toBe(before);
});

test('a path that would change the configuration is refused', () => {
  const options = {
    port: 1,
    varnishPorts: [2],
    webPorts: [3],
    hitsPort: 9,
    tracesPort: 9,
    buildDir: '/a"; evil',
    publicDir: '/',
    mediaDir: '/',
    gatewayOrigin: '',
    runDir: '/',
    logDir: '/',
  };
  expect(() => renderEdge(options)).toThrow(/BUILD_DIR/);
});

test('a stored picture comes from disk and may be kept for ever; a made-up name is a 404', async () => {
  const id = 'ab'.repeat(24);
  mkdirSync(join(edge.folder, 'media/ab'), { recursive: true });
  writeFileSync(join(edge.folder, `media/ab/${id}-640.webp`), 'picture');
  const response = await fetch(`${address}/media/${id}-640.webp`);
  expect(response.headers.get('content-type')).toBe('image/webp');
  expect(response.headers.get('cache-control')).toContain('immutable');
  expect(await response.text()).toBe('picture');
  expect((await fetch(`${address}/media/${id}-320.webp`)).status).toBe(404);
});

import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { renderEdge } from './render.ts';

let folder = '';
let nginx: ChildProcess;
let varnish: Server;
let address = '';
const forwarded: Record<string, string | string[] | undefined>[] = [];

function freePort(): Promise<number> {
  return new Promise((done) => {
    const server = createServer().listen(0, '127.0.0.1', () => {
      const { port } = server.address() as AddressInfo;
      server.close(() => done(port));
    });
  });
}

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'ballast-edge-'));
  for (const name of ['run', 'log', 'public', 'build/static']) {
    mkdirSync(join(folder, name), { recursive: true });
  }
  writeFileSync(join(folder, 'build/static/app.js'), 'x'.repeat(2_000));
  writeFileSync(join(folder, 'public/favicon.svg'), '<svg xmlns="http://www.w3.org/2000/svg"/>');
  varnish = createServer((request, response) => {
    forwarded.push(request.headers);
    response.writeHead(200, { 'content-type': 'text/html' }).end(`page ${request.url} ${'y'.repeat(2_000)}`);
  });
  const varnishPort = await new Promise<number>((done) => {
    varnish.listen(0, '127.0.0.1', () => done((varnish.address() as AddressInfo).port));
  });
  const port = await freePort();
  address = `http://127.0.0.1:${port}`;
  const file = join(folder, 'nginx.conf');
  const options = {
    port,
    varnishPort,
    buildDir: join(folder, 'build'),
    publicDir: join(folder, 'public'),
    mediaDir: join(folder, 'media'),
    gatewayOrigin: 'http://127.0.0.1:7420',
    runDir: join(folder, 'run'),
    logDir: join(folder, 'log'),
  };
  writeFileSync(file, renderEdge(options));
  const program = spawnSync('sh', ['-c', 'command -v nginx || echo /usr/sbin/nginx'], { encoding: 'utf8' });
  nginx = spawn(program.stdout.trim(), ['-p', folder, '-c', file, '-e', join(folder, 'log/edge.log')]);
  await vi.waitFor(() => fetch(`${address}/`), { timeout: 5_000 });
});

afterAll(async () => {
  nginx.kill('SIGTERM');
  await new Promise((done) => nginx.on('exit', done));
  varnish.close();
  rmSync(folder, { recursive: true, force: true });
});

test('static files come from disk, immutable and compressed; a missing one is a 404 nobody keeps', async () => {
  const file = await fetch(`${address}/_next/static/app.js`, { headers: { 'accept-encoding': 'gzip' } });
  expect(file.headers.get('cache-control')).toBe('public, max-age=31536000, immutable');
  expect(file.headers.get('content-encoding')).toBe('gzip');
  expect((await file.text()).length).toBe(2_000);
  const missing = await fetch(`${address}/_next/static/gone.js`);
  expect(missing.status).toBe(404);
  expect(missing.headers.get('cache-control')).toBeNull();
  const outside = await fetch(`${address}/_next/static/..%2f..%2f..%2fnginx.conf`);
  expect([400, 404]).toContain(outside.status);
});

test('pages come from Varnish, with the visitor known by his address and not by his claims', async () => {
  const page = await fetch(`${address}/p/rope?x=1`, { headers: { 'x-forwarded-for': '6.6.6.6' } });
  expect(await page.text()).toContain('page /p/rope?x=1');
  expect(forwarded.at(-1)?.['x-forwarded-for']).toBe('127.0.0.1');
  expect(forwarded.at(-1)?.host).toBe(new URL(address).host);
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
    varnishPort: 2,
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
  mkdirSync(join(folder, 'media/ab'), { recursive: true });
  writeFileSync(join(folder, `media/ab/${id}-640.webp`), 'picture');
  const response = await fetch(`${address}/media/${id}-640.webp`);
  expect(response.headers.get('content-type')).toBe('image/webp');
  expect(response.headers.get('cache-control')).toContain('immutable');
  expect(await response.text()).toBe('picture');
  expect((await fetch(`${address}/media/${id}-320.webp`)).status).toBe(404);
});

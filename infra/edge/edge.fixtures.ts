import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { vi } from 'vitest';
import { freePort } from '#lib/platform/free-port.fixtures.ts';
import { type EdgeOptions, renderEdge } from './render.ts';

/** Starts a test's server on a free port of loopback. @returns the port. */
export async function listening(server: Server): Promise<number> {
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return (server.address() as AddressInfo).port;
}

/** A real nginx that answers at `address`, with its files in `folder`. */
export type TestEdge = {
  folder: string;
  port: number;
  address: string;
  log: () => string;
  stop: () => Promise<void>;
};

/** Starts one before a test's Varnish and web, and waits until it answers. */
export async function startEdge(
  options: Pick<EdgeOptions, 'varnishPorts' | 'webPorts'> & Partial<EdgeOptions>,
): Promise<TestEdge> {
  const folder = mkdtempSync(join(tmpdir(), 'ballast-edge-'));
  for (const name of ['run', 'log', 'public', 'build/static']) {
    mkdirSync(join(folder, name), { recursive: true });
  }
  const port = await freePort();
  const configuration = renderEdge({
    port,
    hitsPort: 9,
    tracesPort: 9,
    gatewayOrigin: '',
    buildDir: join(folder, 'build'),
    publicDir: join(folder, 'public'),
    mediaDir: join(folder, 'media'),
    runDir: join(folder, 'run'),
    logDir: join(folder, 'log'),
    ...options,
  });
  const file = join(folder, 'nginx.conf');
  writeFileSync(file, configuration);
  const program = spawnSync('sh', ['-c', 'command -v nginx || echo /usr/sbin/nginx'], { encoding: 'utf8' });
  const nginx = spawn(program.stdout.trim(), ['-p', folder, '-c', file, '-e', join(folder, 'log/edge.log')]);
  const address = `http://127.0.0.1:${port}`;
  await vi.waitFor(() => fetch(address), { timeout: 30_000 });
  return {
    folder,
    port,
    address,
    log: () => readFileSync(join(folder, 'log/edge.log'), 'utf8'),
    stop: async () => {
      nginx.kill('SIGTERM');
      await once(nginx, 'exit');
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { type AddressInfo, connect, createServer, type Server, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { afterAll, beforeAll } from 'vitest';
import { env } from './env.ts';
import { freePort } from './free-port.fixtures.ts';
import { closeRedis } from './redis.ts';

/** Servers of a test's own, that it may kill, freeze and fill. */
export type TestRedis = {
  port: number;
  url: string;
  pid: number;
  signal: (name: 'SIGSTOP' | 'SIGCONT' | 'SIGKILL') => void;
  /** One command as typed; answers its reply as the protocol has it. */
  ask: (command: string) => Promise<string>;
  stop: () => Promise<void>;
};

function ask(port: number, command: string): Promise<string> {
  return new Promise((done, fail) => {
    const socket = connect({ host: '127.0.0.1', port, timeout: 20_000 });
    let answer = '';
    socket.on('connect', () => socket.write(`${command}\r\nQUIT\r\n`));
    socket.on('data', (chunk) => {
      answer += chunk.toString();
      // A Sentinel knows no QUIT: silence ends its answer.
      socket.setTimeout(50);
    });
    socket.on('end', () => done(answer));
    socket.on('timeout', () => (answer ? socket.end() : socket.destroy(new Error('timeout'))));
    socket.on('close', () => done(answer));
    socket.on('error', fail);
  });
}

async function ended(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  child.kill('SIGKILL');
  await new Promise((done) => child.once('exit', done));
}

/** Starts a redis-server, or a Sentinel with `sentinel` as its configuration, and waits until it answers. */
export async function startRedis(
  args: string[] = [],
  { port: wanted, sentinel }: { port?: number; sentinel?: string } = {},
): Promise<TestRedis> {
  const port = wanted ?? (await freePort());
  const folder = mkdtempSync(join(tmpdir(), 'ballast-redis-'));
  const file = join(folder, 'redis.conf');
  writeFileSync(file, sentinel ?? 'save ""\nappendonly no\nrepl-diskless-sync-delay 0\n');
  const common = ['--port', String(port), '--bind', '127.0.0.1', '--dir', folder];
  const own = sentinel === undefined ? [file, ...common, ...args] : [file, ...common, '--sentinel'];
  const child = spawn('redis-server', own, { stdio: 'ignore' });
  for (let tries = 0; ; tries++) {
    const answer = await ask(port, 'PING').catch(() => '');
    if (answer.includes('PONG')) break;
    if (tries > 2_000 || child.exitCode !== null)
      throw new Error(`redis-server ${args.join(' ')} did not start`);
    await wait(25);
  }
  return {
    port,
    url: `redis://127.0.0.1:${port}`,
    pid: child.pid ?? 0,
    signal: (name) => child.kill(name),
    ask: (command) => ask(port, command),
    stop: async () => {
      await ended(child);
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** A Cluster of one server that owns every slot: it refuses keys of two slots in one command as any Cluster does. */
export async function startCluster(): Promise<TestRedis> {
  const port = await freePort();
  const busPort = await freePort();
  const server = await startRedis(
    ['--cluster-enabled', 'yes', '--cluster-port', String(busPort), '--cluster-announce-ip', '127.0.0.1'],
    { port },
  );
  await server.ask('CLUSTER ADDSLOTSRANGE 0 16383');
  for (let tries = 0; !(await server.ask('CLUSTER INFO')).includes('cluster_state:ok'); tries++) {
    if (tries > 2_000) throw new Error('the Cluster did not become whole');
    await wait(25);
  }
  return { ...server, url: `redis+cluster://127.0.0.1:${port}` };
}

/** Passes bytes on to `port`, each answer later by `delayMs`. */
export async function startSlowProxy(port: number): Promise<{
  url: string;
  delay: (ms: number) => void;
  stop: () => Promise<void>;
}> {
  let delayMs = 0;
  const sockets = new Set<Socket>();
  const server: Server = createServer((client) => {
    const upstream = connect(port, '127.0.0.1');
    for (const one of [client, upstream]) {
      sockets.add(one);
      one.on('error', () => undefined);
    }
    client.pipe(upstream);
    upstream.on('data', (chunk) => setTimeout(() => client.writable && client.write(chunk), delayMs));
    upstream.on('close', () => client.destroy());
    client.on('close', () => upstream.destroy());
  });
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  return {
    url: `redis://127.0.0.1:${(server.address() as AddressInfo).port}`,
    delay: (ms) => {
      delayMs = ms;
    },
    stop: async () => {
      for (const socket of sockets) socket.destroy();
      await new Promise((done) => server.close(done));
    },
  };
}

/** Lets this file's tests keep sessions and carts on a Cluster, which refuses a command whose keys are in two slots. */
export function sessionsOnCluster(): void {
  const before = env.REDIS_SESSION_URL;
  let cluster: TestRedis;
  beforeAll(async () => {
    closeRedis();
    cluster = await startCluster();
    env.REDIS_SESSION_URL = cluster.url;
  });
  afterAll(async () => {
    closeRedis();
    env.REDIS_SESSION_URL = before;
    await cluster.stop();
  });
}

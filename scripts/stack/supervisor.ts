import { type ChildProcess, spawn } from 'node:child_process';
import {
  appendFileSync,
  existsSync,
  openSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { createServer } from 'node:http';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { dataDir, logDir, makeFolders, root, runDir, socketPath } from './instance.ts';
import { endProcess, isListening, type ProcessId, startTime, until } from './processes.ts';
import { type Service, services } from './services.ts';

/**
 * The process that owns the stack's processes: starts them when told, starts again what dies, ends all on
 * SIGTERM. It is told over a Unix socket: GET /state, POST /start/GROUP?build=FOLDER, POST /stop. The launcher may come
 * and go; when this process itself is killed, the next one ends its orphans by the list it left.
 */

type State = {
  name: string;
  group: string;
  port: number | null;
  status: 'stopped' | 'starting' | 'ready' | 'waiting' | 'failed';
  pid: number | null;
  restarts: number;
  problem: string | null;
};

const mode = process.env.BALLAST_MODE === 'development' ? 'development' : 'production';
const pidFile = join(runDir, 'processes.json');
const maxLogBytes = 20 * 1024 * 1024;
const running = new Map<string, { child: ChildProcess; id: ProcessId; service: Service }>();
const states = new Map<string, State>();
let stopping = false;

makeFolders();
const all = services(mode);
for (const { name, group, port } of all) {
  states.set(name, { name, group, port, status: 'stopped', pid: null, restarts: 0, problem: null });
}

function set(name: string, change: Partial<State>): void {
  const state = states.get(name);
  if (state) Object.assign(state, change);
}

function remember(): void {
  const list = [...running.values()].map(({ id, service }) => ({
    ...id,
    name: service.name,
    graceMs: service.graceMs,
  }));
  writeFileSync(`${pidFile}.new`, JSON.stringify(list));
  renameSync(`${pidFile}.new`, pidFile);
}

async function endOrphans(): Promise<void> {
  if (!existsSync(pidFile)) return;
  let left: (ProcessId & { graceMs: number })[];
  try {
    left = JSON.parse(readFileSync(pidFile, 'utf8')) as (ProcessId & { graceMs: number })[];
  } catch {
    left = [];
  }
  await Promise.all(left.map((orphan) => endProcess(orphan, orphan.graceMs)));
  rmSync(pidFile, { force: true });
}

function logFile(name: string): string {
  const path = join(logDir, `${name}.log`);
  if (existsSync(path) && statSync(path).size > maxLogBytes) renameSync(path, `${path}.1`);
  return path;
}

function lastLines(name: string): string {
  const path = join(logDir, `${name}.log`);
  if (!existsSync(path)) return '';
  return readFileSync(path, 'utf8').trimEnd().split('\n').slice(-6).join('\n');
}

/** Keeps one service running until the stack stops. Resolves when it is ready for the first time. */
async function keep(service: Service): Promise<void> {
  const { name } = service;
  set(name, { status: 'starting', problem: null });
  if (service.port !== null && (await isListening(service.port))) {
    throw new Error(
      `Port ${service.port} (${name}) is in use by another program. Stop it, or choose other ports: BALLAST_PORT=7500 npm start`,
    );
  }
  service.prepare?.();
  const { file, args, env, cwd } = service.command();
  const log = openSync(logFile(name), 'a');
  const child = spawn(file, args, {
    cwd: cwd ?? root,
    env: { ...process.env, ...env },
    stdio: ['ignore', log, log],
  });
  let ended = false;
  const exited = new Promise<string>((done) => {
    child.on('error', (error) => done(error.message));
    child.on('exit', (code, signal) => done(signal ? `signal ${signal}` : `exit code ${code}`));
  }).then((how) => {
    ended = true;
    return how;
  });
  if (child.pid) {
    running.set(name, { child, id: { pid: child.pid, startedAt: startTime(child.pid) ?? '' }, service });
    set(name, { pid: child.pid });
    remember();
  }
  void exited.then((how) => afterExit(service, how));
  const ready = await until(async () => ended || (await service.ready()), 60_000);
  if (ended)
    throw new Error(`${name} ended while starting (${await exited}). Its last lines:\n${lastLines(name)}`);
  if (!ready) throw new Error(`${name} was not ready within 60 s. Its last lines:\n${lastLines(name)}`);
  set(name, { status: 'ready' });
}

async function afterExit(service: Service, how: string): Promise<void> {
  const { name } = service;
  const wasReady = states.get(name)?.status === 'ready';
  running.delete(name);
  remember();
  set(name, { pid: null });
  if (stopping || !wasReady) return set(name, { status: stopping ? 'stopped' : 'failed', problem: how });
  for (let attempt = 0; !stopping; attempt++) {
    const delayMs = Math.min(10_000, 250 * 2 ** attempt);
    appendFileSync(logFile(name), `supervisor: ${name} ended (${how}); starting it again in ${delayMs} ms\n`);
    set(name, { status: 'waiting', problem: how, restarts: (states.get(name)?.restarts ?? 0) + 1 });
    await wait(delayMs);
    if (stopping) return;
    try {
      return await keep(service);
    } catch (error) {
      set(name, { status: 'failed', problem: String((error as Error).message) });
    }
  }
}

async function startGroup(group: string): Promise<void> {
  const wanted = all.filter((service) => service.group === group && !running.has(service.name));
  const results = await Promise.allSettled(wanted.map(keep));
  for (const [index, result] of results.entries()) {
    const name = wanted[index]?.name ?? '';
    if (result.status === 'rejected')
      set(name, { status: 'failed', problem: (result.reason as Error).message });
  }
}

async function stop(): Promise<void> {
  if (stopping) return;
  stopping = true;
  // Who uses the servers ends first.
  for (const group of ['apps', 'servers']) {
    const members = [...running.values()].filter(({ service }) => service.group === group);
    await Promise.all(members.map(({ id, service }) => endProcess(id, service.graceMs)));
  }
  rmSync(pidFile, { force: true });
  rmSync(socketPath('supervisor.sock'), { force: true });
  rmSync(join(runDir, 'supervisor.json'), { force: true });
  process.exit(0);
}

await endOrphans();
const socket = socketPath('supervisor.sock');
rmSync(socket, { force: true });
createServer((request, response) => {
  const answer = (status: number, body: unknown) => {
    response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));
  };
  const url = new URL(request.url ?? '/', 'http://supervisor');
  const [, verb, group = ''] = url.pathname.split('/');
  if (request.method === 'GET' && verb === 'state') {
    return answer(200, {
      mode,
      dataDir,
      build: process.env.BALLAST_BUILD ?? null,
      services: [...states.values()],
    });
  }
  if (request.method === 'POST' && verb === 'start') {
    // Fixed here, so that a process started again later runs the same build whatever the sources are by then.
    process.env.BALLAST_BUILD = url.searchParams.get('build') ?? process.env.BALLAST_BUILD;
    return void startGroup(group).then(() => answer(200, { services: [...states.values()] }));
  }
  if (request.method === 'POST' && verb === 'stop') {
    answer(202, {});
    return void stop();
  }
  return answer(404, {});
}).listen(socket);
writeFileSync(
  join(runDir, 'supervisor.json'),
  JSON.stringify({ pid: process.pid, startedAt: startTime(process.pid) }),
);
process.on('SIGTERM', () => void stop());
process.on('SIGINT', () => void stop());

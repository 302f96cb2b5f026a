import { type ChildProcess, spawn } from 'node:child_process';
import {
  appendFileSync,
  closeSync,
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
import { dataDir, logDir, machineryHash, makeFolders, root, runDir, settingsHash } from './instance.ts';
import { endGroup, endProcess, giveWay, isListening, type ProcessId, startTime, until } from './processes.ts';
import { endRecorded, ours, recordFile } from './record.ts';
import { isInstalled, type Service, services } from './services.ts';
import { socketPath } from './socket-path.ts';

/**
 * The process that owns the stack's processes: starts them when told, starts again what dies, ends all on
 * SIGTERM. It is told over a Unix socket: GET /state, POST /start/GROUP?build=FOLDER,
 * POST /roll?build=FOLDER, POST /stop. The launcher may come
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
const maxLogBytes = 20 * 1024 * 1024;
const running = new Map<string, { child: ChildProcess; id: ProcessId; service: Service }>();
const states = new Map<string, State>();
/** Since when a service is ready, and how often in a row it ended soon after. */
const readyAt = new Map<string, number>();
const soonEnded = new Map<string, number>();
/** One that was ready this long does not end because of how it starts. */
const settledMs = 5_000;
/** How long a start is waited for: a starved web process loads for half a minute before it says that it is ready. */
const readyWithinMs = 120_000;
const underWay = new Map<string, Promise<void>>();
const reviving = new Set<string>();
let stopping = false;
// As it was when this process read it.
const machinery = machineryHash();

makeFolders();
const all = services(mode).filter(isInstalled);
for (const { name, group, port } of all) {
  states.set(name, { name, group, port, status: 'stopped', pid: null, restarts: 0, problem: null });
}

function set(name: string, change: Partial<State>): void {
  const state = states.get(name);
  if (state) Object.assign(state, change);
  if (change.status === 'ready') readyAt.set(name, Date.now());
}

/** Leaves the list for the next supervisor; a full disk must not end this one. */
function remember(): void {
  const list = [...running.values()].map(({ id, service }) => ({
    ...id,
    name: service.name,
    graceMs: service.graceMs,
  }));
  try {
    writeFileSync(`${recordFile}.new`, JSON.stringify(list));
    renameSync(`${recordFile}.new`, recordFile);
  } catch (error) {
    console.error(`cannot write ${recordFile}: ${(error as Error).message}`);
  }
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
  await service.prepare?.();
  const { file, args, env, cwd } = service.command();
  const log = openSync(logFile(name), 'a');
  const child = spawn(file, args, {
    cwd: cwd ?? root,
    env: { ...process.env, ...env },
    stdio: ['ignore', log, log],
    // Leads a process group, so that its children can be told and ended when it is killed.
    detached: true,
  });
  closeSync(log);
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
    if (service.givesWay) giveWay(child.pid, 5);
    remember();
  }
  void exited.then((how) => afterExit(service, how));
  await awaitReady(service, () => (ended ? exited : null));
}

/** Waits until a started service is ready. One that is slow goes on by itself: MariaDB may be mending its tables. */
async function awaitReady(service: Service, ended?: () => Promise<string> | null): Promise<void> {
  const { name } = service;
  const gone = () => (ended ? ended() !== null : !running.has(name));
  const ready = async () => gone() || (await service.ready());
  const inTime = await until(ready, readyWithinMs);
  if (gone()) {
    throw new Error(
      `${name} ended while starting (${(await ended?.()) ?? 'see its log'}). Its last lines:\n${lastLines(name)}`,
    );
  }
  if (inTime) return set(name, { status: 'ready', problem: null });
  void until(ready, 3_600_000, 500).then((late) => {
    if (late && !gone()) set(name, { status: 'ready', problem: null });
  });
  throw new Error(
    `${name} was not ready within ${readyWithinMs / 1_000} s. Its last lines:\n${lastLines(name)}`,
  );
}

/** Delay before a service is started again: short at first, long for one that keeps ending soon after its start. */
function delayFor(name: string): number {
  const ready = readyAt.get(name);
  readyAt.delete(name);
  const settled = ready !== undefined && Date.now() - ready >= settledMs;
  const times = settled ? 0 : (soonEnded.get(name) ?? -1) + 1;
  soonEnded.set(name, times);
  return Math.min(10_000, 250 * 2 ** times);
}

async function afterExit(service: Service, how: string): Promise<void> {
  const { name } = service;
  const wasReady = states.get(name)?.status === 'ready';
  const was = running.get(name);
  if (wasReady) {
    set(name, { status: 'waiting', problem: how });
    reviving.add(name);
  }
  if (was) await endGroup(was.id, ours);
  running.delete(name);
  remember();
  set(name, { pid: null });
  if (stopping) return set(name, { status: 'stopped', problem: how });
  // One that ended while starting is reported by who started it.
  if (!wasReady) return;
  await revive(service, how);
  reviving.delete(name);
}

async function revive(service: Service, how: string): Promise<void> {
  const { name } = service;
  while (!stopping) {
    const delayMs = delayFor(name);
    try {
      appendFileSync(
        logFile(name),
        `supervisor: ${name} ended (${how}); starting it again in ${delayMs} ms\n`,
      );
    } catch {} // a full disk: it says nothing, but goes on
    set(name, { status: 'waiting', restarts: (states.get(name)?.restarts ?? 0) + 1 });
    await wait(delayMs);
    if (stopping) return;
    try {
      return await keep(service);
    } catch (error) {
      set(name, { status: 'failed', problem: String((error as Error).message) });
    }
    // A slow one is left alone until it is ready or gone.
    while (!stopping && running.has(name)) {
      if (states.get(name)?.status === 'ready') return;
      await wait(500);
    }
  }
}

/** Gets one service ready, whatever state it is in: an earlier launcher that was killed may have begun with it. */
function bringUp(service: Service): Promise<void> {
  const { name } = service;
  if (states.get(name)?.status === 'ready') return Promise.resolve();
  const begun =
    underWay.get(name) ??
    (reviving.has(name) ? revived(name) : running.has(name) ? awaitReady(service) : keep(service));
  const tracked = begun.finally(() => underWay.delete(name));
  underWay.set(name, tracked);
  return tracked;
}

async function revived(name: string): Promise<void> {
  const state = states.get(name);
  if (!(await until(() => state?.status === 'ready', 20_000, 100))) {
    throw new Error(`${name} keeps ending (${state?.problem}). Its last lines:\n${lastLines(name)}`);
  }
}

async function startGroup(group: string): Promise<void> {
  const wanted = all.filter((service) => service.group === group);
  const results = await Promise.allSettled(wanted.map(bringUp));
  for (const [index, result] of results.entries()) {
    const name = wanted[index]?.name ?? '';
    if (result.status === 'rejected')
      set(name, { status: 'failed', problem: (result.reason as Error).message });
  }
}

/** Ends a process and waits until its successor is ready. */
async function restart(service: Service): Promise<void> {
  const { name } = service;
  const before = running.get(name)?.id;
  if (!before) return bringUp(service);
  await endProcess(before, service.graceMs);
  const renewed = () => states.get(name)?.status === 'ready' && running.get(name)?.id.pid !== before.pid;
  if (await until(renewed, readyWithinMs, 100)) return;
  throw new Error(`${name} is not ready after its restart. Its last lines:\n${lastLines(name)}`);
}

let rolling = false;

/**
 * Takes what runs a build over to another one, one process after the other. When one does not get ready the build
 * before is put back, for it too.
 */
async function roll(build: string): Promise<void> {
  if (rolling) throw new Error('A restart of all is under way');
  rolling = true;
  const before = process.env.BALLAST_BUILD;
  process.env.BALLAST_BUILD = build;
  try {
    for (const service of all) {
      if (!service.rolls) continue;
      try {
        await restart(service);
      } catch (error) {
        process.env.BALLAST_BUILD = before;
        const failed = running.get(service.name);
        if (failed) await endProcess(failed.id, service.graceMs);
        throw error;
      }
      await wait(service.rolls.thenWaitMs);
    }
  } finally {
    rolling = false;
  }
}

async function stop(): Promise<void> {
  if (stopping) return;
  stopping = true;
  // Who uses the servers ends first.
  for (const group of ['watchers', 'apps', 'servers']) {
    const members = [...running.values()].filter(({ service }) => service.group === group);
    await Promise.all(
      members.map(async ({ id, service }) => {
        await endProcess(id, service.graceMs);
        await endGroup(id, ours);
      }),
    );
  }
  rmSync(recordFile, { force: true });
  rmSync(socketPath('supervisor.sock', dataDir), { force: true });
  rmSync(join(runDir, 'supervisor.json'), { force: true });
  process.exit(0);
}

await endRecorded();
const socket = socketPath('supervisor.sock', dataDir);
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
      settings: settingsHash(),
      dataDir,
      build: process.env.BALLAST_BUILD ?? null,
      machinery,
      services: [...states.values()],
    });
  }
  if (request.method === 'POST' && verb === 'start') {
    // Fixed here, so that a process started again later runs the same build whatever the sources are by then.
    process.env.BALLAST_BUILD = url.searchParams.get('build') ?? process.env.BALLAST_BUILD;
    return void startGroup(group).then(() => answer(200, { services: [...states.values()] }));
  }
  if (request.method === 'POST' && verb === 'roll') {
    const build = url.searchParams.get('build') ?? process.env.BALLAST_BUILD ?? '';
    return void roll(build).then(
      () => answer(200, { problem: null }),
      (error: Error) => answer(200, { problem: error.message }),
    );
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

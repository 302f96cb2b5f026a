import { spawn } from 'node:child_process';
import { openSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { request } from 'node:http';
import { join } from 'node:path';
import { dataDir, logDir, makeFolders, root, runDir } from './instance.ts';
import { endProcess, isAlive, type ProcessId, startTime, until } from './processes.ts';
import { endRecorded } from './record.ts';
import type { Service } from './services.ts';
import { socketPath } from './socket-path.ts';

/** How launchers talk to the supervisor of this checkout's stack. */

export type ServiceState = {
  name: string;
  group: string;
  port: number | null;
  status: 'stopped' | 'starting' | 'ready' | 'waiting' | 'failed';
  pid: number | null;
  restarts: number;
  problem: string | null;
};
export type StackState = {
  mode: string;
  settings?: string;
  build: string | null;
  machinery?: string;
  services: ServiceState[];
};

function ask(method: string, path: string, timeoutMs: number): Promise<unknown> {
  return new Promise((done, fail) => {
    const asked = request(
      { socketPath: socketPath('supervisor.sock', dataDir), method, path, timeout: timeoutMs },
      (answer) => {
        let body = '';
        answer.on('data', (chunk: Buffer) => {
          body += chunk.toString();
        });
        answer.on('end', () => done(JSON.parse(body || '{}')));
        answer.on('error', fail);
      },
    );
    asked.on('timeout', () =>
      asked.destroy(new Error(`The supervisor did not answer ${path} in ${timeoutMs} ms`)),
    );
    asked.on('error', fail);
    asked.end();
  });
}

/** The running stack's state, or null when no supervisor answers. */
export async function stackState(): Promise<StackState | null> {
  try {
    return (await ask('GET', '/state', 2_000)) as StackState;
  } catch {
    return null;
  }
}

function recordedSupervisor(): ProcessId | null {
  try {
    return JSON.parse(readFileSync(join(runDir, 'supervisor.json'), 'utf8')) as ProcessId;
  } catch {
    return null;
  }
}

/** Starts the supervisor when none runs; it outlives this process. @throws Error with its last words. */
export async function startSupervisor(mode: 'production' | 'development'): Promise<void> {
  makeFolders();
  if (await stackState()) return;
  const stuck = recordedSupervisor();
  if (stuck && isAlive(stuck)) await endProcess(stuck, 45_000);
  const path = join(logDir, 'supervisor.log');
  const log = openSync(path, 'w');
  const child = spawn(
    process.execPath,
    ['--import', join(root, 'scripts/environment.ts'), join(root, 'scripts/stack/supervisor.ts')],
    { cwd: root, detached: true, stdio: ['ignore', log, log], env: { ...process.env, BALLAST_MODE: mode } },
  );
  child.unref();
  const up = await until(async () => child.exitCode !== null || (await stackState()) !== null, 60_000);
  if (!up || child.exitCode !== null) {
    throw new Error(`The supervisor did not start:\n${readFileSync(path, 'utf8').slice(-1_500)}`);
  }
}

/** Starts a group of services. @throws Error naming each that did not become ready, and why. */
export async function startServices(group: Service['group'], build?: string): Promise<ServiceState[]> {
  const query = build ? `?build=${encodeURIComponent(build)}` : '';
  const { services } = (await ask('POST', `/start/${group}${query}`, 180_000)) as {
    services: ServiceState[];
  };
  const members = services.filter((service) => service.group === group);
  const failed = members.filter((service) => service.status !== 'ready');
  if (failed.length > 0) {
    throw new Error(
      failed.map((service) => service.problem ?? `${service.name} is ${service.status}`).join('\n\n'),
    );
  }
  return members;
}

/**
 * Restarts what runs a build, one process after the other, on another build.
 * @throws Error when one does not get ready; it goes back to the build before, and what was not restarted stays.
 */
export async function rollServices(build: string): Promise<void> {
  const path = `/roll?build=${encodeURIComponent(build)}`;
  const { problem } = (await ask('POST', path, 900_000)) as { problem: string | null };
  if (problem) throw new Error(problem);
}

/** Ends the whole stack, also what a killed supervisor left behind. @returns whether anything was running. */
export async function stopStack(): Promise<boolean> {
  const supervisor = recordedSupervisor();
  const alive = supervisor !== null && isAlive(supervisor);
  if (alive) await endProcess(supervisor, 60_000);
  const orphans = await endRecorded();
  rmSync(join(runDir, 'supervisor.json'), { force: true });
  return alive || orphans > 0;
}

/**
 * Keeps two launchers of one checkout apart.
 * @returns the function that lets go; @throws Error when another launcher is at work.
 */
export function lockLauncher(): () => void {
  makeFolders();
  const path = join(runDir, 'launcher.json');
  for (const attempt of [1, 2]) {
    try {
      writeFileSync(path, JSON.stringify({ pid: process.pid, startedAt: startTime(process.pid) }), {
        flag: 'wx',
      });
      return () => rmSync(path, { force: true });
    } catch (error) {
      const { code, message } = error as NodeJS.ErrnoException;
      if (code !== 'EEXIST') throw new Error(`DATA_DIR cannot be written: ${message}`);
      let holder: ProcessId | null = null;
      try {
        holder = JSON.parse(readFileSync(path, 'utf8')) as ProcessId;
      } catch {}
      if (attempt === 2 || (holder && isAlive(holder))) {
        throw new Error(
          `Another npm start, stop or test of this checkout is at work (process ${holder?.pid}).`,
        );
      }
      rmSync(path, { force: true });
    }
  }
  throw new Error('unreachable');
}

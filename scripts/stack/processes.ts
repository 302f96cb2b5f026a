import { readdirSync, readFileSync, readlinkSync, writeFileSync } from 'node:fs';
import { connect } from 'node:net';
import { getPriority, setPriority } from 'node:os';
import { setTimeout as wait } from 'node:timers/promises';

/** A process we started: the start time tells it from a later one that was given the same number. */
export type ProcessId = { pid: number; startedAt: string };

/** The kernel's start time of a process (field 22 of /proc/PID/stat), or null when it is gone. */
export function startTime(pid: number): string | null {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
    return fields[0] === 'Z' ? null : (fields[19] ?? null);
  } catch {
    return null;
  }
}

/** Whether that process still runs, and not another one that was given its number. */
export function isAlive(process: ProcessId): boolean {
  return startTime(process.pid) === process.startedAt;
}

/**
 * Lets others come first where processors are short: `by` of nice's steps. By the process's own priority, and by that of its
 * group, which it must lead: Linux shares processors among sessions first, where autogroups are on.
 */
export function giveWay(pid: number, by: number): void {
  try {
    setPriority(pid, Math.min(19, getPriority() + by));
    writeFileSync(`/proc/${pid}/autogroup`, String(by));
  } catch {} // it has ended, or this kernel has no such groups
}

/** Ends a process: SIGTERM, then SIGKILL after `graceMs`. Only one that is still the same process. */
export async function endProcess(target: ProcessId, graceMs: number): Promise<void> {
  const began = Date.now();
  let killed = false;
  while (isAlive(target)) {
    const signal = Date.now() - began > graceMs ? 'SIGKILL' : 'SIGTERM';
    if (signal === 'SIGKILL' || !killed) {
      try {
        process.kill(target.pid, signal);
      } catch {
        return;
      }
      killed = true;
    }
    await wait(50);
  }
}

/** What is left of the process group a service led, as far as it works in one of these folders. */
function groupMembers(leader: number, folders: readonly string[]): number[] {
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name) && Number(name) !== leader)
    .map(Number)
    .filter((pid) => {
      try {
        const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
        const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
        if (fields[0] === 'Z' || Number(fields[2]) !== leader) return false;
        const at = readlinkSync(`/proc/${pid}/cwd`);
        return folders.some((folder) => at === folder || at.startsWith(`${folder}/`));
      } catch {
        return false;
      }
    });
}

/**
 * Ends what outlives a service's own process: nginx's and Next's children keep the port when it is killed with
 * SIGKILL. The group's number is not given away while a member lives; the folders tell it from a stranger's.
 */
export async function endGroup(leader: ProcessId, folders: readonly string[]): Promise<void> {
  const now = startTime(leader.pid);
  if (now !== null && now !== leader.startedAt) return;
  for (const deadline = Date.now() + 5_000; Date.now() < deadline; ) {
    const members = groupMembers(leader.pid, folders);
    if (members.length === 0) return;
    for (const pid of members) {
      try {
        process.kill(pid, 'SIGKILL');
      } catch {}
    }
    await wait(50);
  }
}

/** Whether something accepts connections on a loopback port. */
export function isListening(port: number): Promise<boolean> {
  return new Promise((done) => {
    const socket = connect({ host: '127.0.0.1', port, timeout: 500 });
    const finish = (answer: boolean) => {
      socket.destroy();
      done(answer);
    };
    socket.on('connect', () => finish(true));
    socket.on('error', () => finish(false));
    socket.on('timeout', () => finish(false));
  });
}

/** Waits for a condition. @returns false when it did not hold within `limitMs`. */
export async function until(
  condition: () => Promise<boolean> | boolean,
  limitMs: number,
  everyMs = 50,
): Promise<boolean> {
  const deadline = Date.now() + limitMs;
  for (;;) {
    if (await condition()) return true;
    if (Date.now() > deadline) return false;
    await wait(everyMs);
  }
}

/** Whether something answers at this address within 2 s, with whatever but a fault of its own. */
export async function answers(url: string): Promise<boolean> {
  try {
    const response = await fetch(url, { signal: AbortSignal.timeout(2_000), redirect: 'manual' });
    await response.arrayBuffer();
    return response.status < 500;
  } catch {
    return false;
  }
}

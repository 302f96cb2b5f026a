import { readFileSync } from 'node:fs';
import { connect } from 'node:net';
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

export function isAlive(process: ProcessId): boolean {
  return startTime(process.pid) === process.startedAt;
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

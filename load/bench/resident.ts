import { readFileSync } from 'node:fs';

/** Memory that processes hold in RAM together, in megabytes. */
export function residentMb(pids: readonly number[]): number {
  return pids.reduce((sum, pid) => {
    const kb = Number(/^VmRSS:\s+(\d+) kB$/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1] ?? 0);
    return sum + kb / 1_000;
  }, 0);
}

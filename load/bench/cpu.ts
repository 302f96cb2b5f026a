import { readdirSync, readFileSync } from 'node:fs';
import type { ServiceState } from '#scripts/stack/control.ts';

const ticksPerSecond = 100;

/** CPU milliseconds used so far, megabytes held in RAM, and open handles (files and sockets). */
export type Usage = { ms: number; residentMb: number; handles: number };
type Used = Omit<Usage, 'handles'> & { parent: number };
const pageBytes = 4_096;

/** What `/proc` says of a process; null when it has ended. */
function usedBy(pid: number): Used | null {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
    const ms = ((Number(fields[11]) + Number(fields[12])) * 1_000) / ticksPerSecond;
    return { parent: Number(fields[1]), ms, residentMb: (Number(fields[21]) * pageBytes) / 1_000_000 };
  } catch {
    return null;
  }
}

function handlesOf(pid: number): number {
  try {
    return readdirSync(`/proc/${pid}/fd`).length;
  } catch {
    return 0;
  }
}

/** CPU milliseconds that processes have used so far. */
export function cpuMs(pids: readonly number[]): number {
  return pids.reduce((sum, pid) => sum + (usedBy(pid)?.ms ?? 0), 0);
}

/** What each running service and the processes it has started use together. */
export function usageByService(services: readonly ServiceState[]): Map<string, Usage> {
  const all = new Map<number, Used>();
  for (const name of readdirSync('/proc')) {
    const used = /^\d+$/.test(name) ? usedBy(Number(name)) : null;
    if (used) all.set(Number(name), used);
  }
  const owners = new Map(services.flatMap(({ name, pid }) => (pid ? [[pid, name] as const] : [])));
  const ownerOf = (pid: number): string | undefined => {
    const parent = all.get(pid)?.parent;
    return owners.get(pid) ?? (parent ? ownerOf(parent) : undefined);
  };
  const sums = new Map<string, Usage>();
  for (const [pid, { ms, residentMb }] of all) {
    const owner = ownerOf(pid);
    if (!owner) continue;
    const sum = sums.get(owner) ?? { ms: 0, residentMb: 0, handles: 0 };
    sums.set(owner, {
      ms: sum.ms + ms,
      residentMb: sum.residentMb + residentMb,
      handles: sum.handles + handlesOf(pid),
    });
  }
  return sums;
}

/** CPU milliseconds used so far by each running service and the processes it has started. */
export function cpuByService(services: readonly ServiceState[]): Map<string, number> {
  return new Map([...usageByService(services)].map(([name, { ms }]) => [name, ms]));
}

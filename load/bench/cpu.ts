import { readdirSync, readFileSync } from 'node:fs';
import type { ServiceState } from '#scripts/stack/control.ts';

const ticksPerSecond = 100;

type Used = { parent: number; ms: number };

/** What `/proc` says of a process; null when it has ended. */
function usedBy(pid: number): Used | null {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
    const ms = ((Number(fields[11]) + Number(fields[12])) * 1_000) / ticksPerSecond;
    return { parent: Number(fields[1]), ms };
  } catch {
    return null;
  }
}

/** CPU milliseconds that processes have used so far. */
export function cpuMs(pids: readonly number[]): number {
  return pids.reduce((sum, pid) => sum + (usedBy(pid)?.ms ?? 0), 0);
}

/** CPU milliseconds used so far by each running service and the processes it has started. */
export function cpuByService(services: readonly ServiceState[]): Map<string, number> {
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
  const sums = new Map<string, number>();
  for (const [pid, { ms }] of all) {
    const owner = ownerOf(pid);
    if (owner) sums.set(owner, (sums.get(owner) ?? 0) + ms);
  }
  return sums;
}

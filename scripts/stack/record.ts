import { readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { dataDir, root, runDir } from './instance.ts';
import { endGroup, endProcess, isAlive, type ProcessId } from './processes.ts';

/** The list of its processes that a supervisor leaves, for whoever comes after it when it was killed. */
export type Recorded = ProcessId & { name: string; graceMs: number };

export const recordFile = join(runDir, 'processes.json');

/** The folders a process of this stack works in. */
export const ours = [root, dataDir];

/** Ends what the list names, with its children. @returns how many of them still ran. */
export async function endRecorded(): Promise<number> {
  let left: Recorded[] = [];
  try {
    left = JSON.parse(readFileSync(recordFile, 'utf8')) as Recorded[];
  } catch {} // none, or cut short by a full disk
  const alive = left.filter(isAlive).length;
  await Promise.all(
    left.map(async (process) => {
      await endProcess(process, process.graceMs);
      await endGroup(process, ours);
    }),
  );
  rmSync(recordFile, { force: true });
  return alive;
}

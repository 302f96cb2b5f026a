import { mkdirSync, readdirSync, statSync } from 'node:fs';
import { readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { env } from '#lib/platform/index.ts';
import { findRun, forgetFiles } from './monitor.repository.ts';
import { type RunFile, runFiles } from './types.ts';

const keepRuns = 20;
const keepBytes = 200_000_000;

const folder = () => join(env.DATA_DIR, 'monitor');
const isRunId = (name: string) => /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(name);

/** The folder for what is kept of a run; made when it is not there. */
export function runFolder(id: string): string {
  if (!isRunId(id)) throw new Error(`${id} is no run`);
  const path = join(folder(), id);
  mkdirSync(path, { recursive: true });
  return path;
}

/** One file of a run; null when it was never kept, or is gone by now. */
export async function readRunFile(id: string, file: string): Promise<Buffer | null> {
  const known: RunFile | undefined = runFiles.find((name) => name === file);
  if (!known || !isRunId(id) || !(await findRun(id))?.files.includes(known)) return null;
  return readFile(join(folder(), id, known)).catch(() => null);
}

/** Deletes the evidence of a run, if there is any. */
export async function deleteRunFiles(id: string): Promise<void> {
  if (isRunId(id)) await rm(join(folder(), id), { recursive: true, force: true });
}

const bytesOf = (path: string) =>
  readdirSync(path).reduce((sum, name) => sum + statSync(join(path, name)).size, 0);

/** Deletes the files of all but the newest failures. Run ids are in order of time. */
export async function pruneRunFiles(): Promise<void> {
  mkdirSync(folder(), { recursive: true });
  const newestFirst = readdirSync(folder()).filter(isRunId).sort().reverse();
  let bytes = 0;
  for (const [index, id] of newestFirst.entries()) {
    bytes += bytesOf(join(folder(), id));
    if (index < keepRuns && bytes <= keepBytes) continue;
    await forgetFiles(id);
    await deleteRunFiles(id);
  }
}

import { execFile } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { createConnection } from 'mariadb';
import { z } from 'zod';
import { requiredProgram } from '../stack/packages.ts';
import { archiveBinlogs } from './binlogs.ts';
import type { Server } from './server.ts';

const noteSchema = z.object({
  /** Seconds since 1970 at which the backup began. */
  begunAt: z.number(),
  /** ISO 8601; the state the backup holds is of this moment. */
  takenAt: z.string(),
  server: z.string(),
  /** The position in the binlog from which a restore goes on. */
  gtid: z.string(),
});
export type Backup = z.infer<typeof noteSchema> & { folder: string };

const run = promisify(execFile);
const limits = { timeout: 3_600_000, maxBuffer: 64 * 1024 * 1024 };
export const archiveOf = (home: string) => join(home, 'binlog');
/** Full backups kept; older ones go when a new one is whole. */
const kept = 7;

/**
 * Takes a full copy of a running server, without stopping it, and makes it consistent; it stands in `home/TIME` when it is
 * whole. Binlogs are archived with it. @throws Error with mariadb-backup's last words.
 */
export async function takeBackup(server: Server, home: string, now: Date): Promise<Backup> {
  const program = requiredProgram('mariadb-backup');
  const name = now.toISOString().slice(0, 19).replaceAll(':', '');
  const fresh = join(home, `${name}.new`);
  rmSync(fresh, { recursive: true, force: true });
  mkdirSync(fresh, { recursive: true });
  const where = [`--target-dir=${fresh}`];
  const from = [`--datadir=${server.data}`, `--socket=${server.socket}`, '--user=root'];
  await words(run(program, [`--defaults-file=${server.options}`, '--backup', ...from, ...where], limits));
  await words(run(program, ['--prepare', ...where], limits));
  const note = {
    begunAt: Math.floor(now.getTime() / 1_000),
    takenAt: new Date().toISOString(),
    server: server.name,
    gtid: positionIn(fresh),
  };
  writeFileSync(join(fresh, 'backup.json'), JSON.stringify(note, null, 2));
  const folder = join(home, name);
  renameSync(fresh, folder);
  await archiveLogs(server, home);
  for (const old of backupsIn(home).slice(0, -kept)) rmSync(old.folder, { recursive: true });
  return { ...note, folder };
}

/** Closes the binlog in work and archives all that are closed. @returns how many are new. */
export async function archiveLogs(server: Server, home: string): Promise<number> {
  const connection = await createConnection({
    ...{ socketPath: server.socket, user: 'root', connectTimeout: 5_000, socketTimeout: 60_000 },
  });
  try {
    await connection.query('FLUSH LOCAL BINARY LOGS');
  } finally {
    connection.destroy();
  }
  return archiveBinlogs(server, archiveOf(home), false);
}

/** The whole backups in a folder, oldest first. */
export function backupsIn(home: string): Backup[] {
  if (!existsSync(home)) return [];
  return readdirSync(home)
    .filter((name) => existsSync(join(home, name, 'backup.json')) && !name.endsWith('.new'))
    .sort()
    .map((name) => readBackup(join(home, name)));
}

/** @throws Error when the folder holds no backup of ours. */
function readBackup(folder: string): Backup {
  try {
    return { ...noteSchema.parse(JSON.parse(readFileSync(join(folder, 'backup.json'), 'utf8'))), folder };
  } catch {
    throw new Error(`${folder} holds no whole backup`);
  }
}

/** `FILE POSITION GTID`, as mariadb-backup noted it. */
function positionIn(folder: string): string {
  for (const name of ['mariadb_backup_binlog_info', 'xtrabackup_binlog_info']) {
    if (!existsSync(join(folder, name))) continue;
    const [, , gtid = ''] = readFileSync(join(folder, name), 'utf8').trim().split(/\s+/);
    return gtid;
  }
  throw new Error('The backup names no place in the binlog: the server runs without one');
}

async function words(work: Promise<unknown>): Promise<void> {
  await work.catch((error: Error & { stderr?: string }) => {
    throw new Error(`mariadb-backup failed:\n${(error.stderr || error.message).slice(-1_500)}`);
  });
}

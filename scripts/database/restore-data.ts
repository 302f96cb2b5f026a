import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { cpSync, mkdirSync, openSync, readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { createConnection } from 'mariadb';
import { asThisUser } from '../stack/database-folder.ts';
import { requiredProgram } from '../stack/packages.ts';
import { endProcess, startTime, until } from '../stack/processes.ts';
import { socketPath } from '../stack/socket-path.ts';
import { archivedSince } from './binlogs.ts';
import type { Backup } from './take-backup.ts';

export type Restored = { data: string; replayed: number };

/**
 * Makes a data folder of a backup and what the archived binlogs say happened after it, before the second `until` (all of it
 * without): in `folder/data`, for a server that does not run. @throws Error when the binlogs do not reach back to it.
 */
export async function restoreData(
  backup: Backup,
  { archive, folder, until: end }: { archive: string; folder: string; until: Date | null },
): Promise<Restored> {
  const data = join(folder, 'data');
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(join(folder, 'tmp'), { recursive: true });
  cpSync(backup.folder, data, { recursive: true, preserveTimestamps: true });
  for (const name of readdirSync(data)) {
    if (/^(xtrabackup_|mariadb_backup_|backup|grastate\.dat)/.test(name)) rmSync(join(data, name));
  }
  const files = chooseLogs(backup, archive);
  if (files.length > 0) await replay(backup, { folder, data, files, end });
  return { data, replayed: files.length };
}

const binlogOptions = (backup: Backup, end: Date | null) => [
  '--no-defaults',
  ...(backup.gtid ? [`--start-position=${backup.gtid}`] : []),
  ...(end ? [`--stop-datetime=${end.toISOString().slice(0, 19).replace('T', ' ')}`] : []),
];
// Times on the command line are local ones.
const inUtc = { ...process.env, TZ: 'UTC' };

/** The binlogs of one server that go on where the backup ends: its own, or else another node's, since positions are the same. */
function chooseLogs(backup: Backup, archive: string): string[] {
  const servers = readdirSync(archive).toSorted(
    (a, b) => Number(b === backup.server) - Number(a === backup.server),
  );
  const refused: string[] = [];
  for (const server of servers) {
    const files = archivedSince(join(archive, server), backup.begunAt);
    if (files.length === 0) continue;
    const read = spawnSync(requiredProgram('mariadb-binlog'), [...binlogOptions(backup, null), ...files], {
      stdio: ['ignore', 'ignore', 'pipe'],
      encoding: 'utf8',
      env: inUtc,
      timeout: 3_600_000,
    });
    if (read.status === 0) return files;
    refused.push(`${server}: ${read.stderr.trim().split('\n').at(-1)}`);
  }
  if (refused.length === 0) return [];
  throw new Error(`No archived binlogs go on from ${backup.folder}:\n${refused.join('\n')}`);
}

async function replay(
  backup: Backup,
  { folder, data, files, end }: { folder: string; data: string; files: string[]; end: Date | null },
): Promise<void> {
  await withServer({ folder, data }, async (socket) => {
    const reader = spawn(requiredProgram('mariadb-binlog'), [...binlogOptions(backup, end), ...files], {
      stdio: ['ignore', 'pipe', 'inherit'],
      env: inUtc,
    });
    const writer = spawn(
      requiredProgram('mariadb'),
      ['--no-defaults', `--socket=${socket}`, '--user=root', '--binary-mode'],
      { stdio: ['pipe', 'ignore', 'inherit'] },
    );
    const ends = Promise.all([once(reader, 'exit'), once(writer, 'exit')]);
    await pipeline(reader.stdout, writer.stdin);
    if ((await ends).some(([code]) => code !== 0)) throw new Error('Replaying the binlogs failed');
  });
}

/** Runs a server on restored data while `work` needs it: by its socket only, without a binlog. */
export async function withServer<T>(
  { folder, data }: { folder: string; data: string },
  work: (socket: string) => Promise<T>,
): Promise<T> {
  mkdirSync(join(folder, 'run'), { recursive: true });
  const socket = socketPath('restore.sock', folder);
  const log = join(folder, 'restore.log');
  const out = openSync(log, 'a');
  const server = spawn(
    requiredProgram('mariadbd'),
    [
      `--defaults-file=${join(import.meta.dirname, '../../infra/mariadb/my.cnf')}`,
      ...[`--datadir=${data}`, `--tmpdir=${join(folder, 'tmp')}`, `--socket=${socket}`],
      ...[`--pid-file=${join(folder, 'restore.pid')}`, '--skip-networking', '--skip-log-bin', ...asThisUser],
    ],
    { stdio: ['ignore', out, out] },
  );
  const id = { pid: server.pid ?? 0, startedAt: startTime(server.pid ?? 0) ?? '' };
  try {
    if (!(await until(() => answers(socket), 120_000, 100))) {
      throw new Error(`The restored server did not start; see ${log}`);
    }
    return await work(socket);
  } finally {
    await endProcess(id, 120_000);
  }
}

async function answers(socketFile: string): Promise<boolean> {
  try {
    const connection = await createConnection({
      ...{ socketPath: socketFile, user: 'root', connectTimeout: 1_000 },
    });
    connection.destroy();
    return true;
  } catch {
    return false;
  }
}

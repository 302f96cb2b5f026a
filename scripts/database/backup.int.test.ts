import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { createConnection } from 'mariadb';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { socketPath } from '../stack/socket-path.ts';
import { archiveBinlogs } from './binlogs.ts';
import { restoreData, withServer } from './restore-data.ts';
import type { Server } from './server.ts';
import { archiveLogs, archiveOf, backupsIn, takeBackup } from './take-backup.ts';

// The server of the test run, while other tests' data lies in it.
const dataDir = process.env.DATA_DIR ?? '';
const server: Server = {
  name: 'mariadb',
  data: join(dataDir, 'mariadb'),
  binlog: join(dataDir, 'binlog'),
  socket: socketPath('mariadb.sock', dataDir),
  options: resolve('infra/mariadb/my.cnf'),
};
const home = mkdtempSync(join(tmpdir(), 'ballast-backups-'));

async function sql<T>(socketFile: string, statement: string): Promise<T[]> {
  const connection = await createConnection({ socketPath: socketFile, user: 'root' });
  try {
    return await connection.query<T[]>(statement);
  } finally {
    await connection.end();
  }
}
const write = (what: string) => sql(server.socket, `INSERT INTO backed_up.notes (what) VALUES ('${what}')`);

/** The next full second: binlogs know no finer times. */
async function nextSecond(): Promise<Date> {
  await wait(1_000 - (Date.now() % 1_000));
  return new Date();
}

beforeAll(async () => {
  await sql(server.socket, 'CREATE DATABASE IF NOT EXISTS backed_up');
  await sql(
    server.socket,
    'CREATE TABLE backed_up.notes (id INT AUTO_INCREMENT PRIMARY KEY, what TEXT NOT NULL)',
  );
});

afterAll(async () => {
  await sql(server.socket, 'DROP DATABASE backed_up');
  rmSync(home, { recursive: true, force: true });
});

test('a moment between two backups comes back: what was written before it, and nothing after', async () => {
  await write('before the backup');
  const backup = await takeBackup(server, home, new Date());
  expect(backupsIn(home).map(({ folder }) => folder)).toEqual([backup.folder]);
  await write('after the backup');
  const moment = await nextSecond();
  await write('a mistake');
  expect(await archiveLogs(server, home)).toBe(1);
  await write('in the binlog that is being written');
  // As `npm run restore` does when the server has ended.
  archiveBinlogs(server, archiveOf(home), true);

  const restored = async (until: Date | null) => {
    const folder = join(home, 'restored');
    const { data } = await restoreData(backup, { archive: archiveOf(home), folder, until });
    return withServer({ folder, data }, async (socket) => {
      const rows = await sql<{ what: string }>(socket, 'SELECT what FROM backed_up.notes ORDER BY id');
      return rows.map(({ what }) => what);
    });
  };
  expect(await restored(moment)).toEqual(['before the backup', 'after the backup']);
  expect(await restored(null)).toEqual([
    'before the backup',
    'after the backup',
    'a mistake',
    'in the binlog that is being written',
  ]);
});

test('binlogs that do not go on from the backup are refused', async () => {
  const [backup] = backupsIn(home);
  if (!backup) throw new Error('The backup of the test before is gone');
  const before = { ...backup, gtid: '0-1-999999999' };
  const folder = join(home, 'refused');
  await expect(restoreData(before, { archive: archiveOf(home), folder, until: null })).rejects.toThrow(
    /No archived binlogs go on/,
  );
});

import { existsSync, mkdirSync, renameSync, rmSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { archiveBinlogs } from './database/binlogs.ts';
import { restoreData } from './database/restore-data.ts';
import { allServers } from './database/stack-servers.ts';
import { archiveOf, type Backup, backupsIn } from './database/take-backup.ts';
import { lockLauncher, stackState } from './stack/control.ts';
import { clustered, databaseData, dataDir, isEmbedded } from './stack/instance.ts';
import { step } from './stack/steps.ts';

/**
 * `npm run restore -- --until 2026-11-26T10:15:00Z`: makes the database as it was just before that moment, of the last backup
 * before it and the binlogs since; without `--until` as it is in backup and binlogs. The shop must be stopped. What was there
 * is kept beside. `--from FOLDER` names where backups are; `--single` makes one server of a cluster.
 */
function wanted(backups: Backup[], until: Date | null): Backup {
  const fit = backups.findLast(({ takenAt }) => !until || new Date(takenAt) <= until);
  if (fit) return fit;
  const oldest = backups[0]?.takenAt;
  throw new Error(
    oldest ? `The oldest backup is of ${oldest}.` : 'There is no backup: npm run backup makes one.',
  );
}

function moment(text: string | undefined): Date | null {
  if (text === undefined) return null;
  const time = new Date(text);
  // A time without a zone would mean another moment on another machine.
  if (Number.isNaN(time.getTime()) || !/(Z|[+-]\d\d:\d\d)$/.test(text)) {
    throw new Error(`--until wants a moment with its zone, such as 2026-11-26T10:15:00Z, not "${text}"`);
  }
  return time;
}

async function restore(): Promise<void> {
  const { values } = parseArgs({
    options: {
      until: { type: 'string' },
      from: { type: 'string' },
      single: { type: 'boolean', default: false },
    },
  });
  const end = moment(values.until);
  const home = resolve(values.from ?? join(dataDir, 'backups'));
  if (!isEmbedded('mariadb')) throw new Error('DATABASE_URL names a server that is not run from here.');
  if (await stackState()) throw new Error('The shop is running: npm stop first.');
  const backup = wanted(backupsIn(home), end);
  console.log(
    `backup of ${backup.takenAt}, ${end ? `then the binlogs before ${end.toISOString()}` : 'then all binlogs'}`,
  );
  await step('archiving the binlogs that are here', () => {
    for (const server of allServers()) archiveBinlogs(server, archiveOf(home), true);
  });
  const folder = join(dataDir, 'restore.new');
  const { data } = await step(
    'restoring beside the present data',
    () => restoreData(backup, { archive: archiveOf(home), folder, until: end }),
    ({ replayed }) => `${replayed} binlogs read`,
  );
  // From here on what is there changes; until here nothing has.
  const stamp = new Date().toISOString().slice(0, 19).replaceAll(':', '');
  const before = join(dataDir, `before-restore-${stamp}`);
  mkdirSync(before);
  for (const name of ['mariadb', 'galera', 'binlog']) {
    if (existsSync(join(dataDir, name))) renameSync(join(dataDir, name), join(before, name));
  }
  renameSync(data, databaseData);
  // A cluster is made of it at the next start, as of a single server's folder.
  if (clustered && !values.single) mkdirSync(join(dataDir, 'galera'));
  // Positions begin anew: binlogs of the history that was left must not be read on from later backups.
  renameSync(archiveOf(home), join(home, `binlog-before-${stamp}`));
  // Jobs of orders that are no longer there; what is due is published again from the outbox.
  rmSync(join(dataDir, 'redis-queue'), { recursive: true, force: true });
  rmSync(folder, { recursive: true, force: true });
  console.log(
    `\nRestored. npm start, look, then npm run backup: the new history has none yet.\nWhat was here before is in ${before}`,
  );
}

let release = () => {};
try {
  release = lockLauncher();
  await restore();
} catch (error) {
  console.error(`\n${(error as Error).message}`);
  process.exitCode = 1;
} finally {
  release();
}
process.exit();

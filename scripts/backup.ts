import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { createConnection } from 'mariadb';
import { runningServers } from './database/stack-servers.ts';
import { archiveLogs, takeBackup } from './database/take-backup.ts';
import { stackState } from './stack/control.ts';
import { clustered, dataDir, isEmbedded, ports } from './stack/instance.ts';
import { installPackages, missingPackages } from './stack/packages.ts';
import { step } from './stack/steps.ts';

/**
 * `npm run backup`: a full copy of the running database, of a node that does not write if it is a cluster. With `--logs` only
 * the binlogs since the last time, which is quick. `--to FOLDER` puts them elsewhere than `.data/backups`.
 */
async function writerNow(): Promise<string | null> {
  if (!clustered) return null;
  const connection = await createConnection({
    ...{ host: '127.0.0.1', port: ports.mariadb, user: 'root', connectTimeout: 5_000, socketTimeout: 5_000 },
  });
  try {
    const [row] = await connection.query<{ name: string }[]>('SELECT @@wsrep_node_name AS name');
    return row?.name ?? null;
  } finally {
    connection.destroy();
  }
}

async function backup(): Promise<void> {
  const { values } = parseArgs({ options: { to: { type: 'string' }, logs: { type: 'boolean' } } });
  const home = resolve(values.to ?? `${dataDir}/backups`);
  if (!isEmbedded('mariadb')) {
    throw new Error('DATABASE_URL names a server that is not run from here: back it up where it runs.');
  }
  if (!(await stackState())) throw new Error('The shop is not running: npm start first.');
  installPackages(missingPackages(['mariadb-backup']));
  const servers = await runningServers(await writerNow());
  const [first] = servers;
  if (!first) throw new Error('No database node answers; npm run doctor says more.');
  if (!values.logs) {
    await step(
      `copying ${first.name}`,
      () => takeBackup(first, home, new Date()),
      ({ folder }) => folder,
    );
  }
  // The logs of every node: whichever is lost, another's go on from the same place.
  for (const server of servers) {
    await step(
      `binlogs of ${server.name}`,
      () => archiveLogs(server, home),
      (count) => `${count} new`,
    );
  }
}

try {
  await backup();
  process.exit();
} catch (error) {
  console.error(`\n${(error as Error).message}`);
  process.exit(1);
}

import { spawn } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, openSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { createConnection } from 'mariadb';
import { checkUser } from '../../infra/haproxy/render.ts';
import { makeDatabaseFolder } from '../stack/database-folder.ts';
import { endProcess, startTime, until } from '../stack/processes.ts';
import { dataOf, type Node, nodeCommand, socketOf } from './nodes.ts';
import { forgetView, markSafe } from './position.ts';

/**
 * Makes the data of all nodes: of an existing single server's folder, which is moved, or of an empty database. The first
 * node runs alone for a moment, so that the data has a place in a history, and is copied: no node has to send another a
 * whole copy while the shop waits. Does nothing when the data is there; cut short, it begins again where the copy stands.
 */
export async function createCluster(nodes: readonly Node[], single: string | null): Promise<void> {
  const [first, ...others] = nodes;
  if (!first) throw new Error('A cluster has nodes');
  const made = join(dirname(first.folder), 'made');
  // From then on a node without data asks the others for it.
  if (existsSync(made)) return;
  mkdirSync(first.folder, { recursive: true });
  if (!existsSync(dataOf(first))) {
    if (single && existsSync(single)) renameSync(single, dataOf(first));
    else makeDatabaseFolder(dataOf(first), join(first.folder, 'tmp'));
  }
  await runAlone(first);
  forgetView(first);
  rmSync(join(dataOf(first), 'galera.cache'), { force: true });
  markSafe(first, false);
  for (const node of others) {
    const fresh = join(node.folder, 'data.new');
    rmSync(fresh, { recursive: true, force: true });
    rmSync(dataOf(node), { recursive: true, force: true });
    mkdirSync(node.folder, { recursive: true });
    cpSync(dataOf(first), fresh, { recursive: true, preserveTimestamps: true });
    renameSync(fresh, dataOf(node));
  }
  writeFileSync(made, `${new Date().toISOString()}\n`);
}

/** Runs a node as a cluster of one, for the account of HAProxy's checks, and ends it cleanly. */
async function runAlone(node: Node): Promise<void> {
  const { file, args } = nodeCommand(node, ['--wsrep-cluster-address=gcomm://', '--skip-networking']);
  if (existsSync(join(dataOf(node), 'grastate.dat'))) markSafe(node, true);
  const log = join(dirname(node.folder), 'create.log');
  const out = openSync(log, 'w');
  const child = spawn(file, args, { stdio: ['ignore', out, out] });
  const id = { pid: child.pid ?? 0, startedAt: startTime(child.pid ?? 0) ?? '' };
  try {
    const up = await until(
      async () => child.exitCode !== null || (await addCheckUser(socketOf(node))),
      60_000,
      100,
    );
    if (!up || child.exitCode !== null) throw new Error(`The first node did not start; see ${log}`);
  } finally {
    await endProcess(id, 60_000);
  }
}

async function addCheckUser(socket: string): Promise<boolean> {
  try {
    const connection = await createConnection({
      socketPath: socket,
      user: 'root',
      connectTimeout: 1_000,
      socketTimeout: 5_000,
    });
    try {
      await connection.query(`CREATE USER IF NOT EXISTS '${checkUser}'@'127.0.0.1'`);
      return true;
    } finally {
      connection.destroy();
    }
  } catch {
    return false;
  }
}

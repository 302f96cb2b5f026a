import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type NodePorts, renderGalera } from '../../infra/mariadb/render.ts';
import { asThisUser } from '../stack/database-folder.ts';
import { requiredProgram } from '../stack/packages.ts';
import { socketPath } from '../stack/socket-path.ts';

/** One of the three database servers of a cluster on this machine. */
export type Node = { name: string; folder: string; ports: NodePorts; members: readonly number[] };

/** The nodes of the cluster that lives in a folder; each takes four ports of the sixteen from `base` on. */
export function clusterNodes(folder: string, base: number): Node[] {
  const numbers = [1, 2, 3];
  const members = numbers.map((number) => base + 3 + number);
  return numbers.map((number) => ({
    name: `galera-${number}`,
    folder: join(folder, String(number)),
    ports: { sql: base + number, group: base + 3 + number, ist: base + 6 + number, sst: base + 9 + number },
    members,
  }));
}

export const dataOf = ({ folder }: Node): string => join(folder, 'data');
export const binlogOf = ({ folder }: Node): string => join(folder, 'binlog');
export const socketOf = ({ folder }: Node): string => socketPath('node.sock', folder);

/** How a node's server is run; writes its option file. `options` come last. */
export function nodeCommand(node: Node, options: readonly string[] = []): { file: string; args: string[] } {
  const { folder, ports } = node;
  for (const part of ['data', 'tmp', 'binlog', 'run']) mkdirSync(join(folder, part), { recursive: true });
  const file = join(folder, 'node.cnf');
  writeFileSync(file, renderGalera({ node: node.name, ports, members: node.members }));
  return {
    file: requiredProgram('mariadbd'),
    args: [
      `--defaults-file=${file}`,
      ...[`--datadir=${dataOf(node)}`, `--tmpdir=${join(folder, 'tmp')}`, `--socket=${socketOf(node)}`],
      ...[`--pid-file=${join(folder, 'run/server-pid')}`, `--log-bin=${join(binlogOf(node), 'binlog')}`],
      ...[`--port=${ports.sql}`, '--bind-address=127.0.0.1', ...asThisUser, ...options],
    ],
  };
}

import { join } from 'node:path';
import { binlogOf, dataOf, type Node, socketOf } from '../cluster/nodes.ts';

/** One database server on this machine, as far as its files and its socket go. */
export type Server = { name: string; data: string; binlog: string; socket: string; options: string };

export const nodeServer = (node: Node): Server => ({
  name: node.name,
  data: dataOf(node),
  binlog: binlogOf(node),
  socket: socketOf(node),
  options: join(node.folder, 'node.cnf'),
});

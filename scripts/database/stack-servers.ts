import { join } from 'node:path';
import { nodeState } from '../cluster/state.ts';
import { clustered, databaseData, databaseNodes, dataDir, root } from '../stack/instance.ts';
import { socketPath } from '../stack/socket-path.ts';
import { nodeServer, type Server } from './server.ts';

/** The single server of the stack. */
const singleServer: Server = {
  name: 'mariadb',
  data: databaseData,
  binlog: join(dataDir, 'binlog'),
  socket: socketPath('mariadb.sock', dataDir),
  options: join(root, 'infra/mariadb/my.cnf'),
};

/** The stack's servers, whether they run or not. */
export const allServers = (): Server[] => (clustered ? databaseNodes.map(nodeServer) : [singleServer]);

/** The servers that answer now; of a cluster those first that are no writer, so that a backup disturbs nobody. */
export async function runningServers(writer: string | null): Promise<Server[]> {
  if (!clustered) return [singleServer];
  const states = await Promise.all(
    databaseNodes.map(async (node) => ({ node, state: await nodeState(node.ports.sql) })),
  );
  return states
    .filter(({ state }) => state?.ready)
    .map(({ node }) => nodeServer(node))
    .toSorted((a, b) => Number(a.name === writer) - Number(b.name === writer));
}

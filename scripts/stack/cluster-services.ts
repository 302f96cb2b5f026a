import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { renderHaproxy } from '../../infra/haproxy/render.ts';
import { createCluster } from '../cluster/create.ts';
import { nodeCommand } from '../cluster/nodes.ts';
import { planStart } from '../cluster/plan-start.ts';
import { nodeState } from '../cluster/state.ts';
import { databaseData, databaseNodes, dataDir, ports, runDir } from './instance.ts';
import { requiredProgram } from './packages.ts';
import type { Service } from './services.ts';
import { socketPath } from './socket-path.ts';

const readyAt = async (port: number) => (await nodeState(port))?.ready === true;

/** Three MariaDB with Galera, and HAProxy where the single server would listen: nothing else of the stack knows. */
export function clusterServices(): Service[] {
  let created: Promise<void> | null = null;
  const nodes = databaseNodes.map((node): Service => {
    let options: string[] = [];
    return {
      name: node.name,
      group: 'servers',
      port: node.ports.sql,
      async prepare() {
        created ??= createCluster(databaseNodes, databaseData).finally(() => {
          created = null;
        });
        await created;
        options = await planStart(node, databaseNodes);
      },
      command: () => nodeCommand(node, options),
      ready: () => readyAt(node.ports.sql),
      graceMs: 30_000,
    };
  });
  return [...nodes, haproxy];
}

const configuration = join(runDir, 'haproxy.cfg');

const haproxy: Service = {
  name: 'haproxy',
  group: 'servers',
  port: ports.mariadb,
  metricsPort: ports.metrics.haproxy,
  prepare() {
    mkdirSync(runDir, { recursive: true });
    const text = renderHaproxy({
      port: ports.mariadb,
      metricsPort: ports.metrics.haproxy,
      socket: socketPath('mariadb.sock', dataDir),
      stats: socketPath('haproxy.sock', dataDir),
      nodes: databaseNodes.map(({ name, ports: { sql } }) => ({ name, port: sql })),
    });
    writeFileSync(configuration, text);
  },
  command: () => ({ file: requiredProgram('haproxy'), args: ['-db', '-f', configuration] }),
  ready: () => readyAt(ports.mariadb),
  graceMs: 5_000,
};

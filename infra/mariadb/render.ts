import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** Where one node of the cluster listens, all on loopback. */
export type NodePorts = {
  /** Clients. */
  sql: number;
  /** The group's own messages. */
  group: number;
  /** Receives the changes it missed (IST). */
  ist: number;
  /** Receives a whole copy (SST). */
  sst: number;
};

export type GaleraOptions = {
  /** Its name in the cluster. */
  node: string;
  ports: NodePorts;
  /** The group ports of all members, its own among them. */
  members: readonly number[];
  /** How far back a node that was away can be caught up without a whole copy. */
  gcache?: string;
};

const providers = ['/usr/lib/galera/libgalera_smm.so', '/usr/lib64/galera-4/libgalera_smm.so'];

/** Galera's library, or null where it is not installed. */
function galeraProvider(): string | null {
  return providers.find((path) => existsSync(path)) ?? null;
}

/** The option file of one node: the single server's settings, then the cluster's. @throws Error without Galera. */
export function renderGalera({ node, ports, members, gcache = '128M' }: GaleraOptions): string {
  const provider = galeraProvider();
  if (!provider) throw new Error('Galera is not installed: apt-get install galera-4, or npm start as root');
  const values: Record<string, string> = {
    PROVIDER: provider,
    MEMBERS: `gcomm://${members.map((port) => `127.0.0.1:${port}`).join(',')}`,
    NODE: node,
    PORT: String(ports.sql),
    GROUP_PORT: String(ports.group),
    IST_PORT: String(ports.ist),
    SST_PORT: String(ports.sst),
    GCACHE: gcache,
  };
  const text = ['my.cnf', 'galera.cnf'].map((name) => readFileSync(join(import.meta.dirname, name), 'utf8'));
  return text.join('\n').replace(/@([A-Z_]+)@/g, (whole, name: string) => values[name] ?? whole);
}

import { statfs } from 'node:fs/promises';
import { databaseLoad, env, gauge } from '#lib/platform/index.ts';

const free = () => gauge('ballast_disk_free_bytes', 'Free space where the data is', []);
const size = () => gauge('ballast_disk_size_bytes', 'Size of the disk where the data is', []);
const dbUp = () => gauge('ballast_database_up', 'Whether the database answers', []);
const connections = () => gauge('ballast_database_connections', 'Connections that the database has open', []);
const most = () => gauge('ballast_database_connections_limit', 'Connections that the database allows', []);

/** Exports the room on the disk and the state of the database. */
export async function sampleMachine(): Promise<void> {
  const disk = await statfs(env.DATA_DIR);
  free().set(disk.bavail * disk.bsize);
  size().set(disk.blocks * disk.bsize);
  try {
    const load = await databaseLoad();
    dbUp().set(1);
    connections().set(load.connections);
    most().set(load.limit);
  } catch {
    dbUp().set(0);
  }
}

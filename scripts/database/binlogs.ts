import {
  closeSync,
  copyFileSync,
  existsSync,
  mkdirSync,
  openSync,
  readdirSync,
  readSync,
  renameSync,
} from 'node:fs';
import { join } from 'node:path';
import type { Server } from './server.ts';

/** When a binlog was begun, in seconds: the time of its first event, after four bytes of magic. */
function begunAt(file: string): number {
  const descriptor = openSync(file, 'r');
  try {
    const head = Buffer.alloc(8);
    readSync(descriptor, head, 0, 8, 0);
    return head.readUInt32LE(4);
  } finally {
    closeSync(descriptor);
  }
}

/**
 * Copies a server's binlogs that the archive lacks into `archive/SERVER`, under names that sort by time. With `whole` also the
 * one that is being written, for a server that has ended. @returns how many were copied.
 */
export function archiveBinlogs(server: Server, archive: string, whole: boolean): number {
  if (!existsSync(server.binlog)) return 0;
  const folder = join(archive, server.name);
  mkdirSync(folder, { recursive: true });
  const files = readdirSync(server.binlog)
    .filter((name) => /^binlog\.\d+$/.test(name))
    .sort();
  let copied = 0;
  for (const name of whole ? files : files.slice(0, -1)) {
    const file = join(server.binlog, name);
    const kept = join(folder, `${String(begunAt(file)).padStart(10, '0')}-${name}`);
    if (existsSync(kept)) continue;
    // The last one goes under a name of its own: should it grow, it is archived again as a whole.
    const target = whole && name === files.at(-1) ? `${kept}.last` : kept;
    copyFileSync(file, `${target}.new`);
    renameSync(`${target}.new`, target);
    copied++;
  }
  return copied;
}

/** The archived binlogs of one server from the one that was written at `since` (seconds) on, oldest first. */
export function archivedSince(folder: string, since: number): string[] {
  if (!existsSync(folder)) return [];
  const all = readdirSync(folder)
    .filter((name) => /^\d+-binlog\.\d+(\.last)?$/.test(name))
    .sort();
  const names = all.filter((name) => !(name.endsWith('.last') && all.includes(name.slice(0, -5))));
  const first = names.findLastIndex((name) => Number(name.split('-')[0]) <= since);
  return names.slice(Math.max(0, first)).map((name) => join(folder, name));
}

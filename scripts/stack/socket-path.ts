import { createHash } from 'node:crypto';
import { mkdirSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** A Unix socket's path: beside the data when it fits into the kernel's 107 bytes, else in a private folder. */
export function socketPath(name: string, dataDir: string): string {
  const near = join(dataDir, 'run', name);
  if (near.length < 100) return near;
  const folder = join(tmpdir(), `ballast-${createHash('sha256').update(dataDir).digest('hex').slice(0, 12)}`);
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  return join(folder, name);
}

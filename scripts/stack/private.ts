import { createHash } from 'node:crypto';
import { rmSync } from 'node:fs';
import { resolve } from 'node:path';
import { isListening } from './processes.ts';

/** A stack of its own for tests and proofs: other ports, other data, nothing of the user's configuration. */

// How much memory MariaDB may take is a matter of the machine: a proof with a million products needs more of it.
const kept =
  /^(PATH|HOME|USER|LOGNAME|SHELL|TERM|TMPDIR|LANG|LC_.*|CI|FORCE_COLOR|NO_COLOR|npm_.*|(https?|no)_proxy|BALLAST_DATABASE_POOL_MB)$/i;

/** Neither servers nor keys of the user reach what runs from here. Call it before anything reads the environment. */
export function forgetUserEnvironment(): void {
  for (const name of Object.keys(process.env)) if (!kept.test(name)) delete process.env[name];
  // The monitor would disturb what is measured; its own tests start it themselves.
  Object.assign(process.env, { NODE_ENV: 'test', SYNTHETIC_MONITOR: 'off' });
}

/**
 * The first of a block of ports that are all free. Checkouts begin at blocks of their own, so that two that start at
 * the same moment do not choose the same. @throws Error when there is none between `from` and 30000.
 */
export async function freePorts(from: number): Promise<number> {
  const own = createHash('sha256').update(resolve('.')).digest().readUInt16BE() % 25;
  for (let base = from + own * 100; base < 30_000; base += 100) {
    const offsets = [
      ...[
        0, 1, 2, 3, 4, 5, 6, 7, 10, 11, 12, 13, 14, 20, 21, 22, 23, 30, 31, 32, 33, 34, 35, 36, 37, 38, 39,
        40, 60,
      ],
      ...[61, 62, 63, 64, 65, 66, 67, 68, 69, 70, 71, 72],
    ];
    const taken = await Promise.all(offsets.map((offset) => isListening(base + offset)));
    if (!taken.includes(true)) return base;
  }
  throw new Error(`No free block of ports between ${from} and 30000`);
}

/**
 * Builds and opens a shop in `.data/NAME`, empty but for the seed. Sets the environment of this process to it, so
 * load whatever reads the environment only after this.
 * With `serversOnly` just database and Redis, migrated and empty.
 * @returns the function that ends it; its data stays for a look at what happened.
 */
export async function openPrivateStack(
  name: string,
  settings: Record<string, string> = {},
  serversOnly = false,
): Promise<() => Promise<void>> {
  forgetUserEnvironment();
  Object.assign(process.env, { LOG_LEVEL: 'warn', BALLAST_CLUSTER: 'off', ...settings });
  process.env.DATA_DIR = resolve('.data', name);
  process.env.BALLAST_PORT = String(await freePorts(20_400));
  await import('../environment.ts');
  const { lockLauncher, startServices, startSupervisor, stopStack } = await import('./control.ts');
  const release = lockLauncher();
  const close = async () => {
    await stopStack();
    release();
  };
  process.once('SIGINT', () => void close().then(() => process.exit(130)));
  process.once('SIGTERM', () => void close().then(() => process.exit(143)));
  try {
    await stopStack();
    for (const part of ['mariadb', 'binlog', 'galera', 'redis-queue', 'redis-session', 'sandbox', 'log']) {
      rmSync(resolve(process.env.DATA_DIR, part), { recursive: true, force: true });
    }
    await startSupervisor('production');
    await startServices('servers');
    const { build } = await import('./build.ts');
    const { migrateDatabase, seedDatabase } = await import('./prepare-data.ts');
    await migrateDatabase();
    if (serversOnly) return close;
    await seedDatabase();
    await startServices('apps', (await build()).folder);
  } catch (error) {
    await close();
    throw error;
  }
  return close;
}

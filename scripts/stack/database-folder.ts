import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readdirSync, renameSync, rmSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { requiredProgram } from './packages.ts';

/** As root MariaDB wants to be told that it is meant to. */
export const asThisUser = process.getuid?.() === 0 ? ['--user=root'] : [];

/**
 * Makes an empty database in a folder, beside its place and renamed when whole, so that a run cut short leaves nothing
 * half-made; does nothing when it is there. @throws Error with MariaDB's words.
 */
export function makeDatabaseFolder(folder: string, tmp: string): void {
  mkdirSync(tmp, { recursive: true });
  if (existsSync(folder)) return;
  const [home, name] = [dirname(folder), `${basename(folder)}.new-`];
  mkdirSync(home, { recursive: true });
  // A name of its own: one killed here leaves its mariadb-install-db at work.
  for (const left of readdirSync(home).filter((entry) => entry.startsWith(name))) {
    rmSync(join(home, left), { recursive: true, force: true });
  }
  const fresh = mkdtempSync(join(home, name));
  const made = spawnSync(
    requiredProgram('mariadb-install-db'),
    [
      ...['--no-defaults', '--auth-root-authentication-method=normal', '--skip-test-db'],
      ...[`--datadir=${fresh}`, `--tmpdir=${tmp}`, ...asThisUser],
    ],
    { encoding: 'utf8', timeout: 120_000 },
  );
  if (made.status !== 0) {
    throw new Error(`Creating the database folder failed:\n${(made.stderr || made.stdout).slice(-1_500)}`);
  }
  renameSync(fresh, folder);
}

import { spawnSync } from 'node:child_process';
import { accessSync, constants, existsSync, rmSync, writeFileSync } from 'node:fs';
import { delimiter, join } from 'node:path';

/** The programs we run that npm cannot bring, and the Debian packages that hold them. */
export const programs = {
  mariadbd: 'mariadb-server',
  'mariadb-install-db': 'mariadb-server',
  haproxy: 'haproxy',
  'mariadb-backup': 'mariadb-backup',
  'redis-server': 'redis-server',
  varnishd: 'varnish',
  nginx: 'nginx',
  chromium: 'chromium',
  openssl: 'openssl',
  prometheus: 'prometheus',
  promtool: 'prometheus',
  'prometheus-alertmanager': 'prometheus-alertmanager',
} as const;

export type Program = keyof typeof programs;

// An ordinary user's PATH leaves the sbin folders out, where Debian puts servers.
const folders = [...(process.env.PATH ?? '').split(delimiter), '/usr/local/sbin', '/usr/sbin', '/sbin'];

/** The full path of a program, or null. */
export function findProgram(name: string): string | null {
  for (const folder of folders) {
    const path = join(folder, name);
    try {
      accessSync(path, constants.X_OK);
      return path;
    } catch {}
  }
  return null;
}

/** The full path of a program. @throws Error that says how to get it. */
export function requiredProgram(name: string): string {
  const path = findProgram(name);
  if (!path) throw new Error(`${name} is not installed; \`npm run doctor\` says how to get it`);
  return path;
}

/** Whether Varnish's extra modules (xkey) are there. */
export function hasVarnishModules(): boolean {
  return ['/usr/lib/x86_64-linux-gnu', '/usr/lib/aarch64-linux-gnu', '/usr/lib', '/usr/local/lib'].some(
    (lib) => existsSync(join(lib, 'varnish/vmods/libvmod_xkey.so')),
  );
}

/** The Debian packages that are missing for these programs. */
export function missingPackages(wanted: readonly Program[]): string[] {
  const missing = new Set<string>();
  for (const program of wanted) if (!findProgram(program)) missing.add(programs[program]);
  if (wanted.includes('varnishd') && !hasVarnishModules()) missing.add('varnish-modules');
  return [...missing];
}

function asRoot(command: string, args: string[]): boolean {
  const root = process.getuid?.() === 0;
  const [file, ...rest] = root ? [command, ...args] : ['sudo', '-n', command, ...args];
  const run = spawnSync(file ?? command, rest, {
    stdio: ['ignore', 'pipe', 'pipe'],
    encoding: 'utf8',
    timeout: 600_000,
    env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' },
  });
  if (run.status !== 0) console.error((run.stderr || run.stdout || '').split('\n').slice(-8).join('\n'));
  return run.status === 0;
}

/**
 * Installs Debian packages when this user may.
 * @throws Error with the command to run by hand when it may not, or when installing failed.
 */
export function installPackages(packages: readonly string[]): void {
  if (packages.length === 0) return;
  const byHand = `apt-get install --no-install-recommends ${packages.join(' ')}`;
  if (!findProgram('apt-get')) {
    throw new Error(
      `These programs are missing: ${packages.join(', ')}. Install them with your package manager.`,
    );
  }
  const mayInstall =
    process.getuid?.() === 0 || spawnSync('sudo', ['-n', 'true'], { stdio: 'ignore' }).status === 0;
  if (!mayInstall) {
    throw new Error(
      `These Debian packages are missing and this user may not install them. Run as root:\n  ${byHand}`,
    );
  }
  // Debian starts a server's service when it is installed; we want the program only (see policy-rc.d(5)).
  const policy = '/usr/sbin/policy-rc.d';
  const ownPolicy = process.getuid?.() === 0 && !existsSync(policy);
  if (ownPolicy) writeFileSync(policy, '#!/bin/sh\nexit 101\n', { mode: 0o755 });
  try {
    const install = ['install', '-y', '-q', '--no-install-recommends', ...packages];
    if (!asRoot('apt-get', ['update', '-q']) || !asRoot('apt-get', install)) {
      throw new Error(`Installing failed. Try it by hand:\n  apt-get update && ${byHand}`);
    }
  } finally {
    if (ownPolicy) rmSync(policy, { force: true });
  }
}

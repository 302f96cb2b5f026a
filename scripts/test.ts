import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, rmSync } from 'node:fs';
import { resolve } from 'node:path';
import { forgetUserEnvironment, freePorts } from './stack/private.ts';

/**
 * `npm test`: everything that proves the project, in order of cost, on servers of its own. Closes with
 * `N passed, N failed`. With names (`npm test -- unit int`) only those parts run, and with paths
 * (`npm test -- int lib/cache`, `npm test -- e2e specs/kill`) only the test files that match.
 */

type Counts = { passed: number; failed: number; skipped: number };
const total: Counts = { passed: 0, failed: 0, skipped: 0 };
const words = process.argv.slice(2);
const parts = ['static', 'unit', 'int', 'e2e'];
const wanted = words.filter((word) => parts.includes(word));
const files = words.filter((word) => !parts.includes(word));
const wants = (part: string) => wanted.length === 0 || wanted.includes(part);

function run(command: string, args: string[], environment: Record<string, string> = {}): boolean {
  return spawnSync(command, args, { stdio: 'inherit', env: { ...process.env, ...environment } }).status === 0;
}

async function step(name: string, work: () => Promise<Counts> | Counts): Promise<boolean> {
  const began = Date.now();
  console.log(`\n-> ${name}`);
  let counts: Counts;
  try {
    counts = await work();
  } catch (error) {
    console.error(error instanceof Error ? error.message : error);
    counts = { passed: 0, failed: 1, skipped: 0 };
  }
  total.passed += counts.passed;
  total.failed += counts.failed;
  total.skipped += counts.skipped;
  const verdict = counts.failed === 0 ? 'ok' : 'FAILED';
  console.log(`   ${name}: ${verdict} in ${((Date.now() - began) / 1000).toFixed(1)} s`);
  return counts.failed === 0;
}

const verdict = (passed: boolean): Counts => ({ passed: passed ? 1 : 0, failed: passed ? 0 : 1, skipped: 0 });
const check = (name: string, command: string, args: string[]) =>
  step(name, () => verdict(run(command, args)));

function report<T>(file: string): T | null {
  return existsSync(file) ? (JSON.parse(readFileSync(file, 'utf8')) as T) : null;
}

function vitest(project: string, environment: Record<string, string> = {}): Promise<boolean> {
  return step(`${project} tests`, () => {
    const file = resolve(`.data/reports/${project}.json`);
    rmSync(file, { force: true });
    const reporters = ['--reporter=default', '--reporter=json', `--outputFile.json=${file}`];
    const options = ['run', ...files, '--project', project, ...reporters];
    const passed = run('node_modules/.bin/vitest', options, environment);
    const result = report<Record<string, number>>(file);
    if (!result) return verdict(false);
    const failed = result.numFailedTests ?? 0;
    return {
      passed: result.numPassedTests ?? 0,
      failed: passed ? failed : Math.max(1, failed),
      skipped: result.numPendingTests ?? 0,
    };
  });
}

function playwright(): Promise<boolean> {
  return step('end-to-end tests', () => {
    const file = resolve('.data/reports/e2e.json');
    rmSync(file, { force: true });
    const passed = run('node_modules/.bin/playwright', ['test', ...files], {
      PLAYWRIGHT_JSON_OUTPUT_NAME: file,
      LOG_LEVEL: 'silent',
    });
    const stats = report<{ stats: Record<string, number> }>(file)?.stats;
    if (!stats) return verdict(false);
    const failed = (stats.unexpected ?? 0) + (stats.flaky ?? 0);
    return {
      passed: stats.expected ?? 0,
      failed: passed ? failed : Math.max(1, failed),
      skipped: stats.skipped ?? 0,
    };
  });
}

forgetUserEnvironment();
process.env.LOG_LEVEL = 'silent';
process.env.DATA_DIR = resolve('.data/test');
mkdirSync('.data/reports', { recursive: true });

async function onServers(): Promise<void> {
  process.env.BALLAST_PORT = String(await freePorts(17_400));
  Object.assign(process.env, { BALLAST_VARNISH: '2', BALLAST_CLUSTER: 'off' });
  await import('./environment.ts');
  const { installPackages, missingPackages, programs } = await import('./stack/packages.ts');
  const { lockLauncher, startServices, startSupervisor, stopStack } = await import('./stack/control.ts');
  const ready = await step('programs', () => {
    installPackages(missingPackages(Object.keys(programs) as (keyof typeof programs)[]));
    return verdict(true);
  });
  if (!ready) return;
  const release = lockLauncher();
  const stop = async () => {
    await stopStack();
    release();
  };
  process.once('SIGINT', () => void stop().then(() => process.exit(130)));
  process.once('SIGTERM', () => void stop().then(() => process.exit(143)));
  try {
    await stopStack();
    rmSync(process.env.DATA_DIR ?? '', { recursive: true, force: true });
    // What the shop writes down is looked at too.
    process.env.LOG_LEVEL = 'info';
    const up = await step('starting MariaDB and four Redis', async () => {
      await startSupervisor('production');
      await startServices('servers');
      return verdict(true);
    });
    if (!up) return;
    const { migrate } = await import('#prisma/migrate.ts');
    if (wants('int')) {
      // A database and Redis numbers of their own, so that the shop of the end-to-end tests starts empty.
      const apart = (name: string) => (process.env[name] ?? '').replace(/(?=\?|$)/, '/1');
      const int = {
        DATABASE_URL: (process.env.DATABASE_URL ?? '').replace(/(?=\?|$)/, '_int'),
        REDIS_SESSION_URL: apart('REDIS_SESSION_URL'),
        REDIS_FPC_URL: apart('REDIS_FPC_URL'),
        REDIS_OBJECT_URL: apart('REDIS_OBJECT_URL'),
        // None runs; tests of purges bring their own.
        VARNISH_URLS: '',
        LOG_LEVEL: 'silent',
      };
      await step('migrating', async () => {
        await migrate(int.DATABASE_URL, 'prisma/migrations');
        return verdict(true);
      });
      await vitest('int', int);
    }
    if (wants('e2e')) {
      const shop = await step('building and opening a shop', async () => {
        const { build } = await import('./stack/build.ts');
        const { migrateDatabase, seedDatabase } = await import('./stack/prepare-data.ts');
        await migrateDatabase();
        await seedDatabase();
        await startServices('apps', (await build()).folder);
        return verdict(true);
      });
      if (shop) await playwright();
    }
  } finally {
    await stop();
  }
}

if (wants('static')) {
  await check('format and lint', 'node_modules/.bin/biome', ['check', '--error-on-warnings', '.']);
  await check('types', 'node_modules/.bin/tsc', ['--noEmit']);
  const oxlint = ['--type-aware', '--deny-warnings'];
  await check('import rules and floating promises', 'node_modules/.bin/oxlint', oxlint);
}
if (wants('unit')) await vitest('unit');
if (wants('int') || wants('e2e')) await onServers();

const skipped = total.skipped > 0 ? `, ${total.skipped} skipped` : '';
console.log(`\n${total.passed} passed, ${total.failed} failed${skipped}`);
process.exit(total.failed === 0 ? 0 : 1);

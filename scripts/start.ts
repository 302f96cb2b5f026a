import { existsSync } from 'node:fs';
import { build, forgetOldBuilds } from './stack/build.ts';
import { lockLauncher, stackState, startServices, startSupervisor, stopStack } from './stack/control.ts';
import { clustered, isEmbedded, ports, settingsHash } from './stack/instance.ts';
import { installPackages, missingPackages, type Program } from './stack/packages.ts';
import { migrateDatabase, seedDatabase } from './stack/prepare-data.ts';
import { until } from './stack/processes.ts';
import { isInstalled, services } from './stack/services.ts';
import { step } from './stack/steps.ts';

/** `npm start` and `npm run dev`: from whatever state the machine is in to a running shop. */

const development = process.argv.includes('--dev');
const mode = development ? 'development' : 'production';

function wantedPrograms(): Program[] {
  const wanted: Program[] = [];
  if (isEmbedded('mariadb')) wanted.push('mariadbd', 'mariadb-install-db');
  if (isEmbedded('mariadb') && clustered) wanted.push('haproxy', 'mariadb-backup');
  if (['session', 'fpc', 'object', 'queue'].some((role) => isEmbedded(`redis-${role}`)))
    wanted.push('redis-server');
  if (!development) wanted.push(...(isEmbedded('varnish') ? (['varnishd'] as const) : []), 'nginx');
  return wanted;
}

/** The shop needs no browser, its monitor does: it is installed last, and the monitor begins when it is there. */
async function provideBrowser(path: string): Promise<void> {
  if (existsSync(path)) return;
  try {
    await step('installing chromium for the synthetic monitor', () =>
      installPackages(missingPackages(['chromium'])),
    );
  } catch (error) {
    console.log(`The synthetic monitor waits for ${path}: ${(error as Error).message}`);
  }
}

/** Programs that only look at the shop; it sells without them. */
const watcherPrograms: Program[] = ['prometheus', 'prometheus-alertmanager'];

async function installWatchers(): Promise<void> {
  const packages = missingPackages(
    watcherPrograms.filter((name) => isEmbedded(name.replace('prometheus-', ''))),
  );
  if (packages.length === 0) return;
  await step(`installing ${packages.join(', ')}`, () => installPackages(packages)).catch((error: Error) =>
    console.log(`   ${error.message}\n   The shop starts without; the next npm start tries again.`),
  );
}

/** @returns a line that says who watches the shop. */
async function startWatchers(): Promise<string> {
  const named = services(mode).filter((service) => service.group === 'watchers');
  const missing = named.filter((service) => !isInstalled(service)).map(({ name }) => name);
  if (missing.length > 0) return `nobody: ${missing.join(' and ')} not installed, so there are no alerts`;
  try {
    await step('starting Prometheus and Alertmanager', () => startServices('watchers'));
    return 'alerts and figures under Operations in the admin';
  } catch (error) {
    return `nobody: ${(error as Error).message}`;
  }
}

async function start(): Promise<void> {
  const began = Date.now();
  // Configuration is read before anything is started, so that a wrong value ends here, by name.
  const { env } = await import('#lib/platform/index.ts');
  const packages = missingPackages(wantedPrograms());
  if (packages.length > 0) await step(`installing ${packages.join(', ')}`, () => installPackages(packages));
  const made = development
    ? null
    : await step('building the shop', build, ({ built }) => (built ? 'done' : 'up to date'));
  await installWatchers();
  const state = await stackState();
  const known = new Set(state?.services.map(({ name }) => name));
  const stale =
    state &&
    (services(mode).some((service) => isInstalled(service) && !known.has(service.name)) ||
      state.mode !== mode ||
      state.settings !== settingsHash() ||
      (made && state.build !== null && state.build !== made.folder));
  if (stale) await step('stopping the running stack (its sources, settings or mode changed)', stopStack);
  const servers = clustered
    ? 'starting three MariaDB with Galera behind HAProxy, and four Redis'
    : 'starting MariaDB and four Redis';
  await step(servers, async () => {
    await startSupervisor(mode);
    return startServices('servers');
  });
  await step('migrating the database', migrateDatabase, (done) =>
    done.length > 0 ? done.join(', ') : 'up to date',
  );
  await step(
    'seeding the shop',
    () => seedDatabase({ alive: true }),
    (done) => (done ? 'done' : 'already there'),
  );
  await step(
    development
      ? 'starting Next in development, sandboxes and workers'
      : 'starting web, workers, Varnish and the edge',
    () => startServices('apps', made?.folder),
  );
  const watching = await startWatchers();
  if (made) forgetOldBuilds(made.folder);
  if (!development) {
    await step('first page', async () => {
      let status = 0;
      // Varnish looks every two seconds whether web is there, and may have begun before it was.
      const came = await until(
        async () => {
          const address = `http://127.0.0.1:${ports.edge}/`;
          status = (await fetch(address, { signal: AbortSignal.timeout(30_000) })).status;
          return status === 200;
        },
        15_000,
        250,
      );
      if (!came) throw new Error(`The home page answers ${status}; see the logs in ${env.DATA_DIR}/log`);
    });
  }
  const demo = env.BALLAST_PROFILE === 'demo';
  console.log(`
Ballast is up after ${((Date.now() - began) / 1000).toFixed(1)} s.

  shop    ${env.SHOP_URL}
  admin   ${env.SHOP_URL}/admin   (${env.ADMIN_EMAIL}${demo ? ` / ${env.ADMIN_PASSWORD}` : ''})
  mails   ${env.MAIL_UI_URL}
  watch   ${watching}
  pay     ${env.STRIPE_API_BASE ? '4242 4242 4242 4242, any future date, any CVC (sandbox gateway)' : 'Stripe, with your keys'}

  npm stop ends it, npm run doctor looks it over, logs are in ${env.DATA_DIR}/log`);
  if (!development && env.SYNTHETIC_MONITOR === 'on') await provideBrowser(env.CHROMIUM_PATH);
}

let release = () => {};
try {
  release = lockLauncher();
  await start();
} catch (error) {
  console.error(
    `\n${(error as Error).message}\n\nNothing is lost; after mending it, run the same command again.`,
  );
  process.exitCode = 1;
} finally {
  release();
}
process.exit();

import { existsSync, readdirSync, statfsSync } from 'node:fs';
import { currentBuild } from './stack/build.ts';
import { stackState } from './stack/control.ts';
import {
  clustered,
  databaseNodes,
  dataDir,
  isEmbedded,
  logDir,
  makeFolders,
  ports,
  root,
} from './stack/instance.ts';
import { findProgram, hasVarnishModules, programs } from './stack/packages.ts';
import { isListening } from './stack/processes.ts';

/** `npm run doctor`: says what is missing or broken, and how to mend it. Changes nothing. */

let problems = 0;
function report(fine: boolean, what: string, cure = ''): void {
  if (!fine) problems++;
  console.log(`${fine ? '  ok     ' : '  BROKEN '} ${what}${fine || !cure ? '' : `\n           -> ${cure}`}`);
}

makeFolders();
console.log('Programs');
report(
  Number(process.versions.node.split('.')[0]) >= 24,
  `Node ${process.versions.node}`,
  'run it through npm',
);
const optional: Record<string, string> = {
  ...(clustered ? {} : { haproxy: 'npm start -- --cluster needs it' }),
  'mariadb-backup': 'npm run backup and a database node that lost its data need it',
  chromium: 'npm test and the synthetic monitor need it',
  promtool: 'npm test alone needs it',
  prometheus: 'without it there are no alerts; the shop sells',
  'prometheus-alertmanager': 'without it nobody is written to; the shop sells',
};
for (const [program, debian] of Object.entries(programs)) {
  const path = findProgram(program);
  const without = optional[program];
  if (without) {
    console.log(`  ${path ? 'ok    ' : '-     '}  ${program} ${path ?? 'is missing'} (${without})`);
    continue;
  }
  report(
    path !== null,
    `${program} ${path ?? 'is missing'}`,
    `apt-get install ${debian}, or npm start as root`,
  );
}
report(hasVarnishModules(), "Varnish's xkey module", 'apt-get install varnish-modules');

console.log('\nConfiguration');
try {
  const { env } = await import('#lib/platform/index.ts');
  report(true, `profile ${env.BALLAST_PROFILE}, shop at ${env.SHOP_URL}`);
} catch (error) {
  report(false, (error as Error).message, 'mend the variable in .env or the environment');
}

console.log('\nDisk');
const { bavail, bsize } = statfsSync(dataDir);
const freeGb = (bavail * bsize) / 1e9;
report(
  freeGb > 2,
  `${freeGb.toFixed(1)} GB free for ${dataDir}`,
  'free at least 2 GB, or set DATA_DIR elsewhere',
);

console.log('\nProcesses');
const state = await stackState();
if (!state) {
  console.log('  the stack is not running (npm start)');
  const named: [string, number][] = [
    ['the shop', ports.edge],
    ...ports.web.map((port, index): [string, number] => [`web-${index + 1}`, port]),
    ...(['mariadb', 'redis-session', 'redis-fpc', 'redis-object', 'redis-queue'] as const)
      .filter(isEmbedded)
      .map((name): [string, number] => [name, ports[name]]),
    ...(clustered ? databaseNodes : []).map((node): [string, number] => [node.name, node.ports.sql]),
    ...(isEmbedded('varnish') ? ports.varnish : []).map((port): [string, number] => ['Varnish', port]),
    ['gateway sandbox', ports.gateway],
    ['ERP sandbox', ports.erp],
    ['SMTP sandbox', ports.smtp],
    ['mail viewer', ports.mail],
  ];
  for (const [name, port] of named) {
    if (await isListening(port)) {
      report(
        false,
        `port ${port} for ${name} is taken by another program`,
        'stop it, or BALLAST_PORT=7500 npm start',
      );
    }
  }
} else {
  for (const service of state.services) {
    const detail = `${service.name} ${service.status}${service.port ? ` on ${service.port}` : ''}${service.restarts > 0 ? `, started again ${service.restarts} times` : ''}`;
    report(
      service.status === 'ready',
      detail,
      `${service.problem ?? ''} (see ${logDir}/${service.name}.log)`,
    );
  }
  if (state.mode === 'production') {
    report(
      state.build === currentBuild(),
      'the running build is of these sources',
      'npm start builds and switches',
    );
  }
}

if (
  state?.services.find((service) => service.name === (clustered ? 'haproxy' : 'mariadb'))?.status ===
    'ready' ||
  !isEmbedded('mariadb')
) {
  console.log('\nDatabase');
  try {
    const { db, closeDb } = await import('#lib/platform/index.ts');
    const applied = await db().$queryRawUnsafe<{ migration_name: string }[]>(
      'SELECT migration_name FROM _prisma_migrations WHERE finished_at IS NOT NULL',
    );
    const known = readdirSync(`${root}/prisma/migrations`).filter((name) => /^\d/.test(name));
    const missing = known.filter((name) => !applied.some((row) => row.migration_name === name));
    report(
      missing.length === 0,
      `${applied.length} migrations applied`,
      `npm start applies ${missing.join(', ')}`,
    );
    await closeDb();
  } catch (error) {
    report(
      false,
      `the database does not answer: ${(error as Error).message.split('\n').pop()}`,
      'check DATABASE_URL',
    );
  }
}
if (existsSync(`${dataDir}/run/launcher.json`) && !state)
  console.log('\n  a launcher was interrupted; npm start goes on from there');

console.log(problems === 0 ? '\nNothing is broken.' : `\n${problems} to mend.`);
process.exit(problems === 0 ? 0 : 1);

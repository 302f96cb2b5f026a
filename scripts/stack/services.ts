import { mkdirSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { renderVcl, varnishLimits } from '../../infra/varnish/render.ts';
import { currentBuild } from './build.ts';
import { clusterServices } from './cluster-services.ts';
import { asThisUser, makeDatabaseFolder } from './database-folder.ts';
import { edge } from './edge.ts';
import {
  clustered,
  databaseData,
  dataDir,
  isEmbedded,
  listen,
  ports,
  root,
  runDir,
  webHost,
} from './instance.ts';
import { findProgram, type Program, requiredProgram } from './packages.ts';
import { answers, isListening } from './processes.ts';
import { socketPath } from './socket-path.ts';
import { alertmanager, prometheus } from './watchers.ts';

/** One OS process of the stack: how it is started, and how one sees that it is ready. */
export type Service = {
  name: string;
  /** `watchers` look at the shop, which sells without them. */
  group: 'servers' | 'apps' | 'watchers';
  port: number | null;
  /** Where it serves its metrics for Prometheus. */
  metricsPort?: number;
  /** The program it needs, when the shop does without it where that is not installed. */
  optional?: Program;
  command: () => { file: string; args: string[]; env?: Record<string, string>; cwd?: string };
  /** Files and folders it needs; may take seconds on a first run. @throws Error with what to do. */
  prepare?: () => void | Promise<void>;
  ready: () => Promise<boolean>;
  /**
   * Whether a new build restarts it, and for how long after it is ready the next one must wait: until those who
   * balance over it have seen that it is.
   */
  rolls?: { thenWaitMs: number };
  /** How long it may take to end after SIGTERM. */
  graceMs: number;
  /** Nobody waits for it: where processors are short, whoever looks at a page comes first. */
  givesWay?: true;
};

const mariadb: Service = {
  name: 'mariadb',
  group: 'servers',
  port: ports.mariadb,
  prepare() {
    mkdirSync(join(dataDir, 'binlog'), { recursive: true });
    makeDatabaseFolder(databaseData, join(dataDir, 'tmp'));
  },
  command: () => ({
    file: requiredProgram('mariadbd'),
    args: [
      `--defaults-file=${join(root, 'infra/mariadb/my.cnf')}`,
      `--datadir=${databaseData}`,
      `--tmpdir=${join(dataDir, 'tmp')}`,
      `--socket=${socketPath('mariadb.sock', dataDir)}`,
      `--log-bin=${join(dataDir, 'binlog/binlog')}`,
      `--pid-file=${join(runDir, 'mariadb.server-pid')}`,
      `--port=${ports.mariadb}`,
      `--innodb-buffer-pool-size=${process.env.BALLAST_DATABASE_POOL_MB}M`,
      '--bind-address=127.0.0.1',
      ...asThisUser,
    ],
  }),
  ready: () => isListening(ports.mariadb),
  graceMs: 30_000,
};

function redisServer(role: 'session' | 'fpc' | 'object' | 'queue'): Service {
  const name = `redis-${role}` as const;
  const folder = join(dataDir, name);
  return {
    name,
    group: 'servers',
    port: ports[name],
    prepare: () => void mkdirSync(folder, { recursive: true }),
    command: () => ({
      file: requiredProgram('redis-server'),
      args: [
        join(root, `infra/redis/${role}.conf`),
        '--port',
        String(ports[name]),
        '--bind',
        '127.0.0.1',
        '--unixsocket',
        socketPath(`${name}.sock`, dataDir),
        '--unixsocketperm',
        '700',
        '--dir',
        folder,
      ],
    }),
    ready: () => isListening(ports[name]),
    graceMs: 10_000,
  };
}

const varnishName = (index: number) => (index === 0 ? 'varnish' : `varnish-${index + 1}`);
const varnishFolder = (index: number) => join(dataDir, varnishName(index));

function varnishNode(port: number, index: number): Service {
  const name = varnishName(index);
  const programFile = join(runDir, `${name}.vcl`);
  return {
    name,
    group: 'apps',
    port,
    prepare: () =>
      writeFileSync(
        programFile,
        renderVcl({
          webPorts: ports.web,
          webHost,
          purgers: (process.env.BALLAST_PURGERS || '127.0.0.1').split(','),
          host: new URL(process.env.SHOP_URL ?? '').host,
          secure: new URL(process.env.SHOP_URL ?? '').protocol === 'https:',
          guards: process.env.CACHE_GUARDS !== 'off',
        }),
      ),
    command: () => ({
      file: requiredProgram('varnishd'),
      args: [
        '-F',
        ...['-a', `${listen}:${port}`, '-T', 'none', '-f', programFile],
        ...['-n', varnishFolder(index), '-s', `malloc,${process.env.BALLAST_VARNISH_MEMORY}`, '-j', 'none'],
        ...varnishLimits,
        ...['-p', 'feature=+http2'],
      ],
    }),
    ready: () => isListening(port),
    graceMs: 5_000,
  };
}

const web = ports.web.map(
  (port, index): Service => ({
    name: `web-${index + 1}`,
    group: 'apps',
    port,
    metricsPort: ports.metrics.web[index] ?? 0,
    command: () => ({
      file: process.execPath,
      args: [
        // V8 collects garbage when the heap is near its bound, and that is gigabytes by itself: a busy minute would double it.
        `--max-old-space-size=${process.env.BALLAST_WEB_HEAP_MB}`,
        join(root, 'node_modules/next/dist/bin/next'),
        'start',
        ...['-H', listen, '-p', String(port)],
        // Longer than Varnish keeps an idle connection (60 s): one closed under a POST would be an error page.
        ...['--keepAliveTimeout', '75000'],
      ],
      env: {
        NODE_ENV: 'production',
        NEXT_DIST_DIR: basename(currentBuild()),
        NEXT_TELEMETRY_DISABLED: '1',
        // It drains by itself: lib/platform/drain.ts.
        NEXT_MANUAL_SIG_HANDLE: '1',
        METRICS_PORT: String(ports.metrics.web[index]),
      },
    }),
    ready: () => answers(`http://127.0.0.1:${port}/api/health/ready`),
    // Three of Varnish's probes (infra/varnish/shop.vcl).
    rolls: { thenWaitMs: 6_000 },
    graceMs: 15_000,
  }),
);

const webDevelopment: Service = {
  name: 'web-dev',
  group: 'apps',
  port: ports.edge,
  metricsPort: ports.metrics.web[0] ?? 0,
  command: () => ({
    file: process.execPath,
    args: [join(root, 'node_modules/next/dist/bin/next'), 'dev', '-H', '127.0.0.1', '-p', String(ports.edge)],
    env: {
      NODE_ENV: 'development',
      NEXT_TELEMETRY_DISABLED: '1',
      VARNISH_URLS: '',
      METRICS_PORT: String(ports.metrics.web[0]),
    },
  }),
  ready: () => answers(`http://127.0.0.1:${ports.edge}/api/health/live`),
  graceMs: 5_000,
};

function nodeProcess(
  name: string,
  script: string,
  { port = null, metricsPort, watch }: { port?: number | null; metricsPort: number; watch: boolean },
  scriptArgs: string[] = [],
  nodeArgs: string[] = [],
): Service {
  return {
    name,
    group: 'apps',
    port,
    metricsPort,
    command: () => ({
      file: process.execPath,
      args: [
        ...nodeArgs,
        ...(watch ? ['--watch', '--watch-preserve-output'] : []),
        join(root, script),
        ...scriptArgs,
      ],
      // In development there is no Varnish, and none is to be waited for.
      env: {
        NODE_ENV: watch ? 'development' : 'production',
        METRICS_PORT: String(metricsPort),
        ...(watch ? { VARNISH_URLS: '' } : {}),
      },
    }),
    ready: async () => port === null || (await isListening(port)),
    ...(name === 'sandbox' ? {} : { rolls: { thenWaitMs: 0 } }),
    graceMs: 12_000,
  };
}

/** The worker as one process, or each part that BALLAST_WORKERS names (comma separated) as one of its own. */
function workers(development: boolean): Service[] {
  const alone = (process.env.BALLAST_WORKERS ?? '').split(',').filter(Boolean);
  const worker = (name: string, args: string[], index: number) => {
    const metricsPort = ports.metrics.worker + index;
    const one = nodeProcess(
      name,
      'workers/processes/worker.ts',
      { metricsPort, watch: development },
      args,
      // As for web: working off a backlog is the worker's busy minute.
      [`--max-old-space-size=${process.env.BALLAST_WORKER_HEAP_MB}`],
    );
    return { ...one, givesWay: true as const };
  };
  if (alone.length === 0) return [worker('worker', [], 0)];
  return [
    ...alone.map((part, index) => worker(`worker-${part}`, [part], index + 1)),
    worker('worker-others', ['--without', ...alone], 0),
  ];
}

function exporter(watch: boolean): Service {
  const metricsPort = ports.metrics.exporter;
  return nodeProcess('exporter', 'workers/processes/exporter.ts', { metricsPort, watch });
}

/** Hears what the edge says of requests that move an order. */
function edgeTracer(): Service {
  const metricsPort = ports.metrics['edge-tracer'];
  return nodeProcess('edge-tracer', 'workers/processes/edge-tracer.ts', { metricsPort, watch: false }, [
    String(ports.traces),
  ]);
}

/** Whether a service can run here: one that the shop does without may lack its program. */
export function isInstalled({ optional }: Service): boolean {
  return optional === undefined || findProgram(optional) !== null;
}

/** In development pages are compiled when they are first asked for: what takes long there says nothing. */
const syntheticMonitor = nodeProcess('synthetic-monitor', 'workers/processes/synthetic-monitor.ts', {
  metricsPort: ports.metrics.monitor,
  watch: false,
});

/** The whole stack in starting order, without the servers the user named elsewhere. */
export function services(mode: 'production' | 'development'): Service[] {
  const database = clustered ? clusterServices() : [mariadb];
  const redis = (['session', 'fpc', 'object', 'queue'] as const).map(redisServer);
  const development = mode === 'development';
  const sandbox = { port: ports.gateway, metricsPort: ports.metrics.sandbox, watch: development };
  const shop = [
    ...(isEmbedded('mariadb') ? database : []),
    ...redis.filter((service) => isEmbedded(service.name)),
    nodeProcess('sandbox', 'workers/processes/sandbox.ts', sandbox),
    ...workers(development),
    exporter(development),
    ...(development ? [webDevelopment] : web),
    ...(isEmbedded('varnish') && !development ? ports.varnish.map(varnishNode) : []),
    ...(development || process.env.TRACING === 'off' ? [] : [edgeTracer()]),
    ...(development ? [] : [edge]),
    ...(development || process.env.SYNTHETIC_MONITOR === 'off' ? [] : [syntheticMonitor]),
  ];
  const watchers = [prometheus(shop), alertmanager()].filter((service) => isEmbedded(service.name));
  return [...shop, ...watchers];
}

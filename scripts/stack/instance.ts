import { createHash } from 'node:crypto';
import { accessSync, constants, mkdirSync, readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { clusterNodes } from '../cluster/nodes.ts';

/** Where this checkout's stack lives: folders, ports, and which servers are its own. */

export const root = resolve(import.meta.dirname, '../..');

function required(name: string): string {
  const value = process.env[name];
  if (!value) throw new Error(`${name} is not set: run this through npm (scripts/with-node.sh)`);
  return value;
}

export const dataDir = required('DATA_DIR');
export const runDir = join(dataDir, 'run');
export const logDir = join(dataDir, 'log');

/** Where processes listen, and where web is: other than loopback only where each is a pod of its own. */
export const listen = process.env.LISTEN_ADDRESS || '127.0.0.1';
export const webHost = process.env.BALLAST_WEB_HOST || '127.0.0.1';

const base = Number(required('BALLAST_PORT'));
const webs = Number(required('BALLAST_WEB'));
const portOf = (variable: string) => Number(new URL(required(variable)).port);
export const ports = {
  edge: base,
  web: [1, 2, 3, 4].slice(0, webs).map((offset) => base + offset),
  varnish: required('VARNISH_URLS')
    .split(',')
    .map((url) => Number(new URL(url).port)),
  /** UDP: what the edge tells of requests that move an order. */
  traces: base + 9,
  mariadb: portOf('DATABASE_URL'),
  'redis-session': portOf('REDIS_SESSION_URL'),
  'redis-fpc': portOf('REDIS_FPC_URL'),
  'redis-object': portOf('REDIS_OBJECT_URL'),
  'redis-queue': portOf('REDIS_QUEUE_URL'),
  gateway: Number(required('SANDBOX_GATEWAY_PORT')),
  erp: Number(required('SANDBOX_ERP_PORT')),
  smtp: Number(required('SANDBOX_SMTP_PORT')),
  mail: Number(required('SANDBOX_MAIL_PORT')),
  prometheus: portOf('PROMETHEUS_URL'),
  alertmanager: portOf('ALERTMANAGER_URL'),
  /** Where each process serves its metrics. Parts of the worker that run alone follow the worker's. */
  metrics: {
    web: [30, 31, 39, 60].slice(0, webs).map((offset) => base + offset),
    exporter: base + 32,
    'edge-tracer': base + 33,
    monitor: base + 34,
    sandbox: base + 35,
    haproxy: base + 38,
    worker: base + 40,
  },
};

/** The data of the single database server. */
export const databaseData = join(dataDir, 'mariadb');
/** Whether the database is a cluster of three, on this machine. */
export const clustered = process.env.BALLAST_CLUSTER === 'on';
export const databaseNodes = clusterNodes(join(dataDir, 'galera'), base + 60);

const embedded = new Set(required('BALLAST_EMBEDDED').split(','));

/** Whether we start this server ourselves, or the user named an existing one. */
export function isEmbedded(service: string): boolean {
  return embedded.has(service);
}

const setting =
  /^(DATABASE_URL|REDIS_\w+_URL|VARNISH_URLS|DATA_DIR|LOG_LEVEL|BALLAST_(PORT|PROFILE|EMBEDDED|WORKERS|VARNISH|VARNISH_MEMORY|CLUSTER|WEB|WEB_HOST|PURGERS)|CACHE_(GUARDS|HITS_PORT)|TRACING|TRACE_\w+|OTEL_\w+|(SHOP|EDGE|LISTEN|STRIPE|ADYEN|PAYMENT|ERP|SMTP|MAIL|AUTH|ADMIN|SANDBOX|SYNTHETIC|CHROMIUM|PROMETHEUS|ALERTMANAGER|ALERT)_\w+)$/;

/** What the processes are started with: another port or key means that they have to be started again. */
export function settingsHash(): string {
  const hash = createHash('sha256');
  for (const name of Object.keys(process.env)
    .filter((key) => setting.test(key))
    .sort()) {
    hash.update(`${name}=${process.env[name]}\0`);
  }
  return hash.digest('hex').slice(0, 16);
}

/** What starts and configures the processes: another one is not rolled out process by process. */
export function machineryHash(): string {
  const hash = createHash('sha256');
  for (const folder of ['infra', 'scripts/stack']) {
    const files = readdirSync(join(root, folder), { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile() && !/\.test\.ts$|\.vtc$/.test(entry.name))
      .map((entry) => join(entry.parentPath, entry.name))
      .sort();
    for (const file of files) hash.update(file).update('\0').update(readFileSync(file)).update('\0');
  }
  return hash.digest('hex').slice(0, 16);
}

/** Makes the folders every part expects. @throws Error with what to do when it may not. */
export function makeFolders(): void {
  try {
    for (const folder of [dataDir, runDir, logDir]) {
      mkdirSync(folder, { recursive: true });
      accessSync(folder, constants.W_OK);
    }
  } catch (error) {
    throw new Error(
      `DATA_DIR ${dataDir} cannot be written (${(error as NodeJS.ErrnoException).code}). Make it this user's own, or set DATA_DIR to a folder that is.`,
    );
  }
}

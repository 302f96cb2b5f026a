import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import { heapMb } from './stack/heaps.ts';
import { socketPath } from './stack/socket-path.ts';

/**
 * Preloaded into every script (`node --import`): reads `.env`, then derives the addresses of the embedded
 * servers from BALLAST_PORT, so that two checkouts run side by side. What the user names stays as it is and
 * is not started by us.
 */
const root = resolve(import.meta.dirname, '..');
// Tests never see the user's servers or keys.
if (process.env.NODE_ENV !== 'test' && existsSync(resolve(root, '.env')))
  process.loadEnvFile(resolve(root, '.env'));

const base = Number(process.env.BALLAST_PORT || 7400);
if (!Number.isInteger(base) || base < 1024 || base > 65_000) {
  console.error(`BALLAST_PORT must be a port between 1024 and 65000, not "${process.env.BALLAST_PORT}".`);
  process.exit(1);
}

const varnishes = Number(process.env.BALLAST_VARNISH || 1);
if (![1, 2, 3].includes(varnishes)) {
  console.error(`BALLAST_VARNISH is how many Varnish to run, 1 to 3, not "${process.env.BALLAST_VARNISH}".`);
  process.exit(1);
}
const varnishMemory = process.env.BALLAST_VARNISH_MEMORY || '256m';
process.env.BALLAST_VARNISH_MEMORY = varnishMemory;
if (!/^[1-9]\d{0,5}[mg]$/.test(varnishMemory)) {
  console.error(
    `BALLAST_VARNISH_MEMORY is how much each Varnish may hold, as 256m or 2g, not "${varnishMemory}".`,
  );
  process.exit(1);
}
for (const [name, whose, leastMb, usualMb] of [
  ['BALLAST_WEB_HEAP_MB', "web's", 256, heapMb.web],
  ['BALLAST_WORKER_HEAP_MB', "a worker's", 128, heapMb.worker],
] as const) {
  const heap = process.env[name] || String(usualMb);
  process.env[name] = heap;
  if (!/^\d{3,5}$/.test(heap) || Number(heap) < leastMb) {
    console.error(
      `${name} is how many megabytes ${whose} objects may take, ${leastMb} or more, not "${heap}".`,
    );
    process.exit(1);
  }
}
const pool = process.env.BALLAST_DATABASE_POOL_MB || '256';
process.env.BALLAST_DATABASE_POOL_MB = pool;
if (!/^\d{2,7}$/.test(pool) || Number(pool) < 64) {
  console.error(
    `BALLAST_DATABASE_POOL_MB is how many megabytes of tables MariaDB holds in memory, 64 or more, not "${pool}".`,
  );
  process.exit(1);
}
const option = process.argv.indexOf('--web');
const webs = Number(option > 0 ? process.argv[option + 1] : process.env.BALLAST_WEB || 2);
if (![1, 2, 3, 4].includes(webs)) {
  console.error('--web (or BALLAST_WEB) is how many web processes to run, 1 to 4.');
  process.exit(1);
}
process.env.BALLAST_WEB = String(webs);
const newCarts = process.env.BALLAST_EDGE_NEW_CARTS || '';
if (newCarts && !/^[1-9]\d{0,4}$/.test(newCarts)) {
  console.error(
    `BALLAST_EDGE_NEW_CARTS is how many new carts are made at once, 1 or more, not "${newCarts}".`,
  );
  process.exit(1);
}
const varnishUrls = Array.from({ length: varnishes }, (_, index) => `http://127.0.0.1:${base + 5 + index}`);

process.env.DATA_DIR = resolve(root, process.env.DATA_DIR || '.data');

// Asked for once; afterwards the data says what it is.
process.env.BALLAST_CLUSTER ??=
  process.argv.includes('--cluster') || existsSync(resolve(process.env.DATA_DIR, 'galera')) ? 'on' : 'off';

const socket = (name: string) => encodeURIComponent(socketPath(`${name}.sock`, process.env.DATA_DIR ?? ''));
const redis = (name: string, offset: number) => `redis://127.0.0.1:${base + offset}?path=${socket(name)}`;
const addresses: Record<string, [variable: string, value: string]> = {
  mariadb: ['DATABASE_URL', `mysql://root@127.0.0.1:${base + 10}/ballast?socket=${socket('mariadb')}`],
  'redis-session': ['REDIS_SESSION_URL', redis('redis-session', 11)],
  'redis-fpc': ['REDIS_FPC_URL', redis('redis-fpc', 12)],
  'redis-object': ['REDIS_OBJECT_URL', redis('redis-object', 13)],
  'redis-queue': ['REDIS_QUEUE_URL', redis('redis-queue', 14)],
  varnish: ['VARNISH_URLS', varnishUrls.join(',')],
  prometheus: ['PROMETHEUS_URL', `http://127.0.0.1:${base + 36}`],
  alertmanager: ['ALERTMANAGER_URL', `http://127.0.0.1:${base + 37}`],
};

// Children inherit the derived values; only the first process can tell which the user had set.
process.env.BALLAST_EMBEDDED ??= Object.entries(addresses)
  .filter(([, [variable]]) => !process.env[variable])
  .map(([service]) => service)
  .join(',');
for (const [variable, value] of Object.values(addresses)) process.env[variable] ||= value;

const rest: Record<string, string> = {
  BALLAST_PORT: String(base),
  SHOP_URL: `http://localhost:${base}`,
  CACHE_HITS_PORT: String(base + 8),
  SANDBOX_GATEWAY_PORT: String(base + 20),
  SANDBOX_ERP_PORT: String(base + 21),
  SANDBOX_SMTP_PORT: String(base + 22),
  SANDBOX_MAIL_PORT: String(base + 23),
  ERP_URL: `http://127.0.0.1:${base + 21}`,
  SMTP_URL: `smtp://127.0.0.1:${base + 22}`,
  MAIL_UI_URL: `http://127.0.0.1:${base + 23}`,
};
for (const [variable, value] of Object.entries(rest)) process.env[variable] ||= value;
// Real keys mean the real Stripe, unless another address is named.
if (!process.env.STRIPE_SECRET_KEY) process.env.STRIPE_API_BASE ??= `http://127.0.0.1:${base + 20}`;
else process.env.STRIPE_API_BASE ??= '';
// … and beside a real Stripe the sandbox is no backup.
if (process.env.STRIPE_SECRET_KEY && !process.env.ADYEN_API_KEY) process.env.PAYMENT_GATEWAYS ??= 'stripe';
if (!process.env.ADYEN_API_KEY) process.env.ADYEN_API_BASE ??= `http://127.0.0.1:${base + 20}/adyen`;
else process.env.ADYEN_API_BASE ??= '';
process.env.AUTH_URL ||= process.env.SHOP_URL;

import { rmSync } from 'node:fs';
import { connect } from 'node:net';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { env } from '#lib/platform/index.ts';
import { stackState } from '#scripts/stack/control.ts';
import type { Expectation } from './parts-figures.ts';
import { misbehave, pidOf, readyPid } from './stack.ts';

/**
 * One row of the table of failures: how a part is lost, and what may degrade while it is. `lose` resolves as soon as the
 * part is gone and gives the way back; `over` ends when the run is cut short.
 */
export type Row = {
  name: string;
  lost: string;
  lose: (over: AbortSignal) => Promise<() => Promise<void>>;
  expect: Expectation;
};

/** How our own answers say that something is away. */
const paused = ['503 cart_unavailable', '503 unavailable', '503 checkout_interrupted'];
const all = { failed: 1 };
/** What a killed web process was answering is cut off; what is sent to it afterwards goes to the other one. */
const restarting = {
  failed: 0.1,
  as: ['503 unavailable', '502 no_answer', 'UND_ERR_SOCKET', 'ECONNRESET', 'no answer'],
  p95Ms: 5_000,
};

async function pid(name: string, over: AbortSignal): Promise<number> {
  const found = await readyPid(name, over);
  if (found === null) throw new Error(`${name} is not running`);
  return found;
}

/** Killed once: the supervisor starts it again. */
const killed =
  (...names: string[]): Row['lose'] =>
  async (over) => {
    for (const name of names) process.kill(await pid(name, over), 'SIGKILL');
    return async () => undefined;
  };

/** Killed as often as it comes back. */
const keptDown =
  (name: string): Row['lose'] =>
  async (over) => {
    let mending = false;
    process.kill(await pid(name, over), 'SIGKILL');
    const killing = (async () => {
      while (!mending && !over.aborted) {
        await wait(50);
        const back = pidOf(await stackState(), name);
        if (back !== null && !mending) {
          try {
            process.kill(back, 'SIGKILL');
          } catch {} // ended just now
        }
      }
    })();
    return async () => {
      mending = true;
      await killing;
    };
  };

/** Stopped with SIGSTOP: it keeps its connections and answers nothing. */
const frozen =
  (name: string): Row['lose'] =>
  async (over) => {
    const id = await pid(name, over);
    process.kill(id, 'SIGSTOP');
    return async () => void process.kill(id, 'SIGCONT');
  };

/** Runs for 30 ms of every 230. */
const slow =
  (name: string): Row['lose'] =>
  async (over) => {
    const id = await pid(name, over);
    let mending = false;
    const stuttering = (async () => {
      while (!mending && !over.aborted) {
        process.kill(id, 'SIGSTOP');
        await wait(200);
        process.kill(id, 'SIGCONT');
        await wait(30);
      }
    })();
    return async () => {
      mending = true;
      await stuttering;
    };
  };

/** Commands as typed; answers are read, not understood. */
function tell(url: string, ...commands: string[]): Promise<string> {
  return new Promise((done, fail) => {
    const socket = connect({ host: '127.0.0.1', port: Number(new URL(url).port), timeout: 5_000 });
    let said = '';
    socket.on('connect', () => socket.write(`${[...commands, 'QUIT'].join('\r\n')}\r\n`));
    socket.on('data', (chunk) => {
      said += chunk.toString();
    });
    socket.on('end', () => done(said));
    socket.on('error', fail);
    socket.on('timeout', () => socket.destroy(new Error('Redis did not answer in 5 s')));
  });
}

/** One setting of a Redis changed for a time. */
const set =
  (url: () => string, name: string, value: string): Row['lose'] =>
  async () => {
    const before = (await tell(url(), `CONFIG GET ${name}`)).split('\r\n')[4] ?? '0';
    await tell(url(), `CONFIG SET ${name} ${value}`);
    return async () => void (await tell(url(), `CONFIG SET ${name} ${before}`));
  };
const full = (url: () => string): Row['lose'] => set(url, 'maxmemory', '1');
const readOnly = (url: () => string): Row['lose'] => set(url, 'min-replicas-to-write', '1');

/** FLUSHALL, then a kill with the data folder emptied under it: it comes back knowing nothing. */
const wiped: Row['lose'] = async (over) => {
  const id = await pid('redis-queue', over);
  await tell(env.REDIS_QUEUE_URL, 'FLUSHALL');
  rmSync(join(env.DATA_DIR, 'redis-queue'), { recursive: true, force: true });
  process.kill(id, 'SIGKILL');
  return async () => undefined;
};

const gatewaysDown =
  (...gateways: ('stripe' | 'adyen')[]): Row['lose'] =>
  async () => {
    const tellEach = async (mode: string, times: number) => {
      for (const gateway of gateways) await misbehave({ at: 'gateway', body: { gateway, mode, times } });
    };
    await tellEach('down', 100_000);
    return () => tellEach('normal', 0);
  };

const partyDown =
  (at: 'erp' | 'mail', mode: string): Row['lose'] =>
  async () => {
    await misbehave({ at, body: { mode, times: 100_000 } });
    return () => misbehave({ at, body: { mode: 'ok', times: 0 } });
  };

/** What every row of a cache allows: nothing but a slower page made anew. */
const unharmed: Expectation = { during: {}, recoverWithinMs: 0 };

/** Carts wait with a message; nothing else may. */
const withoutSessions: Expectation = {
  during: { cart: { ...all, as: paused, p95Ms: 1_500 }, checkout: { ...all, as: paused, p95Ms: 4_000 } },
  recoverWithinMs: 15_000,
};

export const rows: readonly Row[] = [
  {
    name: 'web-killed',
    lost: 'one web process, by `kill -9`',
    lose: killed('web-1'),
    expect: { during: { cart: restarting, checkout: restarting }, recoverWithinMs: 10_000 },
  },
  {
    name: 'varnish-killed',
    lost: 'Varnish, by `kill -9`',
    lose: keptDown('varnish'),
    expect: { during: { cart: { failed: 0.05 }, checkout: { failed: 0.05 } }, recoverWithinMs: 5_000 },
  },
  {
    name: 'varnish-frozen',
    lost: 'Varnish, frozen',
    lose: frozen('varnish'),
    expect: {
      during: { cached: { p95Ms: 1_000 }, cart: { failed: 0.1 }, checkout: { failed: 0.1 } },
      recoverWithinMs: 5_000,
    },
  },
  { name: 'fpc-killed', lost: 'Redis fpc, by `kill -9`', lose: keptDown('redis-fpc'), expect: unharmed },
  { name: 'fpc-frozen', lost: 'Redis fpc, frozen', lose: frozen('redis-fpc'), expect: unharmed },
  {
    name: 'fpc-full',
    lost: 'Redis fpc, full',
    lose: full(() => env.REDIS_FPC_URL),
    expect: unharmed,
  },
  {
    name: 'object-killed',
    lost: 'Redis object, by `kill -9`',
    lose: keptDown('redis-object'),
    expect: unharmed,
  },
  { name: 'object-frozen', lost: 'Redis object, frozen', lose: frozen('redis-object'), expect: unharmed },
  { name: 'object-slow', lost: 'Redis object, 200 ms late', lose: slow('redis-object'), expect: unharmed },
  {
    name: 'session-killed',
    lost: 'Redis session, by `kill -9`',
    lose: keptDown('redis-session'),
    expect: withoutSessions,
  },
  {
    name: 'session-frozen',
    lost: 'Redis session, frozen',
    lose: frozen('redis-session'),
    expect: withoutSessions,
  },
  {
    name: 'session-full',
    lost: 'Redis session, full',
    lose: full(() => env.REDIS_SESSION_URL),
    // Only what adds is refused: who is in checkout goes on.
    expect: { during: { cart: { ...all, as: paused } }, recoverWithinMs: 2_000 },
  },
  {
    name: 'session-read-only',
    lost: 'Redis session, read-only',
    lose: readOnly(() => env.REDIS_SESSION_URL),
    expect: { during: { cart: { ...all, as: paused } }, recoverWithinMs: 2_000 },
  },
  {
    name: 'queue-killed',
    lost: 'Redis queue, by `kill -9`',
    lose: keptDown('redis-queue'),
    expect: unharmed,
  },
  { name: 'queue-frozen', lost: 'Redis queue, frozen', lose: frozen('redis-queue'), expect: unharmed },
  { name: 'queue-full', lost: 'Redis queue, full', lose: full(() => env.REDIS_QUEUE_URL), expect: unharmed },
  { name: 'queue-wiped', lost: 'Redis queue, all its data', lose: wiped, expect: unharmed },
  {
    name: 'database-killed',
    lost: 'MariaDB, by `kill -9`',
    lose: killed('mariadb'),
    expect: {
      during: {
        uncached: { ...all, p95Ms: 15_000 },
        cart: { ...all, as: paused, p95Ms: 15_000 },
        checkout: { ...all, as: paused, p95Ms: 15_000 },
      },
      recoverWithinMs: 15_000,
    },
  },
  {
    name: 'database-frozen',
    lost: 'MariaDB, frozen',
    lose: frozen('mariadb'),
    expect: {
      during: {
        uncached: { ...all, p95Ms: 15_000 },
        cart: { ...all, as: paused, p95Ms: 15_000 },
        checkout: { ...all, as: paused, p95Ms: 15_000 },
      },
      recoverWithinMs: 15_000,
    },
  },
  {
    name: 'primary-gateway-down',
    lost: 'the primary gateway',
    lose: gatewaysDown('stripe'),
    expect: { during: { checkout: { p95Ms: 12_000 } }, recoverWithinMs: 0 },
  },
  {
    name: 'both-gateways-down',
    lost: 'both gateways',
    lose: gatewaysDown('stripe', 'adyen'),
    expect: {
      during: { checkout: { ...all, as: ['503 payments_unavailable'], p95Ms: 12_000 } },
      recoverWithinMs: 15_000,
    },
  },
  { name: 'erp-down', lost: 'the ERP', lose: partyDown('erp', 'down'), expect: unharmed },
  { name: 'mail-down', lost: 'the mail server', lose: partyDown('mail', 'busy'), expect: unharmed },
  {
    name: 'workers-killed',
    lost: 'every worker, by `kill -9`',
    lose: killed(
      ...['relay', 'inventory', 'refunds', 'erp', 'email', 'analytics', 'loyalty'].map(
        (part) => `worker-${part}`,
      ),
      ...['checkout-reconciler', 'payment-webhooks', 'others'].map((part) => `worker-${part}`),
    ),
    expect: unharmed,
  },
];

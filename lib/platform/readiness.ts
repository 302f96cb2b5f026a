import { db } from './database.ts';
import { connectedRedis, type RedisRole } from './redis.ts';

/** What a process needs, and what stands still without it. */
const dependencies = {
  database: {
    look: () => db().$queryRaw`SELECT 1`,
    without: 'only pages of the page cache are served; carts, checkout and admin wait',
  },
  'redis-session': { look: () => ping('session'), without: 'carts, checkout and sign-in are paused' },
  'redis-fpc': { look: () => ping('fpc'), without: 'pages are rendered anew, and slower' },
  'redis-object': {
    look: () => ping('object'),
    without: 'values are read from the database; no limits on tries',
  },
} as const;

type Name = keyof typeof dependencies;
export type DependencyState = { status: 'ok' } | { status: 'down'; reason: string; without: string };
export type Readiness = {
  /** `down`: nothing can be answered, or the process is on its way in or out; it is to be left out. */
  status: 'ok' | 'degraded' | 'down';
  /** It has not loaded yet what customers ask for (`warmUp`). */
  warming: boolean;
  draining: boolean;
  parts: Record<Name, DependencyState>;
};

const limitMs = 1_000;
/** A storm of probes costs one look at each dependency in this time. */
const freshMs = 1_000;

async function ping(role: RedisRole): Promise<unknown> {
  return (await connectedRedis(role)).ping();
}

async function stateOf(name: Name): Promise<DependencyState> {
  const { look, without } = dependencies[name];
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_done, fail) => {
    timer = setTimeout(() => fail(new Error(`no answer within ${limitMs} ms`)), limitMs);
  });
  try {
    await Promise.race([look(), late]);
    return { status: 'ok' };
  } catch (error) {
    const said = error instanceof Error ? error.message : String(error);
    return { status: 'down', reason: said.trim().split('\n').at(-1)?.slice(0, 200) ?? '', without };
  } finally {
    clearTimeout(timer);
  }
}

type Shared = {
  ballastReadiness?: { at: number; parts: Promise<Readiness['parts']> };
  ballastDraining?: boolean;
  ballastWarming?: boolean;
};
// Next loads routes and instrumentation as separate copies of a module: one state per process, not per copy.
const shared = globalThis as Shared;

async function lookAtAll(): Promise<Readiness['parts']> {
  const names: Name[] = ['database', 'redis-session', 'redis-fpc', 'redis-object'];
  const [database, session, fpc, object] = await Promise.all(names.map(stateOf));
  const unknown: DependencyState = { status: 'down', reason: 'not looked at', without: '' };
  return {
    database: database ?? unknown,
    'redis-session': session ?? unknown,
    'redis-fpc': fpc ?? unknown,
    'redis-object': object ?? unknown,
  };
}

/**
 * What this process can reach, at most a second old. It is of use as long as it can make some page, from the database or
 * from the page cache: with one of them away it must stay in rotation, and say what is degraded.
 */
export async function readiness(): Promise<Readiness> {
  const now = Date.now();
  const known = shared.ballastReadiness;
  if (!known || now - known.at >= freshMs) shared.ballastReadiness = { at: now, parts: lookAtAll() };
  const parts = await (shared.ballastReadiness?.parts ?? lookAtAll());
  const draining = shared.ballastDraining === true;
  const warming = shared.ballastWarming === true;
  const usable = parts.database.status === 'ok' || parts['redis-fpc'].status === 'ok';
  const whole = Object.values(parts).every(({ status }) => status === 'ok');
  const away = !usable || warming || draining;
  return { status: away ? 'down' : whole ? 'ok' : 'degraded', warming, draining, parts };
}

/** From now on, until what it returns is called, this process says that it is not ready yet. */
export function beginWarming(): () => void {
  shared.ballastWarming = true;
  return () => {
    shared.ballastWarming = false;
  };
}

/** From now on this process says that it is to be left out. */
export function beginDraining(): void {
  shared.ballastDraining = true;
}

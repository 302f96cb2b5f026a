import { setTimeout as wait } from 'node:timers/promises';
import { PrismaMariaDb } from '@prisma/adapter-mariadb';
import { createPool } from 'mariadb';
import { Prisma, PrismaClient } from '../../prisma/generated/client.ts';
import { databaseAddress } from './database-address.ts';
import { measurePool, timedStatements } from './database-metrics.ts';
import { env } from './env.ts';

export type Db = PrismaClient;
export type Tx = Prisma.TransactionClient;
export { Prisma };

// Next loads routes and instrumentation as separate copies of a module: one pool per process, not per copy.
const shared = globalThis as { ballastDb?: PrismaClient };
const connectionLimit = 10;

/** The process's database client. Connections are made on first use; acquiring one waits at most 5 s. */
export function db(): PrismaClient {
  if (!shared.ballastDb) {
    const address = databaseAddress(env.DATABASE_URL);
    const pool = createPool({
      ...address,
      connectionLimit,
      acquireTimeout: 5_000,
      connectTimeout: 2_000,
      // A frozen server must not hold a request for ever; transactions are given up before this.
      socketTimeout: 12_000,
      prepareCacheLength: 256,
      timezone: 'Z',
    });
    measurePool(pool, connectionLimit);
    const adapter = new PrismaMariaDb(pool, {
      database: address.database,
      disposeExternalPool: true,
    });
    shared.ballastDb = new PrismaClient({ adapter: timedStatements(adapter) });
  }
  return shared.ballastDb;
}

/** Closes the pool, for processes and tests that end. */
export async function closeDb(): Promise<void> {
  await shared.ballastDb?.$disconnect();
  shared.ballastDb = undefined;
}

/** How many connections the database has open, and how many it allows. */
export async function databaseLoad(): Promise<{ connections: number; limit: number }> {
  const rows = await db().$queryRaw<{ name: string; value: string }[]>`
    SELECT VARIABLE_NAME AS name, VARIABLE_VALUE AS value FROM information_schema.GLOBAL_STATUS
    WHERE VARIABLE_NAME = 'THREADS_CONNECTED'
    UNION SELECT 'limit', @@max_connections`;
  const numberOf = (name: string) => Number(rows.find((row) => row.name === name)?.value ?? 0);
  return { connections: numberOf('THREADS_CONNECTED'), limit: numberOf('limit') };
}

type DriverCause = { kind?: string; originalCode?: string; constraint?: { index?: string } };

function driverCause(error: unknown): DriverCause {
  const failure = error as { meta?: { driverAdapterError?: { cause?: DriverCause } }; cause?: DriverCause };
  return failure?.meta?.driverAdapterError?.cause ?? failure?.cause ?? {};
}

/** Whether a transaction lost a write conflict and was rolled back: it has three faces in Prisma. */
export function isWriteConflict(error: unknown): boolean {
  const code = (error as { code?: string })?.code;
  const cause = driverCause(error);
  return (
    code === 'P2034' ||
    cause.kind === 'TransactionWriteConflict' ||
    ['1213', '1205', '1020'].includes(String(cause.originalCode))
  );
}

/** Whether a unique key refused the row; with `index`, only that key. */
export function isUniqueViolation(error: unknown, index?: string): boolean {
  const code = (error as { code?: string })?.code;
  const cause = driverCause(error);
  const violated = code === 'P2002' || String(cause.originalCode) === '1062';
  return violated && (index === undefined || String(cause.constraint?.index ?? '').includes(index));
}

const commitHooks = new WeakMap<Tx, (() => void)[]>();

/**
 * Runs `hook` once this transaction of `withTransaction` has committed, never after a rollback. A process that dies in
 * between does not run it: only for what somebody else catches up on, such as waking a poller.
 */
export function afterCommit(tx: Tx, hook: () => void): void {
  commitHooks.get(tx)?.push(hook);
}

/**
 * Runs `work` in one transaction and repeats the whole of it after a write conflict, with jitter.
 * @throws the last error after `attempts` tries; anything but a conflict at once.
 */
export async function withTransaction<T>(work: (tx: Tx) => Promise<T>, attempts = 8): Promise<T> {
  for (let attempt = 1; ; attempt++) {
    const hooks: (() => void)[] = [];
    const hooked = (tx: Tx) => {
      commitHooks.set(tx, hooks);
      return work(tx);
    };
    try {
      const result = await db().$transaction(hooked, { maxWait: 5_000, timeout: 10_000 });
      for (const hook of hooks) hook();
      return result;
    } catch (error) {
      if (!isWriteConflict(error) || attempt >= attempts) throw error;
      await wait(Math.random() * Math.min(200, 5 * 2 ** attempt));
    }
  }
}

/** A plain value as Prisma's JSON input; drops `undefined`. */
export function json(value: unknown): Prisma.InputJsonValue {
  return JSON.parse(JSON.stringify(value)) as Prisma.InputJsonValue;
}

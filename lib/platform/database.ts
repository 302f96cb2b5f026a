import { setTimeout as wait } from 'node:timers/promises';
import { PrismaMariaDb } from '@prisma/adapter-mariadb';
import { createPool } from 'mariadb';
import { Prisma, PrismaClient } from '../../prisma/generated/client.ts';
import { databaseAddress } from './database-address.ts';
import { databaseFailure, OutcomeUnknownError } from './database-failure.ts';
import { measurePool, timedStatements } from './database-metrics.ts';
import { pauseMs, repeatedStatements } from './database-retry.ts';
import { env } from './env.ts';

export type Db = PrismaClient;
export type Tx = Prisma.TransactionClient;
export { Prisma };

// Next loads routes and instrumentation as separate copies of a module: one pool per process, not per copy.
const shared = globalThis as { ballastDb?: PrismaClient };
const connectionLimit = 10;

// A connection begins by waiting until its server has applied what the cluster had committed: after a failover, who has
// written something through another node still reads it. Between the marks only MariaDB reads. JSON_ARRAYAGG cuts a list
// at group_concat_max_len (bytes) and closes it, so nobody would hear of it: never left to how the server is set.
const onConnect = [
  'SET SESSION group_concat_max_len = 16777216, @caught_up = 0 /*M!100100 , SESSION wsrep_sync_wait = 1 */',
  'SELECT 1',
  'SET @caught_up = 1 /*M!100100 , SESSION wsrep_sync_wait = 0 */',
];

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
      initSql: onConnect,
      timezone: 'Z',
    });
    measurePool(pool, connectionLimit);
    const adapter = new PrismaMariaDb(pool, {
      database: address.database,
      disposeExternalPool: true,
    });
    shared.ballastDb = new PrismaClient({
      adapter: repeatedStatements(timedStatements(adapter)),
      // Messages without our source's text; for that one the client keeps a stack of every statement.
      errorFormat: 'minimal',
    });
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
 * Runs `work` in one transaction and repeats the whole of it, with jitter, after a write conflict or when the connection
 * was lost before COMMIT was asked for: nothing of it stands then. `work` must not swallow an error of a statement: the
 * transaction is gone with it, and what follows would be written on its own.
 *
 * @param limits tries, and how long each may take
 * @throws OutcomeUnknownError when the connection was lost during COMMIT; the last error after `attempts` tries; anything
 *   else at once.
 */
export async function withTransaction<T>(
  work: (tx: Tx) => Promise<T>,
  { attempts = 8, timeoutMs = 10_000 }: { attempts?: number; timeoutMs?: number | undefined } = {},
): Promise<T> {
  for (let attempt = 1; ; attempt++) {
    const hooks: (() => void)[] = [];
    let committing = false;
    const hooked = async (tx: Tx) => {
      commitHooks.set(tx, hooks);
      const result = await work(tx);
      committing = true;
      return result;
    };
    try {
      const result = await db().$transaction(hooked, { maxWait: 5_000, timeout: timeoutMs });
      for (const hook of hooks) hook();
      return result;
    } catch (error) {
      const failure = databaseFailure(error);
      if (failure === 'lost' && committing) throw new OutcomeUnknownError(error);
      if (failure === 'other' || attempt >= attempts) throw error;
      await wait(pauseMs(attempt));
    }
  }
}

/**
 * Holds names until the transaction ends, so that whoever decides by the same rows comes one after the other. A row that
 * is only locked (`FOR UPDATE`) is free on every other node of a cluster; this one is written, so that the later of two
 * commits loses and its transaction begins anew.
 */
export async function holdNames(tx: Tx, names: readonly string[]): Promise<void> {
  if (names.length === 0) return;
  const rows = [...new Set(names)].sort().map((name) => Prisma.sql`(${name}, 1)`);
  await tx.$executeRaw`
    INSERT INTO held_names (name, times) VALUES ${Prisma.join(rows)} ON DUPLICATE KEY UPDATE times = times + 1`;
}

type Value = string | number | bigint | Date | object | null;
const columnOf = (field: string) => field.replaceAll(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
const parameterOf = (value: Value | undefined) =>
  typeof value === 'object' && value !== null && !(value instanceof Date) ? JSON.stringify(value) : value;
const rowsAtOnce = 1_000;

/**
 * Inserts rows that have the same fields, named as in the schema; objects are stored as JSON. For what every order writes:
 * Prisma keeps no plan of a `createMany`, and to make one each time costs twice what the statement does.
 * @returns how many. @throws what a statement throws: for a row that is there, what `isUniqueViolation` knows.
 */
export async function insertRows<Row extends Record<string, Value>>(
  tx: Pick<Tx, '$executeRaw'>,
  table: string,
  rows: readonly Row[],
): Promise<number> {
  let count = 0;
  const fields = Object.keys(rows[0] ?? {});
  const columns = Prisma.raw(`${table} (${fields.map(columnOf).join(', ')})`);
  for (let from = 0; from < rows.length; from += rowsAtOnce) {
    const values = rows
      .slice(from, from + rowsAtOnce)
      .map((row) => Prisma.sql`(${Prisma.join(fields.map((field) => parameterOf(row[field])))})`);
    count += await tx.$executeRaw`INSERT INTO ${columns} VALUES ${Prisma.join(values)}`;
  }
  return count;
}

let planned = 0;

/**
 * A comment that no statement had before, for one that reads the distinct values of an index by leaping from each to the
 * next: MariaDB 10.11 forgets that it can when it runs a prepared statement again, and reads the whole index.
 */
export const plannedAnew = (): Prisma.Sql => Prisma.raw(`/* ${++planned} */`);

/** A plain value as Prisma's JSON input; drops `undefined`. */
export function json(value: unknown): Prisma.InputJsonValue {
  return JSON.parse(JSON.stringify(value)) as Prisma.InputJsonValue;
}

/**
 * A list of ids as a table `j` with the column `id`, for a `FROM`: one parameter, which costs the client nothing to
 * compile, where an `IN` has thousands.
 */
export function idTable(ids: readonly string[]): Prisma.Sql {
  return Prisma.sql`JSON_TABLE(${JSON.stringify(ids)}, '$[*]' COLUMNS (
    id CHAR(36) CHARACTER SET ascii COLLATE ascii_bin PATH '$')) j`;
}

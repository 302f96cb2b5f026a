import type { PrismaMariaDb } from '@prisma/adapter-mariadb';
import type { Pool } from 'mariadb';
import { isOutage } from './database-failure.ts';
import { inBeginSpan, inStatementSpan } from './database-spans.ts';
import { observeCall } from './dependency.ts';
import { gauge } from './metrics.ts';

type Adapter = Awaited<ReturnType<PrismaMariaDb['connect']>>;
type Queryable = Pick<Adapter, 'queryRaw' | 'executeRaw'>;

/**
 * Times each statement, inside transactions and out, from being asked for to the answer: with its wait for a connection.
 * In a running trace each is a span, and so are the begin and the end of a transaction.
 */
export function timedStatements(factory: PrismaMariaDb): Pick<PrismaMariaDb, keyof PrismaMariaDb> {
  return {
    provider: factory.provider,
    adapterName: factory.adapterName,
    connect: async () => {
      const adapter = timed(await factory.connect());
      const begin = adapter.startTransaction.bind(adapter);
      adapter.startTransaction = async (level) => {
        const transaction = timed(await inBeginSpan(() => begin(level)));
        const commit = transaction.commit.bind(transaction);
        const rollback = transaction.rollback.bind(transaction);
        transaction.commit = () => inStatementSpan('COMMIT', commit);
        transaction.rollback = () => inStatementSpan('ROLLBACK', rollback);
        return transaction;
      };
      return adapter;
    },
  };
}

function timed<T extends Queryable>(queryable: T): T {
  const query = queryable.queryRaw.bind(queryable);
  const execute = queryable.executeRaw.bind(queryable);
  queryable.queryRaw = (statement) => watched(inStatementSpan(statement.sql, () => query(statement)));
  queryable.executeRaw = (statement) => watched(inStatementSpan(statement.sql, () => execute(statement)));
  return queryable;
}

function watched<T>(answer: Promise<T>): Promise<T> {
  const began = performance.now();
  answer.then(
    () => observeCall('mysql', began, false),
    (error: unknown) => observeCall('mysql', began, isOutage(error)),
  );
  return answer;
}

// Next loads modules in copies, but there is one pool per process.
const shared = globalThis as { ballastStatementsWaiting?: () => number };

/** How many statements of this process wait for a connection; 0 before there is a pool. */
export function statementsWaiting(): number {
  return shared.ballastStatementsWaiting?.() ?? 0;
}

/** Exports how a pool's connections stand; `limit` is how many it may open. */
export function measurePool(pool: Pool, limit: number): void {
  shared.ballastStatementsWaiting = () => pool.taskQueueSize();
  const connections = 'Connections of the database pool, by what they do';
  gauge('ballast_database_pool_connections', connections, ['state'], (metric) => {
    metric.set({ state: 'active' }, pool.activeConnections());
    metric.set({ state: 'idle' }, pool.idleConnections());
  });
  gauge('ballast_database_pool_waiting', 'Statements that wait for a connection', [], (metric) =>
    metric.set(pool.taskQueueSize()),
  );
  gauge('ballast_database_pool_limit', 'Connections that the pool may open', []).set(limit);
}

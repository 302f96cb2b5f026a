import { setTimeout as wait } from 'node:timers/promises';
import type { PrismaMariaDb } from '@prisma/adapter-mariadb';
import { databaseFailure } from './database-failure.ts';

type Factory = Pick<PrismaMariaDb, keyof PrismaMariaDb>;

const attempts = 5;
/** Milliseconds, longer with each try, with jitter so that two that collided do not meet again. */
export const pauseMs = (attempt: number) => Math.random() * Math.min(200, 5 * 2 ** attempt);

/**
 * Runs single statements again that lost a write conflict, and reads whose connection was lost: nothing of them stands.
 * A write whose connection was lost may stand, so it is not repeated. Statements inside a transaction are left alone: the
 * whole of it has to begin anew.
 */
export function repeatedStatements(factory: Factory): Factory {
  return {
    provider: factory.provider,
    adapterName: factory.adapterName,
    connect: async () => {
      const adapter = await factory.connect();
      const query = adapter.queryRaw.bind(adapter);
      const execute = adapter.executeRaw.bind(adapter);
      adapter.queryRaw = (statement) => repeated(() => query(statement), /^\s*SELECT\b/i.test(statement.sql));
      adapter.executeRaw = (statement) => repeated(() => execute(statement), false);
      return adapter;
    },
  };
}

async function repeated<T>(run: () => Promise<T>, reads: boolean): Promise<T> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await run();
    } catch (error) {
      const failure = databaseFailure(error);
      const again = failure === 'conflict' || (failure === 'lost' && reads);
      if (!again || attempt >= attempts) throw error;
      await wait(pauseMs(attempt));
    }
  }
}

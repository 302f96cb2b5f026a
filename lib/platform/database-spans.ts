import { PrismaInstrumentation } from '@prisma/instrumentation';

/** Spans of statements and transactions, without the client's inner steps: a statement names itself by its SQL. */
export function databaseInstrumentation(): PrismaInstrumentation {
  return new PrismaInstrumentation({
    ignoreSpanTypes: [/operation$/, /serialize/, /compile/, /connect/, /detect_platform/],
  });
}

import { db, Prisma, type Tx } from './database.ts';

/** What all connections have read since MariaDB began, or one of them. */
async function readSoFar(
  scope: 'GLOBAL' | 'SESSION',
  through: Pick<Tx, '$queryRaw'> = db(),
): Promise<number> {
  const rows = await through.$queryRaw<
    { Value: string }[]
  >`SHOW ${Prisma.raw(scope)} STATUS LIKE 'Handler_read%'`;
  return rows.reduce((sum, { Value }) => sum + Number(Value), 0);
}

/**
 * Rows and index entries that MariaDB reads for it, beyond what asking for that takes; the least of some readings: another
 * test may read besides.
 */
export async function rowsRead(read: () => Promise<unknown>): Promise<number> {
  let least = Number.POSITIVE_INFINITY;
  for (let time = 0; time < 3; time++) {
    const [first, before] = [await readSoFar('GLOBAL'), await readSoFar('GLOBAL')];
    await read();
    least = Math.min(least, (await readSoFar('GLOBAL')) - before - (before - first));
  }
  return least;
}

/** Rows and index entries that MariaDB reads for a statement, in a connection of its own: exactly. */
export function rowsReadBy(statement: Prisma.Sql): Promise<number> {
  return db().$transaction(async (tx) => {
    const asking = -(await readSoFar('SESSION', tx)) + (await readSoFar('SESSION', tx));
    const before = await readSoFar('SESSION', tx);
    await tx.$queryRaw(statement);
    return (await readSoFar('SESSION', tx)) - before - asking;
  });
}

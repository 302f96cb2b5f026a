import { db, Prisma, type Tx } from './database.ts';

/** Rows and index entries; or rows of tables alone, among them what a full-text index answers with. */
type Counter = 'Handler_read%' | 'Rows_read';

/** What all connections have read since MariaDB began, or one of them. */
async function readSoFar(
  scope: 'GLOBAL' | 'SESSION',
  { through = db(), counter = 'Handler_read%' }: { through?: Pick<Tx, '$queryRaw'>; counter?: Counter } = {},
): Promise<number> {
  const rows = await through.$queryRaw<
    { Value: string }[]
  >`SHOW ${Prisma.raw(scope)} STATUS LIKE '${Prisma.raw(counter)}'`;
  return rows.reduce((sum, { Value }) => sum + Number(Value), 0);
}

/**
 * Rows and index entries that MariaDB reads for it, beyond what asking for that takes; the least of some readings: another
 * test may read besides.
 */
export async function rowsRead(read: () => Promise<unknown>, counter?: Counter): Promise<number> {
  const soFar = () => readSoFar('GLOBAL', { counter });
  let least = Number.POSITIVE_INFINITY;
  for (let time = 0; time < 3; time++) {
    const [first, before] = [await soFar(), await soFar()];
    await read();
    least = Math.min(least, (await soFar()) - before - (before - first));
  }
  return least;
}

/** Rows and index entries that MariaDB reads for a statement, in a connection of its own: exactly. */
export function rowsReadBy(statement: Prisma.Sql): Promise<number> {
  return db().$transaction(async (tx) => {
    const asking =
      -(await readSoFar('SESSION', { through: tx })) + (await readSoFar('SESSION', { through: tx }));
    const before = await readSoFar('SESSION', { through: tx });
    await tx.$queryRaw(statement);
    return (await readSoFar('SESSION', { through: tx })) - before - asking;
  });
}

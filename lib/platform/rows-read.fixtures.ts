import { db } from './database.ts';

/** Rows and index entries that MariaDB reads for it, the least of some readings: another test may read besides. */
export async function rowsRead(read: () => Promise<unknown>): Promise<number> {
  const reads = async () => {
    const rows = await db().$queryRaw<{ Value: string }[]>`SHOW GLOBAL STATUS LIKE 'Handler_read%'`;
    return rows.reduce((sum, { Value }) => sum + Number(Value), 0);
  };
  let least = Number.POSITIVE_INFINITY;
  for (let time = 0; time < 3; time++) {
    const before = await reads();
    await read();
    least = Math.min(least, (await reads()) - before);
  }
  return least;
}

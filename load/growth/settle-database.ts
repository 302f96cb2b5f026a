import { db } from '#lib/platform/index.ts';
import { until } from '#scripts/stack/processes.ts';

type Status = { Variable_name: string; Value: string };

/** Pages in memory that the disk has not, as a share of all; and transactions whose old versions are still kept. */
async function unfinished(): Promise<{ dirty: number; history: number }> {
  const rows = await db().$queryRaw<Status[]>`
    SHOW GLOBAL STATUS WHERE Variable_name IN
      ('Innodb_buffer_pool_pages_dirty', 'Innodb_buffer_pool_pages_data', 'Innodb_history_list_length')`;
  const of = (name: string) => Number(rows.find((row) => row.Variable_name === name)?.Value ?? 0);
  return {
    dirty: of('Innodb_buffer_pool_pages_dirty') / Math.max(1, of('Innodb_buffer_pool_pages_data')),
    history: of('Innodb_history_list_length'),
  };
}

const longestMs = 600_000;
const share = 0.02;
const transactions = 1_000;

const leastPoolBytes = 128 * 1024 ** 2;

/**
 * Leaves the memory to what is read next, and none of it to what a fill wrote.
 * @returns bytes of it. @throws Error when the pool has not its size again after a minute.
 */
async function emptyPool(): Promise<number> {
  const sizeOf = async () => {
    const [row] = await db().$queryRaw<{ bytes: bigint; status: string }[]>`
      SELECT @@innodb_buffer_pool_size AS bytes, VARIABLE_VALUE AS status FROM information_schema.GLOBAL_STATUS
      WHERE VARIABLE_NAME = 'INNODB_BUFFER_POOL_RESIZE_STATUS'`;
    return { bytes: Number(row?.bytes), busy: !/^(Completed|$)/.test(row?.status ?? '') };
  };
  const { bytes: usual } = await sizeOf();
  // MariaDB rounds a size to its chunks; the usual one is rounded already.
  for (const bytes of usual > leastPoolBytes ? [leastPoolBytes, usual] : []) {
    await db().$executeRawUnsafe(`SET GLOBAL innodb_buffer_pool_size = ${bytes}`);
    const done = async () => {
      const now = await sizeOf();
      return !now.busy && (bytes === usual ? now.bytes === usual : now.bytes < usual);
    };
    if (!(await until(done, 60_000, 200)))
      throw new Error(`The pool is not ${bytes} bytes: ${JSON.stringify(await sizeOf())}`);
  }
  return usual;
}

/**
 * Waits until MariaDB has written what a fill left it to write, at most ten minutes: by itself it would go on for long
 * beside what is measured. Then its memory is free for that. @throws Error when it does not get done.
 */
export async function settleDatabase(): Promise<void> {
  const [usual] = await db().$queryRaw<{ percent: number }[]>`SELECT @@innodb_max_dirty_pages_pct AS percent`;
  const began = performance.now();
  await db().$executeRawUnsafe('SET GLOBAL innodb_max_dirty_pages_pct = 0');
  try {
    const done = await until(
      async () => {
        const { dirty, history } = await unfinished();
        return dirty < share && history < transactions;
      },
      longestMs,
      500,
    );
    if (!done) throw new Error(`MariaDB still writes: ${JSON.stringify(await unfinished())}`);
  } finally {
    await db().$executeRawUnsafe(`SET GLOBAL innodb_max_dirty_pages_pct = ${Number(usual?.percent ?? 90)}`);
  }
  const pool = await emptyPool();
  console.log(
    `  the database had written all after ${((performance.now() - began) / 1_000).toFixed(1)} s; it holds ${(pool / 1024 ** 2).toFixed(0)} MB in memory`,
  );
}

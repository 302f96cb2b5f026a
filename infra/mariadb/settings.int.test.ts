import { afterAll, expect, test } from 'vitest';
import { closeDb, db, Prisma } from '#lib/platform/index.ts';

afterAll(closeDb);

test('the database is strict, durable, in UTC and speaks utf8mb4', async () => {
  const [row] = await db().$queryRaw<Record<string, unknown>[]>`
    SELECT @@global.sql_mode AS mode, @@global.innodb_flush_log_at_trx_commit AS flush, @@global.time_zone AS zone,
           @@global.character_set_server AS charset, @@global.tx_isolation AS isolation`;
  expect(row).toMatchObject({ zone: '+00:00', charset: 'utf8mb4', isolation: 'READ-COMMITTED' });
  expect(String(row?.mode)).toContain('STRICT_TRANS_TABLES');
  expect(Number(row?.flush)).toBe(1);
});

test('a list of rows is whole, however the server is set', async () => {
  // Past the server's own 1 MB, where JSON_ARRAYAGG would cut and say nothing.
  const ids = Prisma.sql`SELECT REPEAT('x', 36) AS id FROM seq_1_to_50000`;
  const [row] = await db().$queryRaw<{ rows: number }[]>`
    SELECT JSON_LENGTH(JSON_ARRAYAGG(id)) AS \`rows\` FROM (${ids}) many`;
  expect(Number(row?.rows)).toBe(50_000);
});

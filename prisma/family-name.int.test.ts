import { randomUUID } from 'node:crypto';
import { cpSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Connection, createConnection } from 'mariadb';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { databaseAddress } from '#lib/platform/index.ts';
import { migrate } from './migrate.ts';

const migration = '20261127084000_plain_family_name';
const target = new URL(process.env.DATABASE_URL ?? '');
const database = `ballast_family_${randomUUID().slice(0, 8)}`;
target.pathname = `/${database}`;
const url = target.toString();
const folder = mkdtempSync(join(tmpdir(), 'ballast-migrations-'));
let connection: Connection;

const ask = (sql: string) => connection.query<Record<string, unknown>[]>(sql);
const order = (id: string) => `INSERT INTO orders
  (id, access_token, email, name, status, total_minor, currency, version, state, placed_at, updated_at)
  VALUES ('${id}', '${id}', 'a@example.com', 'Ada Lovelace', 'paid', 1, 'EUR', 1, '{}', NOW(), NOW())`;
const names = () => ask('SELECT id, name, family_name FROM orders ORDER BY id');
/** Another one when the server has copied the table. */
const table = () =>
  ask(`SELECT table_id FROM information_schema.innodb_sys_tables WHERE name = '${database}/orders'`);

beforeAll(async () => {
  const { database: _database, ...address } = databaseAddress(url);
  connection = await createConnection(address);
  for (const name of readdirSync('prisma/migrations').filter((name) => /^\d/.test(name) && name < migration))
    cpSync(join('prisma/migrations', name), join(folder, name), { recursive: true });
  await migrate(url, folder);
  await ask(`USE ${database}`);
});

afterAll(async () => {
  rmSync(folder, { recursive: true });
  await ask(`DROP DATABASE IF EXISTS ${database}`);
  await connection.end();
});

test('the family name becomes a plain column without a copy of the orders, and the release before goes on', async () => {
  await ask(order('a'));
  expect(await names()).toEqual([{ id: 'a', name: 'Ada Lovelace', family_name: 'Lovelace' }]);
  const before = await table();
  expect(before).toHaveLength(1);
  cpSync(join('prisma/migrations', migration), join(folder, migration), { recursive: true });
  expect(await migrate(url, folder)).toEqual([migration]);
  expect(await table()).toEqual(before);
  await ask(order('b'));
  await ask(`UPDATE orders SET family_name = 'Lovelace' WHERE id = 'a'`);
  expect(await names()).toEqual([
    { id: 'a', name: 'Ada Lovelace', family_name: 'Lovelace' },
    { id: 'b', name: 'Ada Lovelace', family_name: null },
  ]);
});

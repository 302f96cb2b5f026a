import { randomUUID } from 'node:crypto';
import { cpSync, mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createConnection } from 'mariadb';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { databaseAddress } from '#lib/platform/index.ts';
import { migrate } from './migrate.ts';

const target = new URL(process.env.DATABASE_URL ?? '');
const name = `ballast_migrate_${randomUUID().slice(0, 8)}`;
target.pathname = `/${name}`;
const url = target.toString();
let folder = '';

async function sql<T>(statement: string): Promise<T[]> {
  const { database: _database, ...address } = databaseAddress(url);
  const connection = await createConnection(address);
  try {
    return await connection.query<T[]>(statement);
  } finally {
    await connection.end();
  }
}

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'ballast-migrations-'));
  cpSync('prisma/migrations', folder, { recursive: true });
});

afterAll(async () => {
  rmSync(folder, { recursive: true, force: true });
  await sql(`DROP DATABASE IF EXISTS ${name}`);
});

test('a first run cut short is made whole by the next', async () => {
  const first = ['20261124090000_init'];
  expect(await migrate(url, folder)).toContain(first[0]);
  await sql(`UPDATE ${name}._prisma_migrations SET finished_at = NULL`);
  await sql(`DROP TABLE ${name}.orders`);
  expect(await migrate(url, folder)).toContain(first[0]);
  expect(await sql(`SHOW TABLES FROM ${name} LIKE 'orders'`)).toHaveLength(1);
  expect(await migrate(url, folder)).toEqual([]);
});

test('a later migration cut short is made whole while the shop is empty, and never touched once it has data', async () => {
  const last =
    readdirSync(folder)
      .filter((entry) => /^\d+_/.test(entry))
      .sort()
      .at(-1) ?? '';
  await sql(`UPDATE ${name}._prisma_migrations SET finished_at = NULL WHERE migration_name = '${last}'`);
  expect(await migrate(url, folder)).toContain(last);
  await sql(`UPDATE ${name}._prisma_migrations SET finished_at = NULL WHERE migration_name = '${last}'`);
  await sql(
    `INSERT INTO ${name}.products (id, handle, title, description_html, option_names, created_at, updated_at)
     VALUES ('p', 'p', 'p', '', '[]', NOW(), NOW())`,
  );
  await expect(migrate(url, folder)).rejects.toThrow(`${last} was interrupted`);
  expect(await sql(`SELECT id FROM ${name}.products`)).toHaveLength(1);
});

test('two launchers at once apply each migration once', async () => {
  await sql(`DROP DATABASE IF EXISTS ${name}`);
  const done = await Promise.all([migrate(url, folder), migrate(url, folder)]);
  expect(done.flat().sort()).toEqual([...new Set(done.flat())].sort());
});

test('an edited migration is refused by name', async () => {
  const copy = join(folder, '20261124090000_init/migration.sql');
  writeFileSync(copy, `SELECT 1;\n`);
  await expect(migrate(url, folder)).rejects.toThrow(/20261124090000_init was edited/);
  cpSync('prisma/migrations', folder, { recursive: true });
});

test('a database of a newer version is refused, and says so', async () => {
  const newer = join(folder, '29991231000000_future');
  mkdirSync(newer);
  writeFileSync(join(newer, 'migration.sql'), 'CREATE TABLE future (id INT PRIMARY KEY);');
  expect(await migrate(url, folder)).toEqual(['29991231000000_future']);
  rmSync(newer, { recursive: true });
  await expect(migrate(url, folder)).rejects.toThrow(/newer version/);
});

import { createHash, randomUUID } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { type Connection, createConnection } from 'mariadb';
import { databaseAddress } from '#lib/platform/index.ts';
import { inPieces, runInPieces } from './in-pieces.ts';

// Prisma's own bookkeeping table, so that `prisma migrate deploy` works on the same database elsewhere.
const bookkeeping = `CREATE TABLE IF NOT EXISTS _prisma_migrations (
  id VARCHAR(36) PRIMARY KEY NOT NULL,
  checksum VARCHAR(64) NOT NULL,
  finished_at DATETIME(3),
  migration_name VARCHAR(255) NOT NULL,
  logs TEXT,
  rolled_back_at DATETIME(3),
  started_at DATETIME(3) NOT NULL DEFAULT CURRENT_TIMESTAMP(3),
  applied_steps_count INTEGER UNSIGNED NOT NULL DEFAULT 0
) DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci`;

type Applied = { migration_name: string; checksum: string; finished_at: Date | null };

const sha256 = (text: Buffer) => createHash('sha256').update(text).digest('hex');

async function apply(connection: Connection, name: string, file: Buffer): Promise<void> {
  const id = randomUUID();
  await connection.query('INSERT INTO _prisma_migrations (id, checksum, migration_name) VALUES (?, ?, ?)', [
    id,
    sha256(file),
    name,
  ]);
  const cut = inPieces[name];
  if (cut) await runInPieces(connection, file.toString('utf8'), cut);
  else await connection.query(file.toString('utf8'));
  await connection.query(
    'UPDATE _prisma_migrations SET finished_at = CURRENT_TIMESTAMP(3), applied_steps_count = 1 WHERE id = ?',
    [id],
  );
}

/**
 * Creates the database when it is missing and applies the migrations it lacks, under a lock, in order.
 * MySQL commits each DDL statement by itself, so a migration cut short by a crash leaves half its tables:
 * while no product and no order is stored, all tables are dropped and made again.
 *
 * @returns the names applied now.
 * @throws Error when the database is of a newer version than these sources, or a migration was edited after
 *   it was applied, or one was interrupted in a shop with data; the message says what to do.
 */
export async function migrate(databaseUrl: string, folder: string): Promise<string[]> {
  const { database, ...address } = databaseAddress(databaseUrl);
  const connection = await createConnection({
    ...address,
    multipleStatements: true,
    connectTimeout: 5_000,
  });
  try {
    await connection.query(
      `CREATE DATABASE IF NOT EXISTS \`${database}\` CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci`,
    );
    await connection.query(`USE \`${database}\``);
    await connection.query('SELECT GET_LOCK(?, 60)', [`${database}:migrate`]);
    await connection.query(bookkeeping);
    const names = readdirSync(folder, { withFileTypes: true })
      .filter((entry) => entry.isDirectory())
      .map((entry) => entry.name)
      .sort();
    const recorded = await connection.query<Applied[]>(
      'SELECT migration_name, checksum, finished_at FROM _prisma_migrations WHERE rolled_back_at IS NULL',
    );
    let applied = new Map(recorded.map((row) => [row.migration_name, row]));
    for (const name of applied.keys()) {
      if (!names.includes(name)) {
        throw new Error(
          `The database holds migration ${name}, which these sources do not know: it was made by a newer version. Use that version, or another DATABASE_URL or DATA_DIR.`,
        );
      }
    }
    const interrupted = recorded.find((row) => row.finished_at === null);
    if (interrupted) {
      if (await holdsData(connection, database)) {
        throw new Error(
          `Migration ${interrupted.migration_name} was interrupted. Restore the backup taken before it, or finish it by hand and set finished_at in _prisma_migrations.`,
        );
      }
      await dropTables(connection, database);
      await connection.query('DELETE FROM _prisma_migrations');
      applied = new Map();
    }
    const done: string[] = [];
    for (const name of names) {
      const file = readFileSync(`${folder}/${name}/migration.sql`);
      const before = applied.get(name);
      if (before) {
        if (before.checksum !== sha256(file)) {
          throw new Error(
            `Migration ${name} was edited after it was applied to this database. Restore the file, or start with an empty DATA_DIR.`,
          );
        }
        continue;
      }
      await apply(connection, name, file);
      done.push(name);
    }
    return done;
  } finally {
    await connection.end();
  }
}

async function tablesOf(connection: Connection, database: string): Promise<string[]> {
  const tables = await connection.query<{ name: string }[]>(
    "SELECT table_name AS name FROM information_schema.tables WHERE table_schema = ? AND table_name <> '_prisma_migrations'",
    [database],
  );
  return tables.map(({ name }) => name);
}

/** Whether anything is stored that a merchant would miss. */
async function holdsData(connection: Connection, database: string): Promise<boolean> {
  const tables = await tablesOf(connection, database);
  for (const name of ['orders', 'products'].filter((wanted) => tables.includes(wanted))) {
    const rows = await connection.query<unknown[]>(`SELECT 1 FROM \`${name}\` LIMIT 1`);
    if (rows.length > 0) return true;
  }
  return false;
}

async function dropTables(connection: Connection, database: string): Promise<void> {
  await connection.query('SET FOREIGN_KEY_CHECKS = 0');
  for (const name of await tablesOf(connection, database)) await connection.query(`DROP TABLE \`${name}\``);
  await connection.query('SET FOREIGN_KEY_CHECKS = 1');
}

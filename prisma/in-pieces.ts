import type { Connection } from 'mariadb';

/** How the one statement of a migration that writes a row for each of a table is cut: by ranges of the table's key. */
type Cut = { table: string; key: string; joins: 'WHERE' | 'AND' };

/**
 * Migrations that write a row for each of a table in one statement, which a cluster refuses from 20,000 rows on
 * (`wsrep_max_ws_rows`). Their files stay as they were applied; a later one leaves filling to a `walk` of the worker
 * (decisions 0172, 0220), which a test of all files sees to.
 */
export const inPieces: Readonly<Record<string, Cut>> = {
  '20261124150700_price_rules': { table: 'variants', key: 'v.`id`', joins: 'WHERE' },
  '20261126020500_catalogue_model': { table: 'products', key: '`id`', joins: 'AND' },
  '20261126154500_product_stock_marks': { table: 'products', key: 'p.`id`', joins: 'WHERE' },
};

/** The statements of a migration's text, without comments and empty ones. */
export const statementsOf = (text: string): string[] =>
  text
    .replace(/^--.*$/gm, '')
    .split(/;\s*$/m)
    .map((statement) => statement.trim())
    .filter((statement) => statement !== '');

/** Whether a statement writes as many rows as a table or a query has. */
export const writesWithoutBound = (statement: string): boolean =>
  /^(UPDATE|DELETE|WITH|LOAD)\b/i.test(statement) ||
  (/^(INSERT|REPLACE|CREATE\s+(OR\s+REPLACE\s+)?TABLE)\b/i.test(statement) && /\bSELECT\b/i.test(statement));

/** Rows of one piece: what a cluster's commits wait for at a time. */
const rows = 1_000;

/** Runs a migration, with what it writes without a bound in pieces of 1,000 rows, each committed by itself. */
export async function runInPieces(connection: Connection, text: string, cut: Cut): Promise<void> {
  for (const statement of statementsOf(text)) {
    if (!writesWithoutBound(statement)) {
      await connection.query(statement);
      continue;
    }
    for (let after = ''; ; ) {
      const keys = await connection.query<{ id: string }[]>(
        `SELECT id FROM ${cut.table} WHERE id > ? ORDER BY id LIMIT ${rows}`,
        [after],
      );
      const last = keys.at(-1)?.id;
      if (last === undefined) break;
      await connection.query(`${statement} ${cut.joins} ${cut.key} > ? AND ${cut.key} <= ?`, [after, last]);
      after = last;
    }
  }
}

import { globSync, readFileSync } from 'node:fs';
import { afterAll, expect, test } from 'vitest';
import { closeDb, db } from '#lib/platform/index.ts';

// `prisma migrate diff` needs an engine that is downloaded; this compares schema and database by their texts.
type Field = {
  column: string;
  type: string;
  native: string | null;
  length: number | null;
  optional: boolean;
};
type Table = { fields: Field[]; keys: string[] };

const mysqlTypes: Record<string, string[]> = {
  Bytes: ['mediumblob'],
  Int: ['int'],
  BigInt: ['bigint'],
  Boolean: ['tinyint'],
  DateTime: ['datetime'],
  Json: ['longtext', 'json'],
  String: ['char', 'varchar', 'text'],
};

function readSchema(): Map<string, Table> {
  const tables = new Map<string, Table>();
  const source = readFileSync('prisma/schema.prisma', 'utf8');
  for (const [, body = ''] of source.matchAll(/^model \w+ \{\n([\s\S]*?)^\}/gm)) {
    const names = new Map<string, string>();
    const table: Table = { fields: [], keys: [] };
    for (const line of body.split('\n')) {
      const [, name = '', type = '', optional, rest = ''] =
        /^ {2}(\w+)\s+(\w+)(\?)?(?:\s+(@.*))?$/.exec(line) ?? [];
      if (!mysqlTypes[type]) continue;
      const column = /@map\("(\w+)"\)/.exec(rest)?.[1] ?? name;
      const [, native = null, length] = /@db\.(\w+)(?:\((\d+)\))?/.exec(rest) ?? [];
      names.set(name, column);
      table.fields.push({
        column,
        type,
        native,
        length: length ? Number(length) : null,
        optional: optional === '?',
      });
      if (/@(id|unique)\b/.test(rest)) table.keys.push(`${column} unique`);
    }
    for (const [, kind, list = ''] of body
      .replaceAll(/\((?:length: \d+|sort: Desc)\)/g, '')
      .matchAll(/@@(id|unique|index|fulltext)\(\[(.*?)\]\)/g)) {
      const columns = list.split(',').map((name) => names.get(name.trim()));
      table.keys.push(`${columns.join(',')}${kind === 'id' || kind === 'unique' ? ' unique' : ''}`);
    }
    tables.set(/@@map\("(\w+)"\)/.exec(body)?.[1] ?? '', table);
  }
  return tables;
}

afterAll(closeDb);

test('every column of the migrated database is as the schema says, and there are no others', async () => {
  const rows = await db().$queryRaw<{ t: string; c: string; d: string; l: bigint | null; n: string }[]>`
    SELECT table_name AS t, column_name AS c, data_type AS d, character_maximum_length AS l, is_nullable AS n
    FROM information_schema.columns
    WHERE table_schema = DATABASE() AND table_name <> '_prisma_migrations'`;
  const found = new Map(rows.map((row) => [`${row.t}.${row.c}`, row]));
  const schema = readSchema();
  const expected = [...schema].flatMap(([table, { fields }]) =>
    fields.map((field) => `${table}.${field.column}`),
  );
  expect([...found.keys()].sort()).toEqual(expected.sort());
  const wrong = [...schema].flatMap(([table, { fields }]) =>
    fields.flatMap((field) => {
      const row = found.get(`${table}.${field.column}`);
      const sameType = mysqlTypes[field.type]?.includes(row?.d ?? '') ?? false;
      const sameNative = field.type !== 'String' || !field.native || row?.d === field.native.toLowerCase();
      const sameLength = field.type !== 'String' || field.length === null || Number(row?.l) === field.length;
      const sameNull = (row?.n === 'YES') === field.optional;
      return sameType && sameNative && sameLength && sameNull ? [] : [`${table}.${field.column}`];
    }),
  );
  expect(wrong).toEqual([]);
});

test('the database has every key and index of the schema', async () => {
  const rows = await db().$queryRaw<{ t: string; u: bigint; c: string }[]>`
    SELECT table_name AS t, MIN(1 - non_unique) AS u, GROUP_CONCAT(column_name ORDER BY seq_in_index) AS c
    FROM information_schema.statistics
    WHERE table_schema = DATABASE() AND table_name <> '_prisma_migrations'
    GROUP BY table_name, index_name`;
  const found = new Set(rows.map((row) => `${row.t}: ${row.c}${Number(row.u) === 1 ? ' unique' : ''}`));
  const wanted = [...readSchema()].flatMap(([table, { keys }]) => keys.map((key) => `${table}: ${key}`));
  expect(wanted.length).toBeGreaterThan(40);
  expect(wanted.filter((key) => !found.has(key))).toEqual([]);
});

test('no column is a virtual one: with an index on it a node that is asked for its position takes all memory', async () => {
  const made = await db().$queryRaw`
    SELECT table_name AS t, column_name AS c FROM information_schema.columns
    WHERE table_schema = DATABASE() AND extra LIKE '%VIRTUAL%'`;
  expect(made).toEqual([]);
});

test('no migration holds what Galera refuses: an UPDATE of joined tables', () => {
  const files = globSync('prisma/migrations/*/migration.sql');
  expect(files.length).toBeGreaterThan(0);
  const refused = files.filter((file) =>
    readFileSync(file, 'utf8')
      .replace(/^--.*$/gm, '')
      .split(';')
      .some((statement) => /^\s*UPDATE\b(?:(?!\bSET\b)[\s\S])*\bJOIN\b/i.test(statement)),
  );
  expect(refused).toEqual([]);
});

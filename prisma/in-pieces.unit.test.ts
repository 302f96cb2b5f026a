import { globSync, readFileSync } from 'node:fs';
import { basename, dirname } from 'node:path';
import { expect, test } from 'vitest';
import { inPieces, statementsOf, writesWithoutBound } from './in-pieces.ts';

test('no migration writes a row for each of a table in one statement, but those that are cut', () => {
  const files = globSync('prisma/migrations/*/migration.sql');
  expect(files.length).toBeGreaterThan(30);
  const counts = files.map((file): [name: string, writes: number] => [
    basename(dirname(file)),
    statementsOf(readFileSync(file, 'utf8')).filter(writesWithoutBound).length,
  ]);
  // A new name here is not for `inPieces`: let a `walk` of the worker fill the column (CONTRIBUTING, 7).
  expect(
    counts
      .filter(([, writes]) => writes > 0)
      .map(([name]) => name)
      .sort(),
  ).toEqual(Object.keys(inPieces).sort());
  // The cut is one for each file.
  expect(Math.max(...counts.map(([, writes]) => writes))).toBe(1);
});

test('what is read from a table or a query is without a bound, what is written out is not', () => {
  const some = statementsOf(`-- UPDATE in a comment;
    UPDATE a SET b = 1;
    insert into a (b)
    SELECT b FROM c;
    INSERT INTO a VALUES (1), (2);
    CREATE TABLE a (
      b INT
    );
    CREATE TABLE a AS SELECT b FROM c;
    DELETE FROM a;
    ALTER TABLE a ADD FOREIGN KEY (b) REFERENCES c (b) ON DELETE CASCADE ON UPDATE CASCADE;`);
  expect(some.map(writesWithoutBound)).toEqual([true, true, false, false, true, true, false]);
});

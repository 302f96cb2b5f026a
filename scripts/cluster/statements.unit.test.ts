import { globSync, readFileSync } from 'node:fs';
import { expect, test } from 'vitest';

// Galera refuses it with error 4165: an UPDATE of several tables may join nothing but tables that it replicates.
const refused = /UPDATE\s+\w+(\s+\w+)?\s+(LEFT\s+)?JOIN\s+(JSON_TABLE|\(|\$\{)/i;

test('no UPDATE joins a list or a query', () => {
  const files = globSync('{lib,workers,prisma,load}/**/*.ts', { exclude: ['prisma/generated/**'] });
  expect(files.length).toBeGreaterThan(300);
  expect(files.filter((file) => refused.test(readFileSync(file, 'utf8')))).toEqual([]);
});

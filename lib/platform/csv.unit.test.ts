import { parse } from 'csv-parse/sync';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { csvLine, guardedCell, unguardedCell } from './csv.ts';

test.each([
  [['1', 'Ada'], '1,Ada'],
  [['Lovelace, Ada', '12 "Quay"', ''], '"Lovelace, Ada","12 ""Quay""",'],
  [['two\r\nlines', ' edge ', 'a;b'], '"two\r\nlines"," edge ","a;b"'],
  [['=1+1', '+49 30', '-2', '@SUM(A1)'], "'=1+1,'+49 30,'-2,'@SUM(A1)"],
  [['\t=1', "'=1", "'s-Hertogenbosch"], "\"'\t=1\",''=1,'s-Hertogenbosch"],
])('%j is the line %j', (cells, line) => {
  expect(csvLine(cells)).toBe(`${line}\r\n`);
});

test('any texts are read back by a program that knows RFC 4180, and none begins like a formula', () => {
  const cells = fc.array(fc.string({ unit: 'grapheme' }), { minLength: 2, maxLength: 6 });
  const awkward = fc.array(fc.stringMatching(/^[=+\-@'",;\r\n\t a]{0,8}$/), { minLength: 2, maxLength: 6 });
  fc.assert(
    fc.property(fc.oneof(cells, awkward), (texts) => {
      const [read] = parse(csvLine(texts), { record_delimiter: '\r\n' }) as string[][];
      expect(read?.map(unguardedCell)).toEqual(texts);
      expect(read?.filter((cell) => /^[=+\-@\t\r\n]/.test(cell))).toEqual([]);
      expect(texts.map(guardedCell)).toEqual(read);
    }),
  );
});

import type { Group, TableFormat } from './format.ts';
import type { BrokenRow, Row } from './problems.ts';

/** Rows that may wait for others of their product, when a format allows them to stand apart. */
const maxWaiting = 20_000;
const maxRowsOfProduct = 2_500;

/** Brings the rows of each product together, as the format says they stand in the file. */
export async function* groupRows(
  rows: AsyncIterable<Row | BrokenRow>,
  format: TableFormat,
): AsyncGenerator<Group | BrokenRow> {
  const waiting = new Map<string, Group>();
  const aliases = new Map<string, string>();
  /** Products that were handed on, with the line they began on. */
  const done = new Map<string, number>();
  let count = 0;
  let current = '';
  const hand = (key: string): Group[] => {
    const group = waiting.get(key);
    if (!group) return [];
    waiting.delete(key);
    count -= group.rows.length;
    done.set(key, group.rows[0]?.line ?? 0);
    return [group];
  };
  for await (const row of rows) {
    if ('problem' in row) {
      yield row;
      continue;
    }
    const refuse = (reason: string): BrokenRow => ({
      problem: { line: row.line, column: format.keyColumn, reason },
      raw: row.raw,
    });
    const own = format.keyOf(row);
    const key = own === '' ? current : (aliases.get(own ?? '') ?? own);
    if (!key) {
      yield refuse('is missing');
      continue;
    }
    if (format.rows === 'together' && key !== current) yield* hand(current);
    current = key;
    const began = done.get(key);
    if (began !== undefined) {
      yield refuse(`belongs to the product of line ${began}: keep its rows together`);
      continue;
    }
    const group = waiting.get(key) ?? { key, rows: [] };
    if (group.rows.length >= maxRowsOfProduct) {
      yield refuse(`is beyond ${maxRowsOfProduct} rows of one product`);
      continue;
    }
    group.rows.push(row);
    waiting.set(key, group);
    count++;
    const alias = format.alias?.(row);
    if (alias) aliases.set(alias, key);
    while (count > maxWaiting) yield* hand(waiting.keys().next().value ?? '');
  }
  for (const key of [...waiting.keys()]) yield* hand(key);
}

import { parse } from 'csv-parse/sync';
import { csvLine, unguardedCell } from '#lib/platform/index.ts';
import { parsePrice } from './price.ts';
import type { RejectedRow } from './types.ts';

export const priceColumns = ['SKU', 'Price', 'Compare-at price'] as const;
export const maxPriceRows = 5_000;
export type PriceCsvRow = { line: number; sku: string; priceMinor: number; compareAtMinor: number | null };

const lastLine = (line: number, column: string, reason: string): RejectedRow => ({ line, column, reason });

/**
 * Reads a price list: SKU, Price and, if there is one, Compare-at price, in any order and beside other columns. A row
 * that is not right is reported by its line while the others are read; a SKU given twice counts once. Pure.
 */
export function readPriceCsv(
  text: string,
  decimals: number,
): { rows: PriceCsvRow[]; rejected: RejectedRow[] } {
  const rows: PriceCsvRow[] = [];
  const rejected: RejectedRow[] = [];
  let records: { record: string[]; info: { lines: number } }[];
  try {
    records = parse(text, {
      bom: true,
      delimiter: [',', ';', '\t'],
      info: true,
      relax_column_count: true,
      skip_empty_lines: true,
      trim: true,
    }) as unknown as typeof records;
  } catch (error) {
    const { lines = 1, message = 'cannot be read' } = error as { lines?: number; message?: string };
    return { rows, rejected: [lastLine(lines, '', message.slice(0, 200))] };
  }
  const [header, ...body] = records;
  const [sku, price, compareAt] = priceColumns.map((name) =>
    (header?.record ?? []).findIndex((cell) => cell.toLowerCase() === name.toLowerCase()),
  );
  if (sku === undefined || price === undefined || sku < 0 || price < 0) {
    return {
      rows,
      rejected: [lastLine(1, '', `The first line must name ${priceColumns.slice(0, 2).join(' and ')}`)],
    };
  }
  const lineOf = new Map<string, number>();
  for (const { record, info } of body) {
    const line = info.lines;
    const cell = (index = -1) => (index < 0 ? '' : (record[index] ?? ''));
    const reject = (column: string, reason: string) => rejected.push(lastLine(line, column, reason));
    const code = unguardedCell(cell(sku));
    const priceMinor = parsePrice(cell(price), decimals);
    const wanted = cell(compareAt);
    const compareAtMinor = wanted === '' ? null : parsePrice(wanted, decimals);
    const before = lineOf.get(code);
    if (code === '') reject('SKU', 'is missing');
    else if (before !== undefined) reject('SKU', `${code} is on line ${before} already`);
    else if (priceMinor === null)
      reject('Price', `"${cell(price).slice(0, 40)}" is not a plain number such as 19.90`);
    else if (wanted !== '' && compareAtMinor === null)
      reject('Compare-at price', `"${wanted.slice(0, 40)}" is not a plain number such as 19.90`);
    else if (compareAtMinor !== null && compareAtMinor <= priceMinor)
      reject('Compare-at price', 'is not above the price');
    else if (rows.length >= maxPriceRows)
      reject('', `is past the ${maxPriceRows} rows that are taken at once`);
    else rows.push({ line, sku: code, priceMinor, compareAtMinor });
    if (code !== '') lineOf.set(code, before ?? line);
  }
  return { rows, rejected };
}

/** A price list that `readPriceCsv` reads back as it was. */
export function writePriceCsv(
  rows: readonly { sku: string; priceMinor: number; compareAtMinor: number | null }[],
  decimals: number,
): string {
  const amount = (minor: number | null) => (minor === null ? '' : (minor / 10 ** decimals).toFixed(decimals));
  const lines = rows.map(({ sku, priceMinor, compareAtMinor }) =>
    csvLine([sku, amount(priceMinor), amount(compareAtMinor)]),
  );
  return [csvLine(priceColumns), ...lines].join('');
}

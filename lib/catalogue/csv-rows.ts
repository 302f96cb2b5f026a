import type { Readable } from 'node:stream';
import { CsvError, parse } from 'csv-parse';
import type { RejectedRow } from './types.ts';

/** Shopify's column names, and the names its newer exports use. */
const names = {
  handle: ['Handle', 'URL handle'],
  title: ['Title'],
  body: ['Body (HTML)', 'Body HTML', 'Description'],
  vendor: ['Vendor'],
  type: ['Type'],
  collection: ['Collection'],
  published: ['Published', 'Published on online store'],
  status: ['Status'],
  option1Name: ['Option1 Name'],
  option1Value: ['Option1 Value'],
  option2Name: ['Option2 Name'],
  option2Value: ['Option2 Value'],
  option3Name: ['Option3 Name'],
  option3Value: ['Option3 Value'],
  sku: ['Variant SKU', 'SKU'],
  price: ['Variant Price', 'Price'],
  compareAt: ['Variant Compare At Price', 'Compare-at price'],
  quantity: ['Variant Inventory Qty', 'Inventory quantity'],
  imageSrc: ['Image Src', 'Product image URL'],
  imagePosition: ['Image Position'],
  imageAlt: ['Image Alt Text'],
} as const;

export type Column = keyof typeof names;
export type Cells = Record<Column, string>;

/** One row of the file with its trimmed cells; a column the file does not have is empty. */
export type CsvRow = { line: number; cells: Cells };

/** What people see in their file: Shopify's first name of a column. */
export const columnName = (column: Column): string => names[column][0];

const columns = Object.keys(names) as Column[];
const required: Column[] = ['handle', 'title', 'price'];
const MAX_ROW_CHARACTERS = 1_000_000;

type Header = { index: Record<Column, number>; width: number };

function readHeader(cells: readonly string[]): Header | RejectedRow {
  const present = cells.map((cell) => cell.trim().toLowerCase());
  const index = Object.fromEntries(
    columns.map((column) => [
      column,
      names[column].map((name) => present.indexOf(name.toLowerCase())).find((at) => at >= 0) ?? -1,
    ]),
  ) as Record<Column, number>;
  const missing = required.find((column) => index[column] < 0);
  if (!missing) return { index, width: cells.length };
  return {
    line: 1,
    column: columnName(missing),
    reason: 'the file has no such column: is it a Shopify product CSV?',
  };
}

function readRow(cells: readonly string[], line: number, { index, width }: Header): CsvRow | RejectedRow {
  if (cells.slice(width).some((cell) => cell.trim() !== '')) {
    return {
      line,
      column: '',
      reason: `has ${cells.length} cells, the header has ${width}: is a comma unquoted?`,
    };
  }
  const broken = columns.find((column) => cells[index[column]]?.includes('\uFFFD'));
  if (broken)
    return { line, column: columnName(broken), reason: 'is not valid UTF-8: save the file as UTF-8' };
  const entries = columns.map((column) => [column, (cells[index[column]] ?? '').trim()]);
  return { line, cells: Object.fromEntries(entries) as Cells };
}

type RawRow = { cells: string[]; raw: string };

/**
 * Parsed rows as they come. The parser's own stream is not read: when a file breaks off, it drops rows
 * that were already read. @throws CsvError after the last good row.
 */
async function* rawRows(input: Readable): AsyncGenerator<RawRow> {
  const waiting: RawRow[] = [];
  const parser = parse({
    bom: true,
    raw: true,
    relax_column_count: true,
    relax_quotes: true,
    record_delimiter: ['\r\n', '\n', '\r'],
    max_record_size: MAX_ROW_CHARACTERS,
    // With `raw` the parser hands over both, which its types do not say.
    on_record: (read: unknown) => {
      const { record, raw } = read as { record: string[]; raw: string };
      waiting.push({ cells: record, raw });
      return null;
    },
  });
  const failed = new Promise<Error>((resolve) => parser.once('error', resolve));
  const step = (run: (done: () => void) => void) => Promise.race([new Promise<void>(run), failed]);
  for await (const chunk of input) {
    const error = await step((done) => parser.write(chunk, () => done()));
    yield* waiting.splice(0);
    if (error) throw error;
  }
  const error = await step((done) => parser.resume().end().once('end', done));
  yield* waiting.splice(0);
  if (error) throw error;
}

/**
 * Reads a CSV as merchants export it (byte order mark, CRLF, LF or both, quoted line breaks), one row
 * at a time, with the line of the file each row begins on. A file that breaks off ends with a rejection.
 */
export async function* csvRows(input: Readable): AsyncGenerator<CsvRow | RejectedRow> {
  let line = 1;
  let header: Header | undefined;
  try {
    for await (const { raw, cells } of rawRows(input)) {
      const begins = line;
      line += raw.match(/\r\n|\n|\r/g)?.length ?? 0;
      if (cells.every((cell) => cell.trim() === '')) continue;
      if (header) {
        yield readRow(cells, begins, header);
        continue;
      }
      const found = readHeader(cells);
      if ('reason' in found) {
        yield found;
        return;
      }
      header = found;
    }
    if (!header) yield { line: 1, column: '', reason: 'the file is empty' };
  } catch (error) {
    if (!(error instanceof CsvError)) throw error;
    const tooLong = error.code === 'CSV_MAX_RECORD_SIZE';
    const reason = tooLong ? 'is longer than a million characters' : 'has a quote that is never closed';
    yield { line, column: '', reason: `${reason}; the rest of the file was not read` };
  }
}

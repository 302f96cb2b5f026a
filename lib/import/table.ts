import { CsvError, parse } from 'csv-parse';
import type { BrokenRow, Row } from './problems.ts';

const maxRowCharacters = 1_000_000;

type RawRow = { cells: string[]; raw: string };

/** What separates the cells of a header: a tab, a semicolon or a comma, whichever is there most. */
export function delimiterOf(head: string): string {
  const line = head.replace(/^\uFEFF/, '').split(/\r\n|\n|\r/, 1)[0] ?? '';
  const count = (sign: string) => line.split(sign).length;
  const [best = ','] = [',', '\t', ';'].sort((a, b) => count(b) - count(a));
  return best;
}

/** The names of a header's columns, trimmed. */
export function columnsOf(head: string): string[] {
  const delimiter = delimiterOf(head);
  const line = head.replace(/^\uFEFF/, '').split(/\r\n|\n|\r/, 1)[0] ?? '';
  return line.split(delimiter).map((cell) =>
    cell
      .trim()
      .replace(/^"(.*)"$/, '$1')
      .trim(),
  );
}

/**
 * Parsed rows as they come. The parser's own stream is not read: when a file breaks off, it drops rows
 * that were already read. @throws CsvError after the last good row.
 */
async function* rawRows(text: AsyncIterable<string>, delimiter: string): AsyncGenerator<RawRow> {
  let waiting: RawRow[] = [];
  const parser = parse({
    bom: true,
    raw: true,
    delimiter,
    relax_column_count: true,
    trim: delimiter !== '\t',
    relax_quotes: true,
    record_delimiter: ['\r\n', '\n', '\r'],
    // A feed of tab-separated values has no quotes of its own.
    ...(delimiter === '\t' ? { quote: null } : { quote: '"' }),
    max_record_size: maxRowCharacters,
    // With `raw` the parser hands over both, which its types do not say.
    on_record: (read: unknown) => {
      const { record, raw } = read as { record: string[]; raw: string };
      waiting.push({ cells: record, raw });
      return null;
    },
  });
  const failed = new Promise<Error>((resolve) => parser.once('error', resolve));
  const step = (run: (done: () => void) => void) => Promise.race([new Promise<void>(run), failed]);
  const taken = () => {
    const rows = waiting;
    waiting = [];
    return rows;
  };
  for await (const chunk of text) {
    if (chunk === '') continue;
    const error = await step((done) => parser.write(chunk, () => done()));
    yield* taken();
    if (error) throw error;
  }
  const error = await step((done) => parser.resume().end().once('end', done));
  yield* taken();
  if (error) throw error;
}

/**
 * Reads a table as merchants export it (byte order mark, CRLF, LF or both, quoted line breaks, padded cells), one row
 * at a time, with the line of the file each begins on. A file that breaks off ends with a problem.
 */
export async function* readRows(
  text: AsyncIterable<string>,
  { delimiter }: { delimiter: string },
): AsyncGenerator<Row | BrokenRow> {
  let line = 1;
  let columns: string[] | undefined;
  try {
    for await (const { raw, cells } of rawRows(text, delimiter)) {
      const begins = line;
      line += raw.match(/\r\n|\n|\r/g)?.length ?? 0;
      if (cells.every((cell) => cell.trim() === '')) continue;
      if (!columns) columns = cells.map((cell) => cell.trim());
      else yield toRow(cells, begins, columns);
    }
  } catch (error) {
    if (!(error instanceof CsvError)) throw error;
    const tooLong = error.code === 'CSV_MAX_RECORD_SIZE';
    const reason = tooLong ? 'is longer than a million characters' : 'has a quote that is never closed';
    const problem = { line, column: '', reason: `${reason}; the rest of the file was not read` };
    yield { problem, raw: [] };
  }
}

function toRow(cells: readonly string[], line: number, columns: readonly string[]): Row | BrokenRow {
  if (cells.slice(columns.length).some((cell) => cell.trim() !== '')) {
    const reason = `has ${cells.length} cells, the header has ${columns.length}: is a separator unquoted?`;
    return { problem: { line, column: '', reason }, raw: cells };
  }
  const found = new Map<string, string>();
  for (const [index, column] of columns.entries()) {
    const text = (cells[index] ?? '').trim();
    if (text.includes('\uFFFD')) {
      const problem = { line, column, reason: 'is not valid UTF-8: save the file as UTF-8' };
      return { problem, raw: cells };
    }
    // Of two columns with one name the first counts, as in the products' own systems.
    if (!found.has(column)) found.set(column, text);
  }
  return { line, cells: found, raw: cells };
}

import { once } from 'node:events';
import { createWriteStream, type WriteStream } from 'node:fs';
import type { Problem } from './problems.ts';

/** What of a file goes into the report, as it stood there: cells of a row, or a line of an export. */
export type ReportRow = { line: number; raw: readonly string[] | string };

const problemColumn = 'Problem';

const cell = (text: string) => (/[",\r\n\t]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text);

/**
 * Writes what did not go in: the file's own columns and rows, behind a column that says why. Mended, it can be imported
 * again: the column is passed over. All rows of a product are there when one of them is bad, since they belong together.
 */
export class ReportWriter {
  readonly #path: string;
  readonly #columns: readonly string[] | null;
  #stream: WriteStream | undefined;
  #failure: Error | undefined;

  /** @param columns the header; null for a file of JSON lines */
  constructor(path: string, columns: readonly string[] | null) {
    this.#path = path;
    this.#columns = columns?.filter((column) => column !== problemColumn) ?? null;
  }

  /** Whether anything was written. */
  get used(): boolean {
    return this.#stream !== undefined;
  }

  async write(rows: readonly ReportRow[], problems: readonly Problem[]): Promise<void> {
    const reasons = new Map<number, string[]>();
    const lines = new Set(rows.map(({ line }) => line));
    const first = rows[0]?.line ?? problems[0]?.line ?? 0;
    for (const { line, column, reason } of problems) {
      const at = lines.has(line) || rows.length === 0 ? line : first;
      reasons.set(at, [...(reasons.get(at) ?? []), `line ${line}${column ? `, ${column}` : ''}: ${reason}`]);
    }
    const known = rows.length > 0 ? rows : [{ line: first, raw: [] }];
    for (const row of known) await this.#line(row.raw, (reasons.get(row.line) ?? []).join('; '));
  }

  async #line(raw: readonly string[] | string, reason: string): Promise<void> {
    if (this.#columns === null)
      return this.#put(`${JSON.stringify({ problem: reason, ...asObject(raw) })}\n`);
    const cells = typeof raw === 'string' ? [raw] : raw;
    await this.#put(`${[reason, ...cells].map(cell).join(',')}\n`);
  }

  async #put(text: string): Promise<void> {
    if (!this.#stream) {
      this.#stream = createWriteStream(this.#path);
      this.#stream.on('error', (error) => {
        this.#failure = error;
      });
      if (this.#columns) this.#stream.write(`${[problemColumn, ...this.#columns].map(cell).join(',')}\n`);
    }
    if (this.#failure) throw this.#failure;
    if (!this.#stream.write(text)) await once(this.#stream, 'drain');
  }

  /** @throws Error when the report could not be written. */
  async close(): Promise<void> {
    if (!this.#stream) return;
    if (!this.#failure) {
      this.#stream.end();
      await Promise.race([once(this.#stream, 'finish'), once(this.#stream, 'close')]);
    }
    if (this.#failure) throw this.#failure;
  }
}

function asObject(raw: readonly string[] | string): object {
  try {
    const parsed: unknown = JSON.parse(String(raw));
    if (typeof parsed === 'object' && parsed !== null && !Array.isArray(parsed)) {
      const { problem: _, ...rest } = parsed as { problem?: unknown };
      return rest;
    }
  } catch {
    // Not JSON: the line itself is what can be mended.
  }
  return { text: String(raw) };
}

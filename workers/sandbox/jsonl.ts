import { appendFileSync, existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';

/** Reads what a sandbox has kept; a last line cut off by a crash is left out. */
export function readLines<T>(file: string): T[] {
  if (!existsSync(file)) return [];
  const kept: T[] = [];
  const content = readFileSync(file, 'utf8');
  // Else the next record would be glued to the torn one and lost with it.
  if (content !== '' && !content.endsWith('\n')) appendFileSync(file, '\n');
  for (const line of content.split('\n')) {
    if (line === '') continue;
    try {
      kept.push(JSON.parse(line) as T);
    } catch {
      console.error(`${file}: a line that is not whole was left out`);
    }
  }
  return kept;
}

/** Adds one record; it is in the kernel's hands when this returns, so a killed process loses nothing. */
export function appendLine(file: string, record: unknown): void {
  mkdirSync(dirname(file), { recursive: true });
  appendFileSync(file, `${JSON.stringify(record)}\n`);
}

/** Replaces all records, at once or not at all. */
export function writeLines(file: string, records: unknown[]): void {
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(`${file}.new`, records.map((record) => `${JSON.stringify(record)}\n`).join(''));
  renameSync(`${file}.new`, file);
}

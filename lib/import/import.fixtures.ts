import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { db, systemContext } from '#lib/platform/index.ts';
import { type ImportSummary, importFile } from './import-file.ts';

export const ctx = systemContext('import-test');

/** Letters and digits nobody else uses: tests share one database. */
export const unique = () => Math.random().toString(36).slice(2, 10).padEnd(8, 'x');

const folder = mkdtempSync(join(tmpdir(), 'ballast-import-'));
export const inFolder = (name: string) => join(folder, name);

export function fileOf(content: string | Buffer, name = `${unique()}.csv`): string {
  const path = inFolder(name);
  writeFileSync(path, content);
  return path;
}

/** Imports a file's content. @throws when the file itself is refused. */
export async function load(
  content: string | Buffer,
  options: { dryRun?: boolean; reportPath?: string } = {},
): Promise<ImportSummary> {
  const result = await importFile(ctx, { path: fileOf(content), ...options });
  if (!result.ok) throw new Error(result.error.kind);
  return result.value;
}

/** The file's lines of problems, shortly. */
export const problemsOf = (summary: ImportSummary) =>
  summary.problemList.map(({ line, column, reason }) => `${line} ${column}: ${reason}`);

/** The fixture with handles, SKUs and categories of its own. */
export function harbour(mark: string): string {
  return readFileSync(new URL('./fixtures/harbour.csv', import.meta.url), 'utf8')
    .replaceAll(/(tarred-marline|palm-and-needle|signal-flag|untitled-buoy|draft-anchor)/g, `$1-${mark}`)
    .replaceAll(/(MARL-20|FLAG-[AB]-[SL]|BUOY|ANCHOR)/g, `$1-${mark}`)
    .replaceAll('Deck', `Deck ${mark}`);
}

export async function rowCounts() {
  const [ledger, invalidations, audits, products] = await Promise.all([
    db().stockLedgerEntry.count(),
    db().cacheInvalidation.count(),
    db().auditEntry.count(),
    db().product.aggregate({ _sum: { version: true } }),
  ]);
  return { ledger, invalidations, audits, versions: products._sum.version };
}

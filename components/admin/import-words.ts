import type { ImportSummary } from '#lib/import/index.ts';

const counted = (count: number, one: string, many = `${one}s`) => `${count} ${count === 1 ? one : many}`;

/** What an import did, or (`dryRun`) would do: `1 product created, 2 updated, 40 unchanged; 1 problem`. */
export function importWords(
  {
    created,
    updated,
    unchanged,
    problems,
  }: Pick<ImportSummary, 'created' | 'updated' | 'unchanged' | 'problems'>,
  dryRun: boolean,
): string {
  const would = dryRun ? 'would be ' : '';
  const done = `${counted(created, 'product')} ${would}created, ${updated} ${would}updated, ${unchanged} unchanged`;
  return `${done}; ${problems === 0 ? 'no problems' : counted(problems, 'problem')}`;
}

/** The size of a file in bytes as people say it. */
export function fileSize(bytes: number): string {
  if (bytes < 1_000) return counted(bytes, 'byte');
  return bytes < 1_000_000 ? `${Math.round(bytes / 1_000)} kB` : `${(bytes / 1_000_000).toFixed(1)} MB`;
}

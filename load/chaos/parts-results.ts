import { z } from 'zod';
import { kinds, phases } from './parts-figures.ts';

const count = z.number().int().min(0);
const figuresSchema = z.object({
  requests: count,
  failed: count,
  failures: z.record(z.string(), count),
  p50Ms: count,
  p95Ms: count,
});
const rowSchema = z.object({
  name: z.string(),
  lost: z.string(),
  /** The day it was measured. */
  measuredOn: z.iso.date(),
  measured: z.record(z.enum(phases), z.record(z.enum(kinds), figuresSchema)),
  recoveredMs: count,
  /** `meanwhile`: in the second half of the loss; older results do not tell. */
  checkouts: z.object({
    placed: count,
    meanwhile: count.optional(),
    notCharged: count,
    unknown: count,
  }),
  wrongEffects: count,
  breaches: z.array(z.string()),
});
export type RowResult = z.infer<typeof rowSchema>;

/** What `docs/failures.json` holds: the last result of each row. */
export const resultsSchema = z.object({ rows: z.array(rowSchema) });

const words: Record<(typeof kinds)[number], string> = {
  cached: 'Cached pages',
  uncached: 'Other pages',
  cart: 'Cart',
  checkout: 'Checkout',
};

function cell(row: RowResult, kind: (typeof kinds)[number]): string {
  const { before, during } = row.measured;
  const { requests, failed, failures, p95Ms } = during[kind];
  const said = Object.entries(failures)
    .sort(([, a], [, b]) => b - a)
    .map(([name, times]) => `${times} × ${name}`)
    .join(', ');
  return `${failed === 0 ? '0' : `**${failed}**`} of ${requests}${said ? ` (${said})` : ''}; p95 ${before[kind].p95Ms} → ${p95Ms} ms`;
}

/** The table of docs/failures.md. */
export function renderTable(rows: readonly RowResult[]): string {
  const head = [
    'Lost',
    ...kinds.map((kind) => words[kind]),
    'Back after',
    'Orders placed',
    'Lost or doubled',
  ];
  const lines = rows.map((row) => [
    row.lost,
    ...kinds.map((kind) => cell(row, kind)),
    `${(row.recoveredMs / 1_000).toFixed(1)} s`,
    String(row.checkouts.placed),
    String(row.wrongEffects),
  ]);
  return [head, head.map(() => '---'), ...lines].map((cells) => `| ${cells.join(' | ')} |`).join('\n');
}

const begin = '<!-- measured -->';
const end = '<!-- /measured -->';

/** The document with the table between its markers made anew. @throws when it has no markers. */
export function withTable(document: string, rows: readonly RowResult[]): string {
  const [from, to] = [document.indexOf(begin), document.indexOf(end)];
  if (from < 0 || to < from) throw new Error(`no ${begin} … ${end} in the document`);
  return `${document.slice(0, from + begin.length)}\n${renderTable(rows)}\n${document.slice(to)}`;
}

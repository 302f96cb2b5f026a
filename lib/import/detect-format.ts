import { err, ok, type Result } from '#lib/platform/index.ts';
import type { Source } from './decode.ts';
import type { TableFormat } from './format.ts';
import { google } from './formats/google.ts';
import { shopify } from './formats/shopify.ts';
import { vendure } from './formats/vendure.ts';
import { woocommerce } from './formats/woocommerce.ts';
import { columnsOf, delimiterOf } from './table.ts';

export type Format =
  | { kind: 'table'; table: TableFormat; delimiter: string; columns: readonly string[] }
  | { kind: 'feed' }
  | { kind: 'export' };

const tables: readonly TableFormat[] = [shopify, woocommerce, vendure, google];

/** Tells a file's format by what is in it, not by its name. */
export function detectFormat({
  head,
}: Source): Result<Format, { kind: 'unknown_format'; columns: readonly string[] }> {
  const text = head.replace(/^\uFEFF/, '').trimStart();
  if (text.startsWith('<')) return ok({ kind: 'feed' });
  const columns = columnsOf(text);
  if (text.startsWith('{')) {
    return /^\{.*"handle"\s*:/.test(text.split('\n', 1)[0] ?? '')
      ? ok({ kind: 'export' })
      : err({ kind: 'unknown_format', columns: [] });
  }
  const present = new Set(columns);
  const table = tables.find((format) => format.recognises(present));
  if (!table) return err({ kind: 'unknown_format', columns: columns.slice(0, 20) });
  return ok({ kind: 'table', table, delimiter: delimiterOf(text), columns });
}

import type { Readable } from 'node:stream';
import { type Ctx, env } from '#lib/platform/index.ts';
import { type CsvRow, columnName, csvRows } from './csv-rows.ts';
import { currencyDecimals } from './price.ts';
import { saveProducts } from './save-products.ts';
import { type ReadProduct, readProduct } from './shopify-product.ts';
import { foldKey } from './slug.ts';
import type { ImportReport, RejectedRow } from './types.ts';

const BATCH = 50;
const MAX_ROWS_PER_PRODUCT = 2_500;

type Progress = { line: number; handle: string };

/**
 * Imports products from Shopify's CSV, reading as it goes: prices in the shop's currency, a blank
 * stock leaves the stock alone, a blank SKU gets a derived one. Bad rows are reported with their line
 * while the good ones go in; the same file again changes nothing and writes nothing.
 * @throws what the stream throws; products saved before stay saved.
 */
export async function importShopifyCsv(
  ctx: Ctx,
  stream: Readable,
  { onRow }: { onRow?: (progress: Progress) => void } = {},
): Promise<ImportReport> {
  const report: ImportReport = { created: 0, updated: 0, unchanged: 0, rejected: [] };
  const decimals = currencyDecimals(env.SHOP_CURRENCY);
  const lineOfSku = new Map<string, number>();
  let batch: ReadProduct[] = [];
  for await (const rows of productRows(stream, report.rejected, onRow)) {
    const read = readProduct(rows, decimals);
    report.rejected.push(...read.rejected);
    if (!read.product) continue;
    batch.push(refuseRepeatedSkus(read, lineOfSku, report.rejected));
    if (batch.length < BATCH) continue;
    await saveBatch(ctx, batch, lineOfSku, report);
    batch = [];
  }
  await saveBatch(ctx, batch, lineOfSku, report);
  report.rejected.sort((a, b) => a.line - b.line);
  return report;
}

const usableHandle = /^[\p{L}\p{N}][\p{L}\p{N}\p{M}_.-]{0,189}$/u;

/** Groups rows by handle. Rows of a product must follow each other, as Shopify writes them. */
async function* productRows(
  stream: Readable,
  rejected: RejectedRow[],
  onRow?: (progress: Progress) => void,
): AsyncGenerator<CsvRow[]> {
  const lineOfHandle = new Map<string, number>();
  const reject = (line: number, reason: string) =>
    rejected.push({ line, column: columnName('handle'), reason });
  let current: CsvRow[] = [];
  for await (const row of csvRows(stream)) {
    if ('reason' in row) {
      rejected.push(row);
      continue;
    }
    const handle = row.cells.handle.toLowerCase();
    onRow?.({ line: row.line, handle });
    const key = foldKey(handle);
    const began = lineOfHandle.get(key);
    const [first] = current;
    if (!usableHandle.test(handle)) {
      reject(row.line, handle === '' ? 'is missing' : 'is not made of letters, digits, "-", "_" and "."');
    } else if (first && handle === first.cells.handle) {
      if (current.length < MAX_ROWS_PER_PRODUCT) current.push({ ...row, cells: { ...row.cells, handle } });
      else reject(row.line, `has more than ${MAX_ROWS_PER_PRODUCT} rows`);
    } else if (began !== undefined) {
      reject(row.line, `belongs to the product of line ${began}: keep its rows together`);
    } else {
      if (first) yield current;
      lineOfHandle.set(key, row.line);
      current = [{ ...row, cells: { ...row.cells, handle } }];
    }
  }
  if (current.length > 0) yield current;
}

function refuseRepeatedSkus(
  read: ReadProduct,
  lineOfSku: Map<string, number>,
  rejected: RejectedRow[],
): ReadProduct {
  if (!read.product) return read;
  const variants = read.product.variants.filter(({ sku }, index) => {
    const line = read.lines[index] ?? 0;
    const earlier = lineOfSku.get(foldKey(sku));
    if (earlier === undefined) lineOfSku.set(foldKey(sku), line);
    else rejected.push({ line, column: columnName('sku'), reason: `"${sku}" is already on line ${earlier}` });
    return earlier === undefined;
  });
  return { ...read, product: { ...read.product, variants } };
}

async function saveBatch(
  ctx: Ctx,
  batch: readonly ReadProduct[],
  lineOfSku: ReadonlyMap<string, number>,
  report: ImportReport,
): Promise<void> {
  const products = batch.flatMap(({ product }) => (product && product.variants.length > 0 ? [product] : []));
  if (products.length === 0) return;
  const lineOf = (sku = '') => lineOfSku.get(foldKey(sku)) ?? 0;
  const outcomes = await saveProducts(ctx, products);
  for (const [index, { status, refused }] of outcomes.entries()) {
    for (const { sku, reason, by } of refused) {
      const taken =
        reason === 'sku_taken' ? `"${sku}" belongs to ${by}` : `these options already exist as SKU ${by}`;
      report.rejected.push({ line: lineOf(sku), column: columnName('sku'), reason: taken });
    }
    if (status !== 'rejected') {
      report[status]++;
    } else if (refused.length === 0) {
      const line = lineOf(products[index]?.variants[0]?.sku);
      report.rejected.push({
        line,
        column: columnName('handle'),
        reason: 'is too like the handle of another product',
      });
    }
  }
}

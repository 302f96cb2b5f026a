import type { z } from 'zod';
import { type Column, type CsvRow, columnName } from './csv-rows.ts';
import { imageCells, productCells, variantCells } from './schemas.ts';
import { categoryPath, derivedSku } from './slug.ts';
import type { Image, ProductInput, RejectedRow, VariantInput } from './types.ts';

export type ReadProduct = {
  /** Null when the product itself cannot go in; its rows are then all rejected. */
  product: ProductInput | null;
  rejected: RejectedRow[];
  /** The line of the file of each variant of the product, in their order. */
  lines: number[];
};

const optionColumns = [
  { name: 'option1Name', value: 'option1Value' },
  { name: 'option2Name', value: 'option2Value' },
  { name: 'option3Name', value: 'option3Value' },
] as const satisfies { name: Column; value: Column }[];

const isVariant = ({ cells }: CsvRow) =>
  cells.option1Value !== '' || cells.price !== '' || cells.sku !== '' || cells.title !== '';
const isImage = ({ cells }: CsvRow) => cells.imageSrc !== '';

/** Makes one product of the rows that share a handle. A bad cell costs its variant or image, not the rest. */
export function readProduct(rows: readonly CsvRow[], decimals: number): ReadProduct {
  const rejected: RejectedRow[] = [];
  const lines: number[] = [];
  const first = rows.find((row) => row.cells.title !== '') ?? rows[0];
  if (!first) return { product: null, rejected, lines };
  const head = productCells.safeParse(first.cells);
  if (!head.success) {
    rejected.push(...issuesOf(first, head.error));
    for (const { line } of rows.filter((row) => row !== first)) {
      rejected.push({ line, column: '', reason: `its product was rejected on line ${first.line}` });
    }
    return { product: null, rejected, lines };
  }
  const optionNames = namesOf(first);
  const { handle } = first.cells;
  const variants: VariantInput[] = [];
  const seenOptions = new Map<string, number>();
  for (const row of rows) {
    if (!isVariant(row)) {
      if (!isImage(row))
        rejected.push({ line: row.line, column: '', reason: 'has neither a variant nor an image' });
      continue;
    }
    const read = readVariant(row, { handle, optionNames, decimals });
    if ('issues' in read) {
      rejected.push(...read.issues);
      continue;
    }
    const key = JSON.stringify(read.optionValues);
    const twin = seenOptions.get(key);
    if (twin !== undefined) {
      rejected.push({
        line: row.line,
        column: columnName('option1Value'),
        reason: `same options as line ${twin}`,
      });
      continue;
    }
    seenOptions.set(key, row.line);
    lines.push(row.line);
    variants.push(read);
  }
  const { images, issues } = readImages(rows.filter(isImage));
  rejected.push(...issues);
  const { data } = head;
  return {
    product: {
      handle,
      title: data.title,
      descriptionHtml: data.body,
      vendor: data.vendor,
      productType: data.type,
      status: statusOf(data),
      optionNames,
      // A list with a hole would replace a whole one.
      images: images.length > 0 && issues.length === 0 ? images : null,
      variants,
      categoryPaths: [categoryPath(data.type), categoryPath(data.collection)].filter(
        (path) => path.length > 0,
      ),
    },
    rejected,
    lines,
  };
}

function issuesOf(row: CsvRow, error: z.ZodError): RejectedRow[] {
  const byColumn = new Map<Column, RejectedRow>();
  for (const issue of error.issues) {
    const column = issue.path[0] as Column;
    // A union reports its branches; the last is the one that read a value.
    const reason = issue.code === 'invalid_union' ? issue.errors.at(-1)?.at(-1)?.message : issue.message;
    if (!byColumn.has(column)) {
      byColumn.set(column, { line: row.line, column: columnName(column), reason: reason ?? issue.message });
    }
  }
  return [...byColumn.values()];
}

/** Shopify writes a product without options as one option `Title` with the value `Default Title`. */
function namesOf({ cells }: CsvRow): string[] {
  if (/^(title)?$/i.test(cells.option1Name) && /^(default title)?$/i.test(cells.option1Value)) return [];
  return optionColumns.map(({ name }) => cells[name]).filter(Boolean);
}

function statusOf({ status, published }: z.infer<typeof productCells>): ProductInput['status'] {
  if (status === 'draft' || status === 'archived') return status;
  return ['false', 'no', '0'].includes(published) ? 'draft' : 'active';
}

function readVariant(
  row: CsvRow,
  { handle, optionNames, decimals }: { handle: string; optionNames: string[]; decimals: number },
): VariantInput | { issues: RejectedRow[] } {
  const { line, cells } = row;
  const values = optionColumns.map(({ value }) => cells[value]);
  const optionValues = values.slice(0, optionNames.length);
  const issues: RejectedRow[] = [];
  for (const [index, { value }] of optionColumns.entries()) {
    const column = columnName(value);
    const text = values[index] ?? '';
    if (index < optionNames.length && text === '') {
      issues.push({ line, column, reason: `is missing: the option is ${optionNames[index]}` });
    } else if (
      index >= optionNames.length &&
      text !== '' &&
      !(index === 0 && /^default title$/i.test(text))
    ) {
      issues.push({ line, column, reason: 'has no option name in the product’s first row' });
    } else if (text.length > 100) {
      issues.push({ line, column, reason: 'is longer than 100 characters' });
    }
  }
  const read = variantCells(decimals).safeParse(cells);
  if (!read.success) issues.push(...issuesOf(row, read.error));
  if (!read.success || issues.length > 0) return { issues };
  const { sku, price, compareAt, quantity } = read.data;
  return {
    sku: sku || derivedSku(handle, optionValues),
    optionValues,
    priceMinor: price,
    compareAtMinor: compareAt,
    onHand: quantity,
  };
}

/** Each address once, by position; those without one keep the order of the file. */
function readImages(rows: readonly CsvRow[]): { images: Image[]; issues: RejectedRow[] } {
  const issues: RejectedRow[] = [];
  const found = new Map<string, { image: Image; position: number }>();
  for (const [index, row] of rows.entries()) {
    const read = imageCells.safeParse(row.cells);
    if (!read.success) {
      issues.push(...issuesOf(row, read.error));
      continue;
    }
    const { imageSrc: src, imagePosition, imageAlt: alt } = read.data;
    if (found.has(src)) continue;
    found.set(src, { image: { src, alt, width: 0, height: 0 }, position: imagePosition ?? index + 1 });
  }
  const images = [...found.values()].sort((a, b) => a.position - b.position).map(({ image }) => image);
  return { images: images.slice(0, 50), issues };
}

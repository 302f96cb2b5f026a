import { SaxesParser } from 'saxes';
import type { BrokenRow, Row } from '../problems.ts';

/** The columns a report of an XML feed has: those of the same feed as tab-separated values. */
export const feedColumns = [
  'id',
  'item_group_id',
  'title',
  'description',
  'link',
  'image_link',
  'additional_image_link',
  'availability',
  'quantity',
  'price',
  'sale_price',
  'brand',
  'gtin',
  'product_type',
  'google_product_category',
  'color',
  'size',
  'material',
  'pattern',
  'gender',
  'age_group',
  'condition',
  'shipping_weight',
] as const;

const maxTextOfItem = 1_000_000;

/**
 * Items of a Google Merchant feed (RSS 2.0 or Atom) as rows, as they come. Document types and entities beyond XML's own
 * five are refused. A feed that breaks off ends with a problem.
 */
export async function* readFeed(text: AsyncIterable<string>): AsyncGenerator<Row | BrokenRow> {
  const parser = new SaxesParser({ position: true });
  let rows: Row[] = [];
  let failure: Error | undefined;
  let item: { line: number; cells: Map<string, string>; size: number } | undefined;
  let field = '';
  let value = '';
  let depth = 0;
  parser.on('doctype', () => {
    failure ??= new Error('has a document type, which a feed must not have');
  });
  parser.on('error', (error) => {
    failure ??= new Error(`is not well-formed XML: ${error.message.replace(/^\d+:\d+: /, '')}`);
  });
  parser.on('opentag', ({ name }) => {
    if (!item && (name === 'item' || name === 'entry')) {
      item = { line: parser.line, cells: new Map(), size: 0 };
      depth = 0;
    } else if (item && ++depth === 1) {
      field = name.replace(/^g:/, '');
      value = '';
    }
  });
  const take = (piece: string) => {
    if (item && item.size < maxTextOfItem) value += piece;
    if (item) item.size += piece.length;
  };
  parser.on('text', take);
  parser.on('cdata', take);
  parser.on('closetag', ({ name }) => {
    if (!item || failure) return;
    if (depth === 0 && (name === 'item' || name === 'entry')) {
      const { cells, line } = item;
      rows.push({ line, cells, raw: feedColumns.map((column) => cells.get(column) ?? '') });
      item = undefined;
    } else if (--depth === 0) {
      const trimmed = value.trim();
      const before = item.cells.get(field);
      // A repeated field is a list: more images, several product types.
      item.cells.set(
        field,
        before && field.endsWith('image_link') ? `${before},${trimmed}` : (before ?? trimmed),
      );
    }
  });
  for await (const chunk of text) {
    parser.write(chunk);
    const found = rows;
    rows = [];
    yield* found;
    if (failure) break;
  }
  if (!failure) parser.close();
  yield* rows;
  if (failure) {
    const problem = {
      line: parser.line,
      column: '',
      reason: `${failure.message}; the rest of the file was not read`,
    };
    yield { problem, raw: [] };
  }
}

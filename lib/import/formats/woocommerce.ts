import {
  type Attribute,
  categoryPath,
  derivedSku,
  slugify,
  type VariantInput,
} from '#lib/catalogue/index.ts';
import { type Group, nothing, type ReadContext, type ReadProduct, type TableFormat } from '../format.ts';
import type { Problem, Row } from '../problems.ts';
import { isImageAddress, RowReader } from '../row-reader.ts';

const names = {
  id: ['ID'],
  type: ['Type'],
  sku: ['SKU'],
  gtin: ['GTIN, UPC, EAN, or ISBN'],
  name: ['Name'],
  published: ['Published'],
  visibility: ['Visibility in catalog'],
  short: ['Short description'],
  description: ['Description'],
  taxStatus: ['Tax status'],
  taxClass: ['Tax class'],
  inStock: ['In stock?'],
  stock: ['Stock'],
  backorders: ['Backorders allowed?'],
  weightKg: ['Weight (kg)'],
  weightG: ['Weight (g)'],
  weightLbs: ['Weight (lbs)'],
  weightOz: ['Weight (oz)'],
  sale: ['Sale price'],
  regular: ['Regular price'],
  categories: ['Categories'],
  tags: ['Tags'],
  brands: ['Brands'],
  images: ['Images'],
  parent: ['Parent'],
} as const satisfies Record<string, readonly string[]>;

const attributeColumn = /^Attribute (\d{1,2}) (?:name|value\(s\)|visible|global|default)$/;
const maxAttributes = 20;

const kindOf = (row: Row) => (row.cells.get('Type') ?? '').split(',')[0]?.trim().toLowerCase() ?? '';

/** A variation names its parent by SKU or as `id:741`; a product is known by both. */
function keyOf(row: Row): string | null {
  const parent = row.cells.get('Parent') ?? '';
  if (kindOf(row) === 'variation') return parent.toLowerCase() || null;
  const sku = row.cells.get('SKU') ?? '';
  const id = row.cells.get('ID') ?? '';
  return sku.toLowerCase() || (id ? `id:${id}` : null);
}

export const woocommerce: TableFormat = {
  name: 'woocommerce',
  title: 'WooCommerce product CSV',
  recognises: (present) => present.has('Type') && present.has('Name') && present.has('Regular price'),
  columns: Object.values(names).flat(),
  isKnown: (column) => attributeColumn.test(column),
  keyColumn: 'SKU',
  keyOf,
  alias: (row) => {
    const id = row.cells.get('ID') ?? '';
    return id && kindOf(row) !== 'variation' ? `id:${id}` : null;
  },
  rows: 'anywhere',
  read,
};

function attributesOf(reader: RowReader): { name: string; values: string[] }[] {
  return Array.from({ length: maxAttributes }, (_, index) => index + 1).flatMap((number) => {
    const name = reader.text([`Attribute ${number} name`], 80);
    const values = reader
      .list([`Attribute ${number} value(s)`], /(?<!\\),/)
      .map((value) => value.replaceAll('\\,', ','));
    return name && values.length > 0 ? [{ name, values: values.map((value) => value.slice(0, 100)) }] : [];
  });
}

function read({ rows }: Group, { currency }: ReadContext): ReadProduct {
  const head = rows.find((row) => kindOf(row) !== 'variation');
  if (!head) {
    const parent = rows[0]?.cells.get('Parent') ?? '';
    return nothing(
      rows.map(({ line }) => ({ line, column: 'Parent', reason: `"${parent}" is not in the file` })),
    );
  }
  const reader = new RowReader(head, currency);
  const kind = kindOf(head);
  if (kind === 'grouped')
    reader.refuse(names.type, 'is a grouped product: its parts are imported, not the group');
  else if (kind === 'external') reader.refuse(names.type, 'is sold at another shop');
  else if (kind !== 'simple' && kind !== 'variable') {
    reader.refuse(names.type, `is not simple, variable or variation: "${kind.slice(0, 40)}"`);
  }
  const attributes = attributesOf(reader);
  const variations = rows.filter((row) => row !== head);
  const optionNames = kind === 'variable' ? optionNamesOf(attributes, variations, currency) : [];
  const title = reader.text(names.name, 255, { required: 'is missing' });
  const description = reader.html(names.description) || reader.html(names.short);
  const images = reader.list(names.images);
  const badImage = images.find((src) => !isImageAddress(src));
  const sku = reader.text(names.sku, 120);
  const handle = slugify(title).slice(0, 180);
  const categories = reader.list(names.categories, /(?<!\\),/);
  const tags = reader.list(names.tags);
  const published = reader.choice(names.published, { 1: 'active', 0: 'draft', '-1': 'draft' }, 'active');
  const vendor = reader.list(names.brands)[0]?.slice(0, 190) ?? '';
  if (reader.problems.length > 0) return nothing(reader.problems);
  const problems: Problem[] = [];
  if (badImage !== undefined) {
    problems.push({
      line: head.line,
      column: 'Images',
      reason: `"${badImage.slice(0, 80)}" is not an http(s) address`,
    });
  }
  const variants: VariantInput[] = [];
  const lines: number[] = [];
  const seen = new Map<string, number>();
  for (const row of kind === 'variable' ? variations : [head]) {
    const own = new RowReader(row, currency);
    const values = new Map(attributesOf(own).map(({ name, values: [first = ''] }) => [name, first]));
    const optionValues = optionNames.map((name) => values.get(name) ?? 'Any');
    const variant = readVariant(own, { handle, optionValues, currency });
    const twin = seen.get(JSON.stringify(optionValues));
    if (variant && twin !== undefined) own.refuse(['Attribute 1 value(s)'], `same options as line ${twin}`);
    problems.push(...own.problems);
    if (!variant || own.problems.length > 0) continue;
    seen.set(JSON.stringify(optionValues), row.line);
    variants.push(variant);
    lines.push(row.line);
  }
  if (kind === 'variable' && variations.length === 0) {
    problems.push({
      line: head.line,
      column: 'Type',
      reason: 'is variable, and the file holds no variation of it',
    });
  }
  if (kind !== 'variable' && variations.length > 0) {
    for (const { line } of variations)
      problems.push({ line, column: 'Parent', reason: 'is not a variable product' });
  }
  const own: Attribute[] = attributes
    .filter(({ name }) => !optionNames.includes(name))
    .flatMap(({ name, values }) => values.map((value) => ({ name, value })));
  const [firstCategory = ''] = categories;
  return {
    product: {
      handle,
      title,
      descriptionHtml: description,
      vendor,
      productType: (categoryPath(firstCategory).at(-1) ?? '').slice(0, 190),
      status: published === 'draft' ? 'draft' : 'active',
      optionNames,
      images:
        images.length > 0 && badImage === undefined
          ? [...new Set(images)]
              .slice(0, 250)
              .map((src) => ({ src, alt: '', width: 0, height: 0, sourceUrl: src }))
          : null,
      variants,
      categoryPaths: categories.map(categoryPath).filter((path) => path.length > 0),
      tags,
      attributes: own,
      ...(reader.raw(names.taxClass) ? { taxClass: slugify(reader.raw(names.taxClass)).slice(0, 32) } : {}),
    },
    problems,
    lines,
    otherPrices: [],
    otherHandle: `${handle}-${slugify(sku || reader.raw(names.id))}`.slice(0, 190),
  };
}

/** What the variations differ in, in the order of the product's own attributes. */
function optionNamesOf(
  attributes: readonly { name: string }[],
  variations: readonly Row[],
  currency: string,
): string[] {
  const used = new Set(
    variations.flatMap((row) => attributesOf(new RowReader(row, currency)).map(({ name }) => name)),
  );
  return attributes
    .map(({ name }) => name)
    .filter((name) => used.has(name))
    .slice(0, 5);
}

function readVariant(
  reader: RowReader,
  { handle, optionValues, currency }: { handle: string; optionValues: string[]; currency: string },
): VariantInput | null {
  const sku = reader.text(names.sku, 120);
  const regular = reader.money(names.regular);
  const sale = reader.money(names.sale);
  if (!regular && reader.raw(names.regular) === '') reader.refuse(names.regular, 'is missing');
  const other = [regular, sale].find((price) => price && price.currency !== currency);
  if (other) reader.refuse(names.regular, `is in ${other.currency}, the shop sells in ${currency}`);
  const owed = reader.choice(
    names.backorders,
    { 0: 'deny', 1: 'backorder', notify: 'backorder' } as const,
    'deny',
  );
  const inStock = reader.choice(names.inStock, { 1: 'yes', 0: 'no', backorder: 'yes' }, 'yes');
  const counted = reader.count(names.stock, owed === 'backorder' ? { min: -1_000_000_000 } : {});
  // WooCommerce counts a product's units only when it has a stock; otherwise it is in stock or not.
  const onHand = counted ?? (inStock === 'no' ? 0 : null);
  const stockPolicy = counted === null && inStock === 'yes' ? 'untracked' : owed;
  const barcode = reader.text(names.gtin, 64);
  const weights = [
    reader.grams(names.weightKg, 'kg'),
    reader.grams(names.weightG, 'g'),
    reader.grams(names.weightLbs, 'lbs'),
    reader.grams(names.weightOz, 'oz'),
  ];
  const weightGrams = weights.find((weight) => weight !== null) ?? null;
  if (!regular || reader.problems.length > 0) return null;
  const reduced = sale !== null && sale.minor < regular.minor;
  return {
    sku: sku || derivedSku(handle, optionValues),
    optionValues,
    priceMinor: reduced ? sale.minor : regular.minor,
    compareAtMinor: reduced ? regular.minor : null,
    onHand,
    stockPolicy,
    barcode,
    ...(weightGrams === null ? {} : { weightGrams }),
  };
}

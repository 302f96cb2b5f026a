import {
  type Attribute,
  categoryPath,
  derivedSku,
  type ImageInput,
  type ProductInput,
  type VariantInput,
} from '#lib/catalogue/index.ts';
import type { StockPolicy } from '#lib/inventory/index.ts';
import {
  type Group,
  nothing,
  type OtherPrice,
  type ReadContext,
  type ReadProduct,
  type TableFormat,
} from '../format.ts';
import type { Problem, Row } from '../problems.ts';
import { isImageAddress, RowReader } from '../row-reader.ts';

/** Shopify's column names, and the names its newer exports use. */
const names = {
  handle: ['Handle', 'URL handle'],
  title: ['Title'],
  body: ['Body (HTML)', 'Body HTML', 'Description'],
  vendor: ['Vendor'],
  type: ['Type'],
  collection: ['Collection'],
  tags: ['Tags'],
  published: ['Published', 'Published on online store'],
  status: ['Status'],
  seoTitle: ['SEO Title', 'SEO title'],
  seoDescription: ['SEO Description', 'SEO description'],
  sku: ['Variant SKU', 'SKU'],
  barcode: ['Variant Barcode', 'Barcode'],
  price: ['Variant Price', 'Price'],
  compareAt: ['Variant Compare At Price', 'Compare-at price'],
  cost: ['Cost per item'],
  quantity: ['Variant Inventory Qty', 'Inventory quantity'],
  tracker: ['Variant Inventory Tracker', 'Inventory tracker'],
  policy: ['Variant Inventory Policy', 'Continue selling when out of stock'],
  grams: ['Variant Grams', 'Weight value (grams)'],
  variantImage: ['Variant Image', 'Variant image URL'],
  taxClass: ['Variant Tax Class'],
  imageSrc: ['Image Src', 'Product image URL'],
  imagePosition: ['Image Position', 'Image position'],
  imageAlt: ['Image Alt Text', 'Image alt text'],
} as const satisfies Record<string, readonly string[]>;

const options = [1, 2, 3].map((number) => ({
  name: [`Option${number} Name`, `Option${number} name`],
  value: [`Option${number} Value`, `Option${number} value`],
}));

/** `Color (product.metafields.shopify.color-pattern)` holds an attribute; several values have a semicolon between. */
const metafield = /^(.{1,80}?) \(product\.metafields\.[^)]+\)$/;
/** `Variant Price USD`, `Price / USD`: the price in another currency. */
const currencyPrice = /^(?:Variant )?Price[ /]+([A-Z]{3})$/;

const columns = [
  ...Object.values(names).flat(),
  ...options.flatMap(({ name, value }) => [...name, ...value]),
];
const maxRows = 2_500;
const maxImages = 250;

const cell = (row: Row, wanted: readonly string[]) =>
  wanted.map((name) => row.cells.get(name)).find((text) => text !== undefined) ?? '';
const isVariant = (row: Row) =>
  [options[0]?.value ?? [], names.price, names.sku, names.title].some((wanted) => cell(row, wanted) !== '');
const isImage = (row: Row) => cell(row, names.imageSrc) !== '';

export const shopify: TableFormat = {
  name: 'shopify',
  title: 'Shopify product CSV',
  recognises: (present) =>
    names.handle.some((name) => present.has(name)) &&
    present.has('Title') &&
    names.price.some((name) => present.has(name)),
  columns,
  isKnown: (column) => metafield.test(column) || currencyPrice.test(column),
  keyColumn: 'Handle',
  keyOf: (row) => cell(row, names.handle).toLowerCase() || null,
  rows: 'together',
  read,
};

/** A bad cell costs its variant or image, not the rest of the product. */
function read({ key: handle, rows }: Group, { currency }: ReadContext): ReadProduct {
  const first = rows.find((row) => cell(row, names.title) !== '') ?? rows[0];
  if (!first) return nothing([]);
  const head = new RowReader(first, currency);
  const fields = headFields(head);
  const beyond = rows
    .slice(maxRows)
    .map(({ line }) => ({ line, column: '', reason: `is beyond ${maxRows} rows` }));
  if (head.problems.length > 0) return nothing(head.problems);
  const problems: Problem[] = beyond;
  const optionNames = optionNamesOf(first);
  const variants: VariantInput[] = [];
  const lines: number[] = [];
  const otherPrices: OtherPrice[] = [];
  const seen = new Map<string, number>();
  const { images, refused } = readImages(rows.filter(isImage), currency);
  problems.push(...refused);
  for (const row of rows.slice(0, maxRows)) {
    if (!isVariant(row)) {
      if (!isImage(row))
        problems.push({ line: row.line, column: '', reason: 'has neither a variant nor an image' });
      continue;
    }
    const reader = new RowReader(row, currency);
    const variant = readVariant(reader, row, { handle, optionNames, currency });
    const twin = variant && seen.get(JSON.stringify(variant.optionValues));
    if (twin !== undefined && twin !== null)
      reader.refuse(options[0]?.value ?? [], `same options as line ${twin}`);
    problems.push(...reader.problems);
    if (!variant || reader.problems.length > 0) continue;
    seen.set(JSON.stringify(variant.optionValues), row.line);
    if (variant.imageSrc && !images.some(({ src }) => src === variant.imageSrc)) {
      images.push(imageOf(variant.imageSrc, ''));
    }
    lines.push(row.line);
    variants.push(variant);
    otherPrices.push(...readOtherPrices(reader, row, variant.sku));
    problems.push(...reader.problems);
  }
  return {
    product: {
      handle,
      ...fields,
      optionNames,
      // A list with a hole would replace a whole one.
      images: images.length > 0 && refused.length === 0 ? images : null,
      variants,
    },
    problems,
    lines,
    otherPrices,
  };
}

type HeadFields = Omit<ProductInput, 'handle' | 'optionNames' | 'images' | 'variants'>;

function headFields(head: RowReader): HeadFields {
  const type = head.text(names.type, 190);
  const status = head.choice(
    names.status,
    { active: 'active', draft: 'draft', archived: 'archived', unlisted: 'draft' },
    'active',
  );
  const published = head.choice(
    names.published,
    { true: 'yes', yes: 'yes', 1: 'yes', false: 'no', no: 'no', 0: 'no' },
    'yes',
  );
  const tags = head.list(names.tags).slice(0, 250);
  const taxClass = head.text(names.taxClass, 32);
  const attributes = attributesOf(head);
  for (const { name } of options) head.text(name, 100);
  return {
    title: head.text(names.title, 255, { required: 'is missing: the first row of a product names it' }),
    descriptionHtml: head.html(names.body),
    vendor: head.text(names.vendor, 190),
    productType: type,
    status: status === 'active' && published === 'no' ? 'draft' : status,
    categoryPaths: [categoryPath(type), categoryPath(head.text(names.collection, 190))].filter(
      (path) => path.length > 0,
    ),
    seoTitle: head.text(names.seoTitle, 255),
    seoDescription: head.text(names.seoDescription, 512),
    tags,
    ...(taxClass ? { taxClass } : {}),
    ...(attributes.length > 0 ? { attributes } : {}),
  };
}

function attributesOf(head: RowReader): Attribute[] {
  return head.columns(metafield).flatMap(({ column, found }) =>
    head
      .list([column], /;/)
      .slice(0, 50)
      .map((value) => ({ name: found, value: value.slice(0, 120) })),
  );
}

/** Shopify writes a product without options as one option `Title` with the value `Default Title`. */
function optionNamesOf(row: Row): string[] {
  const [first] = options;
  if (!first) return [];
  if (/^(title)?$/i.test(cell(row, first.name)) && /^(default title)?$/i.test(cell(row, first.value)))
    return [];
  return options.map(({ name }) => cell(row, name)).filter(Boolean);
}

function readVariant(
  reader: RowReader,
  row: Row,
  { handle, optionNames, currency }: { handle: string; optionNames: string[]; currency: string },
): VariantInput | null {
  const values = options.map(({ value }) => cell(row, value));
  const optionValues = values.slice(0, optionNames.length);
  for (const [index, { value }] of options.entries()) {
    const text = values[index] ?? '';
    if (index < optionNames.length && text === '') {
      reader.refuse(value, `is missing: the option is ${optionNames[index]}`);
    } else if (
      index >= optionNames.length &&
      text !== '' &&
      !(index === 0 && /^default title$/i.test(text))
    ) {
      reader.refuse(value, 'has no option name in the product’s first row');
    } else if (text.length > 100) {
      reader.refuse(value, 'is longer than 100 characters');
    }
  }
  const sku = reader.text(names.sku, 120);
  if (reader.raw(names.price) === '') reader.refuse(names.price, 'is missing');
  const price = reader.money(names.price);
  const compareAt = reader.money(names.compareAt);
  const cost = reader.money(names.cost);
  const stockPolicy = policyOf(reader);
  const onHand = reader.count(names.quantity, stockPolicy === 'backorder' ? { min: -1_000_000_000 } : {});
  const barcode = reader.text(names.barcode, 64);
  const weightGrams = reader.grams(names.grams, 'g');
  const imageSrc = reader.raw(names.variantImage);
  if (imageSrc !== '' && !isImageAddress(imageSrc))
    reader.refuse(names.variantImage, 'is not an http(s) address');
  if (price && price.currency !== currency)
    reader.refuse(names.price, `is in ${price.currency}, the shop sells in ${currency}`);
  if (!price || reader.problems.length > 0) return null;
  return {
    sku: sku || derivedSku(handle, optionValues),
    optionValues,
    priceMinor: price.minor,
    compareAtMinor: compareAt?.minor ?? null,
    onHand,
    ...(stockPolicy ? { stockPolicy } : {}),
    barcode,
    ...(cost ? { costMinor: cost.minor } : {}),
    ...(weightGrams === null ? {} : { weightGrams }),
    ...(imageSrc ? { imageSrc } : {}),
  };
}

/** A blank tracker means that Shopify does not count the units; a file without the column says nothing. */
function policyOf(reader: RowReader): StockPolicy | undefined {
  const sellOn = reader.choice(
    names.policy,
    { continue: 'backorder', deny: 'deny', true: 'backorder', false: 'deny' } as const,
    'deny',
  );
  if (reader.has(names.tracker) && reader.raw(names.tracker) === '') return 'untracked';
  return reader.has(names.tracker) || reader.has(names.policy) ? sellOn : undefined;
}

function readOtherPrices(reader: RowReader, row: Row, sku: string): OtherPrice[] {
  return [...row.cells.keys()].flatMap((column) => {
    const currency = currencyPrice.exec(column)?.[1];
    const price = currency ? reader.money([column]) : null;
    return currency && price ? [{ sku, currency, priceMinor: price.minor, line: row.line, column }] : [];
  });
}

const imageOf = (src: string, alt: string): ImageInput => ({ src, alt, width: 0, height: 0, sourceUrl: src });

/** Each address once, by position; those without one keep the order of the file. */
function readImages(rows: readonly Row[], currency: string): { images: ImageInput[]; refused: Problem[] } {
  const refused: Problem[] = [];
  const found = new Map<string, { image: ImageInput; position: number }>();
  for (const [index, row] of rows.entries()) {
    const reader = new RowReader(row, currency);
    const src = reader.raw(names.imageSrc);
    if (!isImageAddress(src)) reader.refuse(names.imageSrc, 'is not an http(s) address');
    const position = reader.count(names.imagePosition, { max: 999_999 });
    const alt = reader.text(names.imageAlt, 512);
    refused.push(...reader.problems);
    if (reader.problems.length > 0 || found.has(src)) continue;
    found.set(src, { image: imageOf(src, alt), position: position ?? index + 1 });
  }
  const images = [...found.values()].sort((a, b) => a.position - b.position).map(({ image }) => image);
  return { images: images.slice(0, maxImages), refused };
}

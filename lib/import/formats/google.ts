import { categoryPath, type ImageInput, slugify, type VariantInput } from '#lib/catalogue/index.ts';
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

/** Google Merchant Center's product data specification; feeds write spaces or underscores. */
const name = (attribute: string) => [attribute, attribute.replaceAll('_', ' '), `g:${attribute}`];
const options = ['color', 'size', 'material', 'pattern'] as const;
const facts = [
  'gender',
  'age_group',
  'condition',
  'energy_efficiency_class',
  'size_system',
  'size_type',
] as const;

const names = {
  id: name('id'),
  group: name('item_group_id'),
  title: name('title'),
  description: name('description'),
  link: name('link'),
  image: name('image_link'),
  moreImages: name('additional_image_link'),
  price: name('price'),
  sale: name('sale_price'),
  cost: name('cost_of_goods_sold'),
  availability: name('availability'),
  quantity: [...name('quantity'), ...name('sell_on_google_quantity')],
  brand: name('brand'),
  gtin: name('gtin'),
  type: name('product_type'),
  category: name('google_product_category'),
  weight: name('shipping_weight'),
} satisfies Record<string, readonly string[]>;

const columns = [...Object.values(names).flat(), ...[...options, ...facts].flatMap(name)];
const cell = (row: Row, wanted: readonly string[]) =>
  wanted.map((column) => row.cells.get(column)).find((text) => text !== undefined && text !== '') ?? '';

/** Items of one `item_group_id` are the variants of one product; an item without is a product. */
export const google: TableFormat = {
  name: 'google',
  title: 'Google Merchant feed',
  recognises: (present) =>
    names.id.some((column) => present.has(column)) &&
    (names.availability.some((column) => present.has(column)) ||
      names.link.some((column) => present.has(column))) &&
    names.price.some((column) => present.has(column)),
  columns,
  keyColumn: 'id',
  keyOf: (row) => cell(row, names.group).toLowerCase() || cell(row, names.id).toLowerCase() || null,
  rows: 'anywhere',
  read,
};

function read({ rows }: Group, { currency }: ReadContext): ReadProduct {
  const [head] = rows;
  if (!head) return nothing([]);
  const reader = new RowReader(head, currency);
  const title = reader.text(names.title, 255, { required: 'is missing' });
  const type = reader.list(names.type)[0]?.slice(0, 190) ?? '';
  const descriptionHtml = reader.html(names.description);
  const vendor = reader.text(names.brand, 190);
  if (reader.problems.length > 0) return nothing(reader.problems);
  const used = options.filter((option) => new Set(rows.map((row) => cell(row, name(option)))).size > 1);
  const handle = handleOf(cell(head, names.link)) || slugify(title).slice(0, 180);
  const problems: Problem[] = [];
  const variants: VariantInput[] = [];
  const lines: number[] = [];
  const otherPrices: OtherPrice[] = [];
  const images = new Map<string, ImageInput>();
  const bySku = new Set<string>();
  for (const row of rows) {
    const own = new RowReader(row, currency);
    const optionValues = used.map((option) => cell(row, name(option)).slice(0, 100) || '–');
    const sku = own.text(names.id, 120);
    const price = own.money(names.price);
    if (own.raw(names.price) === '') own.refuse(names.price, 'is missing');
    if (price && price.currency !== currency && bySku.has(sku)) {
      const place = { line: row.line, column: own.column(names.price) };
      otherPrices.push({ sku, currency: price.currency, priceMinor: price.minor, ...place });
      continue;
    }
    const variant = price && readVariant(own, { sku, optionValues, price, currency });
    const addresses = [own.raw(names.image), ...own.list(names.moreImages)].filter(Boolean);
    for (const src of addresses) {
      if (isImageAddress(src)) images.set(src, { src, alt: '', width: 0, height: 0, sourceUrl: src });
      else own.refuse(names.image, 'is not an http(s) address');
    }
    const twin = variants.findIndex(
      (other) => JSON.stringify(other.optionValues) === JSON.stringify(optionValues),
    );
    if (variant && twin >= 0 && !bySku.has(sku)) own.refuse(names.id, `same options as line ${lines[twin]}`);
    if (bySku.has(sku))
      own.refuse(
        names.id,
        `"${sku}" is already on line ${lines[variants.findIndex((other) => other.sku === sku)]}`,
      );
    problems.push(...own.problems);
    if (!variant || own.problems.length > 0) continue;
    bySku.add(sku);
    variants.push(variant);
    lines.push(row.line);
  }
  const attributes = [...options.filter((option) => !used.includes(option)), ...facts].flatMap(
    (attribute) => {
      const value = cell(head, name(attribute)).slice(0, 120);
      return value ? [{ name: titleCase(attribute), value }] : [];
    },
  );
  return {
    product: {
      handle,
      title: used.length > 0 ? withoutOptions(title, head, used) : title,
      descriptionHtml,
      vendor,
      productType: (categoryPath(type).at(-1) ?? '').slice(0, 190),
      status: 'active',
      optionNames: used.map(titleCase),
      images: images.size > 0 ? [...images.values()].slice(0, 250) : null,
      variants,
      categoryPaths: [categoryPath(type)].filter((path) => path.length > 0),
      attributes,
    },
    problems,
    lines,
    otherPrices,
    otherHandle: `${handle}-${slugify(cell(head, names.group) || cell(head, names.id))}`.slice(0, 190),
  };
}

function readVariant(
  reader: RowReader,
  {
    sku,
    optionValues,
    price,
    currency,
  }: { sku: string; optionValues: string[]; price: { minor: number; currency: string }; currency: string },
): VariantInput | null {
  const sale = reader.money(names.sale);
  if (price.currency !== currency) {
    reader.refuse(names.price, `is in ${price.currency}, and the item has no price in ${currency}`);
  }
  const available = reader.choice(
    names.availability,
    {
      'in stock': 'yes',
      in_stock: 'yes',
      'out of stock': 'no',
      out_of_stock: 'no',
      preorder: 'no',
      backorder: 'no',
    },
    'yes',
  );
  const quantity = reader.count(names.quantity);
  const barcode = reader.text(names.gtin, 64);
  const cost = reader.money(names.cost);
  const [, weight = '', unit = ''] = /^([\d.,]+)\s*([a-z]+)$/i.exec(reader.raw(names.weight)) ?? [];
  const perUnit = { g: 1, kg: 1_000, lb: 453.592_37, oz: 28.349_523 }[unit.toLowerCase()];
  if (reader.problems.length > 0) return null;
  const reduced = sale !== null && sale.currency === currency && sale.minor < price.minor;
  return {
    sku,
    optionValues,
    priceMinor: reduced ? sale.minor : price.minor,
    compareAtMinor: reduced ? price.minor : null,
    // A feed says that there is some, seldom how much.
    onHand: available === 'no' ? 0 : quantity,
    stockPolicy: available === 'yes' && quantity === null ? 'untracked' : 'deny',
    barcode,
    ...(cost ? { costMinor: cost.minor } : {}),
    ...(perUnit ? { weightGrams: Math.round(Number(weight.replace(',', '.')) * perUnit) } : {}),
  };
}

/** The last part of a product's address, when it is a handle. */
function handleOf(link: string): string {
  if (!URL.canParse(link)) return '';
  const last = new URL(link).pathname.split('/').filter(Boolean).at(-1) ?? '';
  const handle = last.replace(/\.html?$/, '').toLowerCase();
  return /^[\p{L}\p{N}][\p{L}\p{N}_.-]{0,180}$/u.test(handle) ? handle : '';
}

const titleCase = (attribute: string) =>
  `${attribute[0]?.toUpperCase() ?? ''}${attribute.slice(1).replaceAll('_', ' ')}`;

/** Feeds write `Tee - Red - M`: the product itself is `Tee`. */
function withoutOptions(title: string, head: Row, used: readonly string[]): string {
  const values = used.map((option) => cell(head, name(option)).toLowerCase());
  const parts = title.split(' - ');
  while (parts.length > 1 && values.includes(parts.at(-1)?.toLowerCase() ?? '')) parts.pop();
  return parts.join(' - ');
}

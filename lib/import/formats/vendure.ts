import { resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { derivedSku, type ImageInput, slugify, type VariantInput } from '#lib/catalogue/index.ts';
import { baseLocale, locales } from '#lib/translations/index.ts';
import { type Group, nothing, type ReadContext, type ReadProduct, type TableFormat } from '../format.ts';
import type { Problem } from '../problems.ts';
import { isImageAddress, RowReader } from '../row-reader.ts';

const localised = (column: string) => [column, `${column}:${baseLocale}`];
const names = {
  name: localised('name'),
  slug: localised('slug'),
  description: localised('description'),
  assets: ['assets'],
  facets: localised('facets'),
  optionGroups: localised('optionGroups'),
  optionValues: localised('optionValues'),
  sku: ['sku'],
  price: ['price'],
  taxCategory: ['taxCategory'],
  stock: ['stockOnHand'],
  track: ['trackInventory'],
  variantAssets: ['variantAssets'],
  variantFacets: localised('variantFacets'),
  weight: ['variant:weight'],
  keywords: ['product:keywords'],
} satisfies Record<string, readonly string[]>;

const translation = /^(name|description|slug|facets|optionGroups|optionValues|variantFacets):[a-z]{2}/;

/** Vendure's product CSV: the rows below a product's first one name no product, and are its other variants. */
export const vendure: TableFormat = {
  name: 'vendure',
  title: 'Vendure product CSV',
  recognises: (present) => present.has('assets') && present.has('sku') && present.has('price'),
  columns: Object.values(names).flat(),
  isKnown: (column) => translation.test(column),
  keyColumn: 'name',
  keyOf: (row) => {
    const title = names.name.map((column) => row.cells.get(column) ?? '').find(Boolean) ?? '';
    const slug = names.slug.map((column) => row.cells.get(column) ?? '').find(Boolean) ?? '';
    return slugify(slug || title) === '' || title === '' ? '' : slugify(slug || title);
  },
  rows: 'together',
  read,
};

function read({ key, rows }: Group, { currency, folder }: ReadContext): ReadProduct {
  const [head] = rows;
  if (!head) return nothing([]);
  const reader = new RowReader(head, currency);
  const title = reader.text(names.name, 255, { required: 'is missing: the row names no product' });
  const descriptionHtml = reader.html(names.description);
  const optionNames = reader.list(names.optionGroups, /\|/).map((option) => option.slice(0, 100));
  if (reader.problems.length > 0) return nothing(reader.problems);
  const problems: Problem[] = [];
  const variants: VariantInput[] = [];
  const lines: number[] = [];
  const images = new Map(imagesOf(reader, names.assets, folder).map((image) => [image.src, image]));
  const facets = facetsOf(reader, names.facets);
  const handle = key.slice(0, 190);
  for (const row of rows) {
    const own = new RowReader(row, currency);
    const optionValues = own.list(names.optionValues, /\|/).map((value) => value.slice(0, 100));
    if (optionValues.length !== optionNames.length) {
      own.refuse(
        names.optionValues,
        `has ${optionValues.length} values, the product has ${optionNames.length} options`,
      );
    }
    const sku = own.text(names.sku, 120);
    const price = own.money(names.price);
    if (own.raw(names.price) === '') own.refuse(names.price, 'is missing');
    const onHand = own.count(names.stock);
    const counts = own.choice(
      names.track,
      { true: 'deny', false: 'untracked', inherit: 'deny' } as const,
      'deny',
    );
    const twin = variants.findIndex(
      (other) => JSON.stringify(other.optionValues) === JSON.stringify(optionValues),
    );
    if (twin >= 0) own.refuse(names.optionValues, `same options as line ${lines[twin]}`);
    const [image] = imagesOf(own, names.variantAssets, folder);
    problems.push(...own.problems);
    if (!price || own.problems.length > 0) continue;
    if (image && !images.has(image.src)) images.set(image.src, image);
    const weight = own.grams(names.weight, 'g');
    variants.push({
      sku: sku || derivedSku(handle, optionValues),
      optionValues,
      priceMinor: price.minor,
      compareAtMinor: null,
      onHand,
      stockPolicy: counts,
      ...(weight === null ? {} : { weightGrams: weight }),
      ...(image ? { imageSrc: image.src } : {}),
    });
    lines.push(row.line);
    for (const facet of facetsOf(own, names.variantFacets)) facets.push(facet);
  }
  const path = facets.filter(({ name }) => name.toLowerCase() === 'category').map(({ value }) => value);
  return {
    product: {
      handle,
      title,
      descriptionHtml,
      vendor: (facets.find(({ name }) => name.toLowerCase() === 'brand')?.value ?? '').slice(0, 190),
      productType: (path.at(-1) ?? '').slice(0, 190),
      status: 'active',
      optionNames,
      images: images.size > 0 ? [...images.values()] : null,
      variants,
      categoryPaths: path.length > 0 ? [path] : [],
      tags: reader.list(names.keywords, /[|,]/),
      attributes: facets
        .filter(({ name }) => !['category', 'brand'].includes(name.toLowerCase()))
        .map(({ name, value }) => ({ name: `${name[0]?.toUpperCase() ?? ''}${name.slice(1)}`, value })),
      translations: translationsOf(reader),
    },
    problems,
    lines,
    otherPrices: [],
    otherHandle: `${handle}-${slugify(variants[0]?.sku ?? String(head.line))}`.slice(0, 190),
  };
}

function facetsOf(reader: RowReader, column: readonly string[]): { name: string; value: string }[] {
  return reader.list(column, /\|/).flatMap((facet) => {
    const [facetName = '', ...rest] = facet.split(':');
    const value = rest.join(':').trim();
    return facetName && value ? [{ name: facetName.trim().slice(0, 80), value: value.slice(0, 120) }] : [];
  });
}

/** Images are addresses, or names of files in the folder `assets` beside the file's own folder. */
function imagesOf(reader: RowReader, column: readonly string[], folder: string): ImageInput[] {
  return reader.list(column, /\|/).map((asset) => {
    const src = isImageAddress(asset) ? asset : pathToFileURL(resolve(folder, '../assets', asset)).href;
    return { src, alt: '', width: 0, height: 0, sourceUrl: src };
  });
}

function translationsOf(
  reader: RowReader,
): Record<string, Partial<Record<'title' | 'descriptionHtml', string>>> {
  const other = locales.filter((locale) => locale !== baseLocale);
  return Object.fromEntries(
    other.flatMap((locale) => {
      const title = reader.text([`name:${locale}`], 255);
      const descriptionHtml = reader.html([`description:${locale}`]);
      const texts = { ...(title ? { title } : {}), ...(descriptionHtml ? { descriptionHtml } : {}) };
      return Object.keys(texts).length > 0 ? [[locale, texts]] : [];
    }),
  );
}

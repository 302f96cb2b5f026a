import { type Tag, tags } from '#lib/cache/index.ts';
import { type Tx, withTransaction } from '#lib/platform/index.ts';
import { baseLocale, locales, readDictionary, readTexts, textIn } from '#lib/translations/index.ts';
import { type EntryFacet, writeFacets } from './facets.repository.ts';
import {
  addWords,
  type DocumentRow,
  deleteEntries,
  findListedIn,
  findMembersAfter,
  findProductIdsAfter,
  hasEntries,
  holdEntries,
  type IndexedProduct,
  readProducts,
  readTree,
  writeAvailability,
  writeDocuments,
  writeEntries,
  writeOffers,
} from './index.repository.ts';
import { placesIn } from './places.ts';
import { stockChanged } from './stock-tags.ts';
import { isVocabulary, storedText, tokensOf } from './tokens.ts';

const maxDescription = 1_000;
const batch = 500;

/** Writes what can be found of these products, in the caller's transaction; those not on sale are taken out. */
export async function indexProducts(tx: Tx, productIds: readonly string[]): Promise<void> {
  const ids = [...new Set(productIds)];
  for (let index = 0; index < ids.length; index += batch) {
    await indexSome(tx, ids.slice(index, index + batch));
  }
}

async function indexSome(tx: Tx, ids: readonly string[]): Promise<void> {
  await holdEntries(tx, ids);
  const products = await readProducts(tx, ids);
  const onSale = new Set(products.map(({ id }) => id));
  await deleteEntries(
    tx,
    ids.filter((id) => !onSale.has(id)),
  );
  if (products.length === 0) return;
  const tree = await readTree(tx);
  const written = await writeEntries(tx, products);
  const entries = products.flatMap((product) => {
    const entry = written.get(product.id);
    const places = placesIn(tree, product.placements);
    return entry ? [{ ...entry, product, places, categories: [...places.keys()] }] : [];
  });
  await writeFacets(
    tx,
    entries.map((entry) => ({ ...entry, facets: facetsOf(entry.product, entry.places) })),
  );
  const rows: DocumentRow[] = [];
  for (const locale of locales) {
    const texts = await readTexts('product', [...onSale], locale, tx);
    const translated = entries.filter(({ product }) => locale === baseLocale || texts.has(product.id));
    if (translated.length === 0) continue;
    const said = await readDictionary(
      translated.flatMap(({ product }) =>
        [...product.options, ...product.attributes].map(({ value }) => value),
      ),
      locale,
      tx,
    );
    const vocabulary: string[] = [];
    for (const { doc, product, categories } of translated) {
      const { title, descriptionHtml } = textIn(product, texts.get(product.id));
      const values = [...product.options, ...product.attributes].map(({ value }) => said.get(value) ?? value);
      const names = [product.vendor, product.productType, ...product.tags, ...values];
      const placed = categories.map((id) => tree.get(id)?.title ?? '');
      const text = documentOf({ title, names: [...names, ...placed], skus: product.skus, descriptionHtml });
      vocabulary.push(...text.vocabulary);
      rows.push({ doc, locale, title, titleWords: text.titleWords, words: text.words });
    }
    await addWords(tx, locale, vocabulary);
  }
  await writeDocuments(
    tx,
    entries.map(({ doc }) => doc),
    rows,
  );
  await writeOffers(tx, [...onSale]);
  await writeAvailability(tx, [...onSale]);
}

/** What the full-text index holds of a product in one language, and the words that typing errors are corrected to. */
export function documentOf({
  title,
  names,
  skus,
  descriptionHtml,
}: {
  title: string;
  /** Vendor, type, tags, values of options and attributes, titles of categories. */
  names: readonly string[];
  skus: readonly string[];
  descriptionHtml: string;
}): { titleWords: string; words: string; vocabulary: string[] } {
  const plain = descriptionHtml.replaceAll(/<[^>]*>/g, ' ').slice(0, maxDescription);
  const all = tokensOf([title, ...names, ...skus, plain].join(' '), 500, { letters: true });
  return {
    titleWords: storedText(tokensOf(title, 200, { letters: true })),
    words: storedText(all),
    vocabulary: tokensOf([title, ...names].join(' '), 300).filter(isVocabulary),
  };
}

function facetsOf(product: IndexedProduct, places: ReadonlyMap<string, number>): EntryFacet[] {
  const keys = [...places].map(
    ([value, position]): EntryFacet => ({ kind: 'category', name: '', value, position }),
  );
  const add = (kind: string, name: string, value: string) => keys.push({ kind, name, value, position: null });
  if (product.vendor) add('vendor', '', product.vendor);
  if (product.productType) add('type', '', product.productType);
  for (const { name, value } of [...product.attributes, ...product.options]) {
    add('attribute', name.slice(0, 80), value.slice(0, 190));
  }
  return keys;
}

/** Follows prices that changed: the lowest of each currency. */
export async function syncOffers(tx: Tx, productIds: readonly string[]): Promise<void> {
  for (let index = 0; index < productIds.length; index += batch) {
    await writeOffers(tx, productIds.slice(index, index + batch));
  }
}

/**
 * Follows stock that ran out or came back.
 * @returns the tags of the listings that count it.
 */
export async function syncAvailability(tx: Tx, productIds: readonly string[]): Promise<Tag[]> {
  await holdEntries(tx, productIds);
  await writeAvailability(tx, productIds);
  return [...(await findListedIn(tx, productIds)).map(tags.category), ...stockChanged(productIds)];
}

/** Indexes the products of these categories anew, in the caller's transaction: their place in the tree changed. */
export async function indexCategories(tx: Tx, categoryIds: readonly string[]): Promise<void> {
  for (let after = ''; ; ) {
    const ids = await findMembersAfter(tx, categoryIds, after, batch);
    const last = ids.at(-1);
    if (last === undefined) return;
    after = last;
    await indexProducts(tx, ids);
  }
}

/** Indexes every product anew, 200 in a transaction. @returns how many. */
export async function rebuildIndex(onProgress: (count: number) => void = () => undefined): Promise<number> {
  let count = 0;
  for (let after = ''; ; ) {
    const ids = await findProductIdsAfter(after, 200);
    const last = ids.at(-1);
    if (last === undefined) return count;
    after = last;
    await withTransaction((tx) => indexProducts(tx, ids));
    count += ids.length;
    onProgress(count);
  }
}

/** Builds the index of a shop that has none yet, as one that was made by an older version. */
export async function ensureIndex(): Promise<void> {
  if (!(await hasEntries())) await rebuildIndex();
}

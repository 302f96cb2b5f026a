import { purgeNow, recordInvalidation, tags } from '#lib/cache/index.ts';
import { stockMarks } from '#lib/inventory/index.ts';
import { db, env, systemContext, withTransaction } from '#lib/platform/index.ts';
import { documentOf, mendCounts } from '#lib/search/index.ts';
import { pick, seeded } from '../random.ts';
import { everywhere, vocabulary } from './vocabulary.ts';

// Written in bulk, the tables of the search index among them: the importer, which does all that a change of one product
// asks for, would take hours for a million. A test compares the index with what `rebuildIndex` makes of the same products.

const slice = 1_000;
const mostLeaves = 900;
const productsOfALeaf = 50;
export const departments = 10;
const sizes = ['S', 'M'];

const idOf = (kind: number, number: number) =>
  `01900000-0000-7000-800${kind}-${number.toString(16).padStart(12, '0')}`;
const departmentOf = (leaf: number) => leaf % departments;

// As the columns are, so that they are found by their index.
const idType = 'CHAR(36) CHARACTER SET ascii COLLATE ascii_bin';

/** Rows as one JSON value: the quickest way into a table, and one statement for any number of them. */
async function insert(
  table: string,
  columns: Record<string, string>,
  rows: readonly object[],
): Promise<void> {
  const names = Object.keys(columns)
    .map((name) => `\`${name}\``)
    .join(', ');
  const read = Object.entries(columns).map(([name, type]) => `\`${name}\` ${type} PATH '$.${name}'`);
  await db().$executeRawUnsafe(
    `INSERT INTO ${table} (${names})
     SELECT ${names} FROM JSON_TABLE(?, '$[*]' COLUMNS (${read.join(', ')})) given`,
    JSON.stringify(rows),
  );
}

/** The name of a maker, of letters only: there are as many as the catalogue grows, and with them its words. */
function makerName(number: number): string {
  const { syllables } = vocabulary;
  const parts = [0, 1, 2, 3].map(
    (place) => syllables[Math.floor(number / syllables.length ** place) % syllables.length],
  );
  const name = parts.join('');
  return name.charAt(0).toUpperCase() + name.slice(1);
}

/** Skewed: the first of a list is drawn about as often as the last half of it. */
const favourite = <T>(random: () => number, items: readonly T[]): T => pick(() => random() ** 2, items);

/** A product by its number, from 1; the same every time. */
export function generatedProduct(number: number) {
  const random = seeded(number);
  const { adjectives, materials, nouns, colours, kinds } = vocabulary;
  const [adjective, material, noun] = [
    favourite(random, adjectives),
    favourite(random, materials),
    favourite(random, nouns),
  ];
  const [colour, kind] = [pick(random, colours), favourite(random, kinds)];
  // A new maker with every hundredth product, and a new category with every fiftieth, as long as there may be more.
  const maker = makerName(Math.floor(random() * Math.ceil(number / 100)));
  const leaves = Math.min(mostLeaves, Math.max(2 * departments, Math.ceil(number / productsOfALeaf)));
  return {
    ...{
      number,
      id: idOf(0, number),
      handle: `grow-${number}`,
      title: `${adjective} ${material} ${noun} N${number}`,
    },
    ...{ maker, kind, colour, material, leaf: Math.floor(random() * leaves) },
    descriptionHtml:
      `<p>A ${noun.toLowerCase()} of ${material.toLowerCase()} in ${colour.toLowerCase()}. ${everywhere}</p>`.repeat(
        3,
      ),
    priceMinor: 500 + Math.floor(random() * 200) * 50,
    skus: sizes.map((size) => `GROW-${number}-${size}`),
  };
}
type Generated = ReturnType<typeof generatedProduct>;

export const categoryPath = (leaf: number) => `/c/grow-leaf-${leaf}`;
export const departmentPath = (department: number) => `/c/grow-department-${department}`;
export const categoryId = (leaf: number) => idOf(1, leaf);
export const departmentId = (department: number) => idOf(2, department);
const leafTitle = (leaf: number) => `Shelf ${makerName(leaf)}`;
const departmentTitle = (department: number) => `Department ${vocabulary.kinds[department]}`;

/** Where a product is, as an import file names it. */
export const placeOf = ({ leaf }: Generated) => `${departmentTitle(departmentOf(leaf))} > ${leafTitle(leaf)}`;

/** The last number of an entry before the first generated one, and the last known of a facet. */
const last = { doc: 0, facet: 0 };
/** Facets by their number in the index. */
const facetNumbers = new Map<string, number>();
/** Unique keys do not tell case apart. */
const keyOf = (facet: [kind: string, name: string, value: string]) => JSON.stringify(facet).toLowerCase();

function facetsOf({
  leaf,
  maker,
  kind,
  colour,
  material,
}: Generated): [kind: string, name: string, value: string][] {
  return [
    ['category', '', categoryId(leaf)],
    ['category', '', departmentId(departmentOf(leaf))],
    ['vendor', '', maker],
    ['type', '', kind],
    ['attribute', 'Colour', colour],
    ['attribute', 'Material', material],
    ...sizes.map((size): [string, string, string] => ['attribute', 'Size', size]),
  ];
}

/** What of facets, categories and words these products are the first to have. */
async function writeShared(products: readonly Generated[]): Promise<void> {
  const leaves = [...new Set(products.map(({ leaf }) => leaf))];
  const categories = [
    ...Array.from({ length: departments }, (_, index) => ({
      ...{
        id: departmentId(index),
        handle: `grow-department-${index}`,
        title: departmentTitle(index),
        parent: null,
      },
    })),
    ...leaves.map((leaf) => ({
      ...{
        id: categoryId(leaf),
        handle: `grow-leaf-${leaf}`,
        title: leafTitle(leaf),
        parent: departmentId(departmentOf(leaf)),
      },
    })),
  ];
  await db().category.createMany({
    data: categories.map(({ parent, ...category }) => ({ ...category, parentId: parent, position: 1_000 })),
    skipDuplicates: true,
  });
  const wanted = new Map(products.flatMap(facetsOf).map((facet) => [keyOf(facet), facet]));
  const fresh = [...wanted].flatMap(([key, facet]) => (facetNumbers.has(key) ? [] : [facet]));
  if (fresh.length === 0) return;
  await db().searchFacet.createMany({ data: fresh.map(([kind, name, value]) => ({ kind, name, value })) });
  await learnFacets();
}

/** Reads the numbers of facets that are new since it was last asked. */
async function learnFacets(): Promise<void> {
  const rows = await db().searchFacet.findMany({ where: { id: { gt: last.facet } } });
  for (const { id, kind, name, value } of rows) {
    facetNumbers.set(keyOf([kind, name, value]), id);
    last.facet = Math.max(last.facet, id);
  }
}

/** A minute apart, so that the newest are the last. */
const madeAt = ({ number }: Generated) =>
  new Date(Date.UTC(2020, 0, 1) + number * 60_000).toISOString().slice(0, 23);

async function writeProducts(products: readonly Generated[]): Promise<void> {
  const text = (length: number) => `VARCHAR(${length})`;
  const id = idType;
  const each = <T>(rows: (product: Generated) => T[]) => products.flatMap(rows);
  await insert(
    'products',
    {
      ...{
        id,
        handle: text(190),
        title: text(255),
        description_html: 'TEXT',
        vendor: text(190),
        product_type: text(190),
      },
      ...{ option_names: text(80), stock_marks: 'INT', created_at: 'DATETIME(3)', updated_at: 'DATETIME(3)' },
    },
    products.map((product) => {
      const { id: own, handle, title, descriptionHtml, maker, kind } = product;
      const at = madeAt(product);
      const told = {
        description_html: descriptionHtml,
        vendor: maker,
        product_type: kind,
        option_names: '["Size"]',
        stock_marks: stockMarks.in,
      };
      return { id: own, handle, title, ...told, created_at: at, updated_at: at };
    }),
  );
  await insert(
    'variants',
    {
      id,
      product_id: id,
      sku: text(120),
      title: text(255),
      option_values: text(80),
      price_minor: 'INT',
      position: 'INT',
    },
    each(({ number, id: own, skus, priceMinor }) =>
      skus.map((sku, position) => ({
        ...{ id: idOf(3 + position, number), product_id: own, sku, title: sizes[position], position },
        ...{ option_values: JSON.stringify([sizes[position]]), price_minor: priceMinor + position * 100 },
      })),
    ),
  );
  await insert(
    'stock_items',
    { sku: text(120), on_hand: 'INT' },
    each(({ skus }) => skus.map((sku) => ({ sku, on_hand: 1_000 }))),
  );
  await insert(
    'product_attributes',
    { product_id: id, name: text(80), value: text(120) },
    each(({ id: own, colour, material }) => [
      { product_id: own, name: 'Colour', value: colour },
      { product_id: own, name: 'Material', value: material },
    ]),
  );
  await insert(
    'product_categories',
    { category_id: id, product_id: id, position: 'INT' },
    products.map(({ id: own, leaf, number }) => ({
      category_id: categoryId(leaf),
      product_id: own,
      position: number,
    })),
  );
}

async function writeIndex(products: readonly Generated[]): Promise<void> {
  const doc = ({ number }: Generated) => last.doc + number;
  await db().$executeRawUnsafe(
    `INSERT INTO search_products (doc, product_id, title, available, newest_at)
     SELECT given.doc, p.id, p.title, 1, p.created_at
     FROM JSON_TABLE(?, '$[*]' COLUMNS (doc INT PATH '$.doc', id ${idType} PATH '$.id')) given
     JOIN products p ON p.id = given.id`,
    JSON.stringify(products.map((product) => ({ doc: doc(product), id: product.id }))),
  );
  await insert(
    'search_offers',
    { doc: 'INT', currency: 'CHAR(3)', price_minor: 'INT' },
    products.map((product) => ({
      doc: doc(product),
      currency: env.SHOP_CURRENCY,
      price_minor: product.priceMinor,
    })),
  );
  await insert(
    'search_product_facets',
    { doc: 'INT', facet: 'INT', position: 'INT', newest_at: 'DATETIME(3)' },
    products.flatMap((product) =>
      facetsOf(product).map((facet) => ({
        ...{ doc: doc(product), facet: facetNumbers.get(keyOf(facet)) },
        ...(facet[0] === 'category' ? { position: product.number, newest_at: madeAt(product) } : {}),
      })),
    ),
  );
  const words = new Set<string>();
  const documents = products.map((product) => {
    const { title, maker, kind, colour, material, leaf, skus, descriptionHtml } = product;
    const names = [
      maker,
      kind,
      ...sizes,
      colour,
      material,
      leafTitle(leaf),
      departmentTitle(departmentOf(leaf)),
    ];
    const document = documentOf({ title, names, skus, descriptionHtml });
    for (const word of document.vocabulary) words.add(word);
    return {
      doc: doc(product),
      locale: 'en',
      title,
      title_words: document.titleWords,
      words: document.words,
    };
  });
  await insert(
    'search_documents',
    { doc: 'INT', locale: 'VARCHAR(16)', title: 'VARCHAR(255)', title_words: 'TEXT', words: 'TEXT' },
    documents,
  );
  await db().searchWord.createMany({
    data: [...words].map((word) => ({ locale: 'en', word, tail: [...word].slice(-3).join('') })),
    skipDuplicates: true,
  });
}

/** Counts what large listings hold, as the worker does in its round. */
async function countListings(): Promise<void> {
  await db().searchCount.deleteMany();
  for (let after = ''; ; ) {
    after = (await mendCounts({ after })).next;
    if (after === '') return;
  }
}

/** Adds generated products until the shop has those from 1 to `count`; `had` of them are there. */
export async function generateCatalogue(had: number, count: number): Promise<void> {
  const ctx = systemContext('growth');
  if (had === 0) {
    const docs = await db().searchProduct.aggregate({ _max: { doc: true } });
    facetNumbers.clear();
    Object.assign(last, { doc: docs._max.doc ?? 0, facet: 0 });
    await learnFacets();
  }
  let said = Date.now();
  for (let from = had + 1; from <= count; from += slice) {
    const length = Math.min(slice, count - from + 1);
    const products = Array.from({ length }, (_, offset) => generatedProduct(from + offset));
    await writeShared(products);
    await writeProducts(products);
    await writeIndex(products);
    if (Date.now() - said < 15_000) continue;
    said = Date.now();
    console.log(`  ${from + length - 1} products`);
  }
  const tables = 'products, variants, stock_items, product_attributes, product_categories, categories';
  const index =
    'search_products, search_offers, search_product_facets, search_facets, search_documents, search_words';
  await db().$queryRawUnsafe(`ANALYZE TABLE ${tables}, ${index}`);
  await countListings();
  const listed = Array.from({ length: departments }, (_, index) => tags.category(departmentId(index)));
  const all = [tags.navigation(), tags.search(), ...listed];
  await withTransaction((tx) => recordInvalidation(tx, ctx, all, 'growth'));
  await purgeNow(ctx);
}

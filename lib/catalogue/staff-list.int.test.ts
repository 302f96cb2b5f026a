import { afterAll, beforeAll, expect, test } from 'vitest';
import { markProducts } from '#lib/inventory/index.ts';
import { closeDb, db, Prisma } from '#lib/platform/index.ts';
import { rowsReadBy } from '#lib/platform/rows-read.fixtures.ts';
import { bulkEditProducts } from './bulk-edit-products.ts';
import { ctx, storedProduct, unique } from './catalogue.fixtures.ts';
import { attributesQuery } from './catalogue.repository.ts';
import { getProductForStaff } from './get-product-for-staff.ts';
import { listStaffProducts, type StaffProductFilter } from './list-staff-products.ts';
import { mendTags } from './mend-tags.ts';
import { productDocumentSchema } from './product-document.ts';
import { saveProduct } from './save-product.ts';
import { saveProducts } from './save-products.ts';
import { searchWords } from './search-words.ts';
import {
  countQuery,
  findSorted,
  lowStockQuery,
  pageQuery,
  textQuery,
  walkPage,
  walkQuery,
  windowQuery,
} from './staff-products.repository.ts';

const mark = unique();
const [fewer, more] = [1_200, 4_000];
const [vendor, rareVendor, categoryId] = [`Most ${mark}`, `Few ${mark}`, crypto.randomUUID()];
const tag = `tag ${mark}`;
/** In every title of this file, and in nothing that other tests or the seed have. */
const everywhere = `boat${mark}`;
const any: StaffProductFilter = {
  ...{ q: '', status: '', categoryId: '', vendor: '', tag: '', stock: '' },
  sort: 'title',
};

async function mendAllTags(): Promise<void> {
  let after = '';
  do ({ next: after } = await mendTags({ after, most: 500 }));
  while (after !== '');
}

/** Straight into the tables, products `from` to `to`: half of them sold out in one of two sizes, and few of all else. */
async function fill(from: number, to: number): Promise<void> {
  const each = Prisma.raw(`FROM seq_${from}_to_${to}`);
  const sizes = Prisma.sql`JOIN (SELECT 'S' AS size UNION SELECT 'L') sizes`;
  const id = Prisma.sql`CONCAT(${mark}, LPAD(seq, 28, '-'))`;
  const sku = Prisma.sql`CONCAT(${mark}, '-', seq, '-', size)`;
  await db().$executeRaw`
    INSERT INTO products (id, handle, title, description_html, vendor, option_names, tags, status, created_at, updated_at)
    SELECT ${id}, CONCAT(${mark}, '-', seq), CONCAT(IF(seq <= 40, ${`Rare${mark} `}, ''), ${`${everywhere} `}, MD5(seq)), '',
      IF(seq MOD 40 = 0 AND seq <= ${fewer}, ${rareVendor}, ${vendor}), '[]', IF(seq <= 20, ${JSON.stringify([tag])}, '[]'),
      IF(seq MOD 100 = 0 AND seq <= ${fewer}, 'draft', 'active'), NOW(3), FROM_UNIXTIME(1000000 + CRC32(seq) MOD 1000000)
    ${each}`;
  await db().$executeRaw`
    INSERT INTO variants (id, product_id, sku, title, option_values, price_minor)
    SELECT CONCAT(${mark}, size, LPAD(seq, 27, '-')), ${id}, ${sku}, size, '[]', 100 ${each} ${sizes}`;
  await db().$executeRaw`
    INSERT INTO stock_items (sku, on_hand)
    SELECT ${sku}, CASE WHEN seq IN (7, 77) THEN 3 WHEN size = 'L' AND seq MOD 2 THEN 0 ELSE 50 END ${each} ${sizes}`;
  const rows = await db().product.findMany({ where: { id: { startsWith: mark } }, select: { id: true } });
  await db().$transaction(
    (tx) =>
      markProducts(
        tx,
        rows.map((row) => row.id),
      ),
    { timeout: 60_000 },
  );
  await mendAllTags();
  await db().$queryRaw`ANALYZE TABLE products, variants, stock_items, product_categories, product_tags`;
}

const found = { most: 300, told: 300 };
const walked = 400;

const filters: [name: string, Partial<StaffProductFilter>][] = [
  ['all', {}],
  ['a status', { status: 'active' }],
  ['a status of few', { status: 'draft' }],
  ['a status of none', { status: 'archived' }],
  ['a vendor', { vendor }],
  ['a vendor of few', { vendor: rareVendor }],
  ['a category', { categoryId }],
  ['a tag', { tag }],
  ['a tag, category and stock', { tag, categoryId, stock: 'in' }],
  ['a tag and a word of few', { tag, q: `rare${mark}` }],
  ['sold out', { stock: 'out' }],
  ['running low', { stock: 'low' }],
  ['in stock', { stock: 'in' }],
  ['a status, vendor and stock', { status: 'active', vendor, stock: 'low' }],
  ['a category and stock', { categoryId, stock: 'low' }],
  ['the start of a SKU', { q: `${mark}-77-s` }],
  ['a word of few', { q: `rare${mark}` }],
  ['a word of all', { q: everywhere }],
];
const cases = filters.flatMap(([name, filter]) =>
  (['title', 'updated'] as const).map((sort) => ({
    name: `${name}, by ${sort}`,
    filter: { ...any, ...filter, sort },
  })),
);

/** Rows and index entries that each of these statements reads. */
async function rowsRead(some: ReadonlyMap<string, Prisma.Sql>): Promise<Map<string, number>> {
  const costs = new Map<string, number>();
  for (const [name, statement] of some) costs.set(name, await rowsReadBy(statement));
  return costs;
}

function statements(): Map<string, Prisma.Sql> {
  const all = new Map<string, Prisma.Sql>();
  for (const { name, filter } of cases) {
    const key = filter.sort === 'title' ? `${everywhere} 8` : new Date(1_500_000_000).toISOString();
    const deep = { key, id: 'a' };
    if (filter.q) {
      const asked = { ...found, filter, words: searchWords(filter.q) };
      all.set(name, textQuery(asked));
      if (filter.tag) continue;
      for (const [place, cursor] of [
        ['', null],
        [', deep in it', deep],
      ] as const) {
        all.set(`${name}, the window${place}`, windowQuery(filter, cursor, walked));
        if (filter.q === everywhere)
          all.set(`${name}, come across${place}`, walkQuery(asked, cursor, null, 51));
      }
      continue;
    }
    all.set(name, pageQuery(filter, null, 51));
    all.set(`${name}, deep in it`, pageQuery(filter, deep, 51));
    if (filter.sort === 'title') all.set(`${name}, counted`, countQuery(filter, 500));
  }
  return all.set('the variants that run out', lowStockQuery(8));
}

beforeAll(async () => {
  await fill(1, fewer);
  await db().category.create({ data: { id: categoryId, handle: mark, title: mark } });
  await db().$executeRaw`
    INSERT INTO product_categories (category_id, product_id)
    SELECT ${categoryId}, id FROM products WHERE vendor IN (${vendor}, ${rareVendor}) AND title LIKE '%7'`;
}, 60_000);

afterAll(async () => {
  await db().productCategory.deleteMany({ where: { categoryId } });
  await db().product.deleteMany({ where: { vendor: { in: [vendor, rareVendor] } } });
  await db().stockItem.deleteMany({ where: { sku: { startsWith: `${mark}-` } } });
  await db().category.deleteMany({ where: { id: categoryId } });
  await closeDb();
});

test('what a page reads does not grow with the catalogue', async () => {
  const before = await rowsRead(statements());
  await fill(fewer + 1, more);
  const after = await rowsRead(statements());
  const grown = [...after].filter(([name, rows]) => {
    // Four ways to find so many, each read, kept once and looked up.
    const most = name.startsWith('a word of all') ? 12 * found.most : 1.1 * (before.get(name) ?? 0) + 100;
    return rows > most;
  });
  expect(grown.map(([name, rows]) => `${name}: ${before.get(name)}, then ${rows}`)).toEqual([]);
  expect(Math.max(...after.values())).toBeLessThan(12 * found.most);
}, 120_000);

test.each(['title', 'updated'] as const)(
  'of a word that many products have, all are found, by %s, page after page',
  async (sort) => {
    const order = sort === 'title' ? Prisma.sql`title, id` : Prisma.sql`updated_at DESC, id DESC`;
    const all = await db().$queryRaw<{ id: string }[]>`
      SELECT id FROM products WHERE MATCH(title, vendor, product_type) AGAINST (${`+${everywhere}*`} IN BOOLEAN MODE)
        AND status = 'active' ORDER BY ${order} LIMIT 150`;
    const listed: string[] = [];
    for (let after = ''; listed.length < 150; ) {
      const { products, total, next } = await listStaffProducts(
        { ...any, q: everywhere, status: 'active', sort },
        after,
      );
      expect(total).toEqual({ counted: 1_000, more: true });
      listed.push(...products.map(({ id }) => id));
      after = next ?? '';
      if (!after) break;
    }
    expect(listed).toEqual(all.map(({ id }) => id));
  },
);

test('a page is filled from several windows, and after two without any the index is asked', async () => {
  const filter: StaffProductFilter = { ...any, q: everywhere, vendor };
  const asked = { ...found, filter, words: searchWords(everywhere) };
  const start = { key: everywhere, id: '' };
  const ids = ({ page }: { page: { id: string }[] }) => page.map(({ id }) => id);
  const whole = await walkPage(asked, start, 51, { most: walked, empty: 1 });
  const pieces = await walkPage(asked, start, 51, { most: 15, empty: 1 });
  if (!whole || !pieces) throw new Error('Nothing was come across');
  expect(ids(whole)).toHaveLength(51);
  expect(ids(pieces)).toEqual(ids(whole));
  // Five windows of eight hold less than a page: it goes on where they end.
  const short = await walkPage(asked, start, 51, { most: 8, empty: 1 });
  if (!short?.goesOn) throw new Error('It does not go on');
  expect(ids(short).length).toBeLessThan(41);
  expect(ids(short)).toEqual(ids(whole).slice(0, short.page.length));
  const rest = await walkPage(asked, short.goesOn, 51 - short.page.length, { most: walked, empty: 1 });
  expect([...ids(short), ...ids(rest ?? { page: [] })]).toEqual(ids(whole));
  const elsewhere = { ...asked, filter: { ...filter, vendor: 'nobody' } };
  expect(await walkPage(elsewhere, start, 51, { most: 10, empty: 2 })).toBeNull();
});

test.each(['title', 'updated'] as const)(
  'what the index finds is put in order as the list is, by %s',
  async (sort) => {
    const filter: StaffProductFilter = { ...any, q: everywhere, status: 'active', sort };
    const asked = { ...found, filter, words: searchWords(everywhere) };
    const order = sort === 'title' ? Prisma.sql`title, id` : Prisma.sql`updated_at DESC, id DESC`;
    const all = await db().$queryRaw<{ id: string }[]>`
    SELECT id FROM products WHERE MATCH(title, vendor, product_type) AGAINST (${`+${everywhere}*`} IN BOOLEAN MODE)
      AND status = 'active' ORDER BY ${order} LIMIT 80`;
    const page = await findSorted(asked, null, 40, []);
    const next = await findSorted(
      asked,
      page.at(-1) ?? null,
      40,
      page.map(({ id }) => id),
    );
    expect([...page, ...next].map(({ id }) => id)).toEqual(all.map(({ id }) => id));
  },
);

test('the choices are read from value to value, however often they are asked for', async () => {
  const asked = [1, 2, 3, 4].flatMap((time) =>
    (['vendor', 'productType'] as const).map((column) => [`${column} ${time}`, column] as const),
  );
  const costs = await rowsRead(new Map(asked.map(([name, column]) => [name, attributesQuery(column)])));
  // At most 500 of each; an index that is read whole has all products.
  const whole = [...costs].filter(([, rows]) => rows > more / 2);
  expect(whole).toEqual([]);
});

test('a product is listed by the stock of the variants it has', async () => {
  const { id, input, handle } = await storedProduct();
  const stocks = ['out', 'low', 'in'] as const;
  const listed = async () => {
    const pages = await Promise.all(stocks.map((stock) => listStaffProducts({ ...any, q: handle, stock })));
    return stocks.filter((_, index) => pages[index]?.products.some((product) => product.id === id));
  };
  expect(await listed()).toEqual(['out', 'low', 'in']);
  const product = await getProductForStaff(id);
  const [small] = product?.variants ?? [];
  const document = productDocumentSchema.parse({
    ...{ ...product, categoryIds: [], relatedIds: [] },
    variants: [{ ...small, stock: null }],
  });
  expect(await saveProduct(ctx, { id, expectedVersion: 1, document })).toMatchObject({ ok: true });
  expect(await listed()).toEqual(['low', 'in']);
  // What is left out comes back to the stock it had.
  expect(await saveProducts(ctx, [input])).toMatchObject([{ status: 'updated' }]);
  expect(await listed()).toEqual(['out', 'low', 'in']);
});

test('a product is listed by the tags it has, whoever wrote them', async () => {
  const [old, kept, fresh] = ['old', 'kept', 'fresh'].map((name) => `${name} ${unique()}`) as [
    string,
    string,
    string,
  ];
  const { id, input } = await storedProduct(() => ({ tags: [old, kept, `${kept} `] }));
  const listed = async () => {
    const pages = await Promise.all([old, kept, fresh].map((one) => listStaffProducts({ ...any, tag: one })));
    return pages.map(({ products, total }) => [total.counted, products.map((product) => product.id)]);
  };
  const [none, own] = [
    [0, []],
    [1, [id]],
  ];
  expect(await listed()).toEqual([own, own, none]);
  expect(await saveProducts(ctx, [{ ...input, tags: [kept] }])).toMatchObject([{ status: 'updated' }]);
  expect(await listed()).toEqual([none, own, none]);
  await bulkEditProducts(ctx, { ids: [id], edit: { do: 'add_tag', tag: fresh } });
  expect(await listed()).toEqual([none, own, own]);
  const product = await getProductForStaff(id);
  const document = productDocumentSchema.parse({
    ...{ ...product, categoryIds: [], relatedIds: [], tags: [fresh] },
    variants: product?.variants.map((variant) => ({ ...variant, stock: null })),
  });
  expect(await saveProduct(ctx, { id, expectedVersion: product?.version ?? 0, document })).toMatchObject({
    ok: true,
  });
  expect(await listed()).toEqual([none, none, own]);
  // As the release before does it.
  await db().product.update({ where: { id }, data: { tags: [old] } });
  await mendAllTags();
  expect(await listed()).toEqual([own, none, none]);
});

import { afterAll, beforeAll, expect, test } from 'vitest';
import { closeDb, closeRedis, db, env, uuidv7 } from '#lib/platform/index.ts';
import { rowsRead } from '#lib/platform/rows-read.fixtures.ts';
import { countHits } from './counts.repository.ts';
import type { SearchQuery } from './engine.ts';
import { findHits } from './hits.repository.ts';
import { rarestFirst, searchEngine } from './index.ts';
import { findTitles, findTitlesFrom, sampleWords, shareOf } from './words.repository.ts';

const count = 6_000;
const mark = uuidv7().slice(-8);
/** Every product has the first, every third the second as well, every twentieth is called by the third. */
const [everywhere, often, seldom] = ['all', 'oft', 'few'].map((word) => `${word}${mark}`) as [
  string,
  string,
  string,
];
const color = `Color${mark}`;

beforeAll(async () => {
  const from = (await db().searchProduct.aggregate({ _max: { doc: true } }))._max.doc ?? 0;
  const number = `${from} + seq`;
  const numbers = `FROM seq_1_to_${count}`;
  const write = (sql: string) => db().$executeRawUnsafe(sql);
  const id = `CONCAT('${mark}-', LPAD(seq, 27, '0'))`;
  // Drafts, for the other tests: only the index knows them.
  await write(`INSERT INTO products (id, handle, title, description_html, product_type, status, option_names, created_at, updated_at)
    SELECT ${id}, ${id}, 'x', '', 'Kind${mark}', 'draft', '[]', '2020-01-01', '2020-01-01' ${numbers}`);
  await write(`INSERT INTO search_products (doc, product_id, title, available, newest_at)
    SELECT ${number}, ${id}, 'x', seq % 2, '2030-01-01' + INTERVAL seq MINUTE ${numbers}`);
  await write(`INSERT INTO search_offers (doc, currency, price_minor)
    SELECT ${number}, '${env.SHOP_CURRENCY}', 100 + seq % 50 ${numbers}`);
  await write(`INSERT INTO search_facets (kind, name, value) VALUES ('attribute', '${color}', 'Red')`);
  await write(`INSERT INTO search_product_facets (doc, facet)
    SELECT ${number}, (SELECT id FROM search_facets WHERE name = '${color}') ${numbers} WHERE seq % 20 = 0`);
  // The newest three hundred are of makers of their own.
  await write(`INSERT INTO search_facets (kind, name, value)
    SELECT 'vendor', '', CONCAT('${mark}', seq) FROM seq_1_to_300`);
  await write(`INSERT INTO search_product_facets (doc, facet)
    SELECT ${from + count} - seq, f.id FROM seq_1_to_300 JOIN search_facets f ON f.kind = 'vendor' AND f.value = CONCAT('${mark}', seq)`);
  const title = `IF(seq % 20 = 0, '${seldom}', 'xxx')`;
  await write(`INSERT INTO search_documents (doc, locale, title, title_words, words)
    SELECT ${number}, 'en', 'x', ${title}, CONCAT_WS(' ', ${title}, IF(seq % 3 = 0, '${often}', NULL), '${everywhere}', CONCAT('zq', seq)) ${numbers}`);
});
afterAll(async () => {
  await db().product.deleteMany({ where: { id: { startsWith: mark } } });
  await db().searchFacet.deleteMany({ where: { OR: [{ name: color }, { value: { startsWith: mark } }] } });
  await closeDb();
  closeRedis();
});

const asked: SearchQuery = {
  ...{ sort: 'relevance', page: 1, pageSize: 24, locale: 'en', currency: env.SHOP_CURRENCY },
};
/** As the sample tells them, and exact. */
const numbers = async () => ({
  last: (await db().searchProduct.aggregate({ _max: { doc: true } }))._max.doc ?? 0,
  each: 1,
});
const red = { attributes: { [color]: ['Red'] } };

test('words that many products have are known from a sample', async () => {
  const sample = await sampleWords();
  expect(sample.size).toBeGreaterThan(count / 2);
  expect(shareOf(everywhere, sample)).toBeGreaterThan(0.5);
  expect(shareOf(often.slice(0, 5), sample)).toBeGreaterThan(0.1);
  // Staff's list finds kinds and makers as well.
  expect(shareOf(`kind${mark}`, { words: sample.titles, starts: [] })).toBeGreaterThan(0.5);
  // Of numbers no two are equal, but many begin alike.
  expect(sample.words.filter(([word]) => word.startsWith('z'))).toEqual([]);
  expect(shareOf('zq', sample)).toBeGreaterThan(0.5);
});

test('the rarest of some words is asked for first', async () => {
  const words = [everywhere, often, seldom, `unknown${mark}`];
  expect(await rarestFirst(words)).toEqual(words.toReversed());
});

test('what they are in is found as the index finds it', async () => {
  const idsOf = async (query: SearchQuery, text: Parameters<typeof findHits>[1]) =>
    (await findHits(query, text)).hits.filter(({ missed }) => missed === '').map(({ id }) => id);
  const whole = { all: null, newest: 0, numbers: await numbers(), wanted: 500, few: false };
  const byIndex = { ...whole, match: `+${often}* +${seldom}*`, common: [] };
  const byReading = { ...whole, match: `+${seldom}*`, common: [[often]] };
  const without = { ...whole, match: null, common: [[often], [seldom]], newest: count * 2 };
  for (const query of [asked, { ...asked, filters: red }, { ...asked, sort: 'price-asc' as const }]) {
    const found = await idsOf(query, byIndex);
    expect(found).toHaveLength(100);
    expect(await idsOf(query, byReading)).toEqual(found);
    expect(await idsOf(query, without)).toEqual(found);
    // Of few, the index tells all at once.
    const few = { ...byIndex, all: [[often], [seldom]], few: true };
    expect(await idsOf(query, few)).toEqual(found);
  }
});

test('of a facet a hundred values are counted, and all where something is chosen', async () => {
  const all = [[everywhere]];
  const text = { match: null, common: all, all, newest: count, numbers: await numbers(), few: false };
  const { hits } = await findHits(asked, { ...text, wanted: 500 });
  const vendors = async (filters?: typeof red) =>
    (await countHits(hits, filters)).facets.filter(({ kind }) => kind === 'vendor').length;
  expect(await vendors()).toBe(100);
  expect(await vendors(red)).toBe(300);
});

const name = (number: number) => `${mark}-${String(number).padStart(27, '0')}`;

test('of what very many have the best are looked at: the newest, and those that fit the choices', async () => {
  const everyone = await searchEngine.query({ ...asked, text: everywhere });
  expect([everyone.more, everyone.among]).toEqual([true, null]);
  expect(everyone.total).toBeLessThan(2_001);
  expect(everyone.ids[0]).toBe(name(count));
  const chosen = await searchEngine.query({ ...asked, text: everywhere, filters: red });
  expect(chosen.total).toBe(count / 20);
  // Red ones have even numbers, and of those none is left.
  expect(chosen.inStock).toBe(0);
});

test('words that are seldom together, or were in older products, are found by the index', async () => {
  // Of the newest sixty one has both.
  const all = [[often], [seldom]];
  const text = {
    match: null,
    common: all,
    all,
    newest: 60,
    numbers: await numbers(),
    wanted: 500,
    few: false,
  };
  const { hits, more } = await findHits(asked, text);
  expect([hits.length, more]).toEqual([count / 60, false]);
  expect(await findHits(asked, { ...text, wanted: 50 })).toMatchObject({ more: true });
});

test('where titles have fewer than was expected, the index is asked for all words', async () => {
  const text = { match: `+${often}*`, common: [[seldom]], all: [[seldom], [often]], newest: 0, few: false };
  const found = async () => findHits(asked, { ...text, numbers: await numbers(), wanted: 500 });
  expect(await found()).toMatchObject({ hits: { length: count / 60 }, more: false });
  // The newest two thousand once, and the hundred that have both; not each that has the frequent one.
  expect(await rowsRead(found, 'Rows_read')).toBeLessThan(3_001);
});

test('of what the index has very many of, the newest are found first', async () => {
  const all = [[often]];
  const byIndex = {
    ...{ match: `+${often}*`, common: [], all, newest: 0, numbers: await numbers(), wanted: 500, few: false },
  };
  const { hits: found, more } = await findHits(asked, byIndex);
  expect(more).toBe(true);
  expect(found).toHaveLength(500);
  expect(found.slice(0, 3).map(({ id }) => id)).toEqual([count, count - 3, count - 6].map(name));
  // Where it was expected to be of few, and is of many, they are found all the same.
  expect(await findHits(asked, { ...byIndex, few: true })).toEqual({ hits: found, more });
  // A choice is made among many more than are shown: every sixtieth is red and has the word.
  const chosen = await findHits({ ...asked, filters: red }, byIndex);
  expect(chosen.hits.filter(({ missed }) => missed === '')).toHaveLength(count / 60);
});

test('of a product that lacks the words nothing is read but its words', async () => {
  const all = await db().searchProduct.count();
  const absent = {
    ...{ match: null, common: [[`absent${mark}`]], all: null, newest: 2 * all, numbers: await numbers() },
    ...{ wanted: 500, few: false },
  };
  // Its documents, one or two, beside each other.
  expect(await rowsRead(() => findHits(asked, absent))).toBeLessThan(2.5 * all);
});

test('no more of the newest are read than it takes to find what is wanted', async () => {
  const all = [[often]];
  const text = { match: null, common: all, all, newest: count, numbers: await numbers(), few: false };
  // Every third has it; each of those is read with its offer, and once more with its product.
  expect(await rowsRead(() => findHits(asked, { ...text, wanted: 100 }))).toBeLessThan(3_500);
});

test('titles come from the newest products as they come from the index', async () => {
  const all = { locales: ['en'], take: 200, numbers: await numbers() };
  const byIndex = (await findTitles({ asked: [[seldom]], read: [], newest: 0 }, all)).map(({ id }) => id);
  const byReading = (await findTitles({ asked: [], read: [[seldom]], newest: 2_000 }, all)).map(
    ({ id }) => id,
  );
  expect(byIndex).toHaveLength(200);
  // One in twenty is called so.
  expect(byReading).toHaveLength(100);
  const called = new Set(await namedSeldom());
  expect([...byIndex, ...byReading].filter((id) => !called.has(id))).toEqual([]);
  expect(await rowsRead(() => findTitles({ asked: [], read: [[seldom]], newest: 400 }, all))).toBeLessThan(
    2_500,
  );
});

test('titles that begin with what is typed are read from their index, whatever else there is', async () => {
  const some = { locales: ['en'], take: 10 };
  const begun = await findTitlesFrom([seldom.slice(0, -2)], some);
  const called = new Set(await namedSeldom());
  expect(begun.filter(({ id }) => called.has(id))).toHaveLength(10);
  // A hundred of three hundred: each from the index, and its document and product.
  expect(await rowsRead(() => findTitlesFrom([seldom.slice(0, -2)], some))).toBeLessThan(500);
  expect(await findTitlesFrom([seldom, 'x'], some)).toEqual([]);
});

async function namedSeldom(): Promise<string[]> {
  const rows = await db().searchDocument.findMany({
    where: { titleWords: seldom },
    select: { doc: true },
  });
  const products = await db().searchProduct.findMany({
    where: { doc: { in: rows.map(({ doc }) => doc) } },
    select: { productId: true },
  });
  return products.map(({ productId }) => productId);
}

import { afterAll, expect, test } from 'vitest';
import { setStock } from '#lib/inventory/index.ts';
import { closeDb, db } from '#lib/platform/index.ts';
import { mendCounts, mendPlaces } from '#lib/search/index.ts';
import { ctx, productInput, unique } from './catalogue.fixtures.ts';
import {
  createCategory,
  editCategory,
  getCategory,
  getCategoryForStaff,
  moveCategory,
  saveProducts,
  setCategoryProducts,
  setVariantPrice,
} from './index.ts';

afterAll(closeDb);

/** The same numbers every time, from 0 to below 1. */
function seeded(seed: number) {
  let state = seed;
  return () => {
    state = (state * 48_271) % 2_147_483_647;
    return state / 2_147_483_647;
  };
}

async function listingOf(categoryId: string): Promise<number> {
  const value = { kind: 'category', name: '', value: categoryId };
  return (await db().searchFacet.findFirstOrThrow({ where: value, select: { id: true } })).id;
}

/** Counts what is listed in this category and stores it, however few there are. */
async function count(categoryId: string): Promise<number> {
  await db().searchCount.deleteMany({ where: { listing: await listingOf(categoryId) } });
  return recount(categoryId);
}

async function recount(categoryId: string): Promise<number> {
  const counted = await db().searchCount.findUnique({ where: { listing: await listingOf(categoryId) } });
  if (counted)
    await db().searchCount.update({ where: { listing: counted.listing }, data: { countedAt: new Date(0) } });
  return (await mendCounts({ after: categoryId.slice(0, -1), most: 1, least: 1 })).mended;
}

const shown = async (handle: string, sort: 'featured' | 'newest') => {
  const page = await getCategory(handle, { sort });
  if (!page) return null;
  const { products, total, pages, facets } = page;
  return { ids: products.map(({ id }) => id), total, pages, facets };
};

/** What a listing shows from what is stored of it, and what it shows when all of it is counted and sorted. */
async function bothWays({ id, handle }: { id: string; handle: string }) {
  const listing = await listingOf(id);
  const stored = await db().searchCount.findUniqueOrThrow({ where: { listing } });
  const read = async () => [await shown(handle, 'featured'), await shown(handle, 'newest')];
  const fast = await read();
  const first = await db().searchProductFacet.findFirst({ where: { facet: listing } });
  const place = (position: number | null) =>
    first
      ? db().searchProductFacet.updateMany({ where: { facet: listing, doc: first.doc }, data: { position } })
      : undefined;
  await place(null);
  await db().searchCount.delete({ where: { listing } });
  const exact = await read();
  await place(first?.position ?? null);
  await db().searchCount.create({ data: { ...stored, counts: stored.counts ?? [] } });
  return { fast, exact };
}

const products = 14;
const colours = ['Red', 'Green', 'Blue'];

async function shelves() {
  const mark = unique();
  const made = async (title: string, parentId: string | null) => {
    const done = await createCategory(ctx, { title: `${title} ${mark}`, parentId });
    if (!done.ok) throw new Error(done.error.kind);
    return { ...done.value, title: `${title} ${mark}` };
  };
  const root = await made('Root', null);
  const other = await made('Other', null);
  const [a, b] = [await made('A', root.id), await made('B', root.id)];
  const c = await made('C', b.id);
  const paths = [
    [root.title],
    [root.title, a.title],
    [root.title, b.title],
    [root.title, b.title, c.title],
    [other.title],
  ];
  const input = (index: number, random: () => number) => {
    const any = <T>(list: readonly T[]): T => list[Math.floor(random() * list.length)] as T;
    return productInput(`${mark}${index}`, {
      title: `Thing ${index} ${mark}`,
      vendor: any([`V ${mark}`, `W ${mark}`, '']),
      productType: `Type ${mark}`,
      status: any(['active', 'active', 'active', 'draft'] as const),
      categoryPaths: [any(paths), any(paths)],
      attributes: [{ name: `Colour ${mark}`, value: any(colours) }],
      optionNames: [],
      variants: [
        {
          ...{ sku: `T-${mark}-${index}`, optionValues: [], compareAtMinor: null },
          ...{ priceMinor: 1_000 + Math.floor(random() * 9) * 100, onHand: any([0, 5]) },
        },
      ],
      position: Math.floor(random() * 4),
    });
  };
  const random = seeded(7);
  await saveProducts(
    ctx,
    Array.from({ length: products }, (_, index) => input(index, random)),
  );
  return { mark, categories: [root, other, a, b, c], tree: { root, other, a, b, c }, input };
}

test('whatever changes, counts and order of a listing are those of its entries', async () => {
  const { mark, categories, tree, input } = await shelves();
  for (const { id } of categories) await count(id);
  const random = seeded(11);
  const any = <T>(list: readonly T[]): T => list[Math.floor(random() * list.length)] as T;
  const number = () => Math.floor(random() * products);
  const sku = () => `T-${mark}-${number()}`;
  const stock = (of: string, onHand: number) => setStock(ctx, { sku: of, onHand, reason: 'test' });
  const changes: Record<string, () => Promise<unknown>> = {
    save: () => saveProducts(ctx, [input(number(), random)]),
    'save some': () =>
      saveProducts(
        ctx,
        [1, 2, 3].map(() => input(number(), random)),
      ),
    stock: () => stock(sku(), any([0, 5])),
    price: async () => {
      const { sku: of, version } = await db().variant.findUniqueOrThrow({ where: { sku: sku() } });
      const priceMinor = 500 + Math.floor(random() * 99);
      return setVariantPrice(ctx, { sku: of, priceMinor, expectedVersion: version });
    },
    move: () => {
      const parentId = any([tree.root.id, tree.other.id, tree.a.id]);
      return moveCategory(ctx, { id: tree.b.id, parentId, afterId: null });
    },
    hide: async () => {
      const { id, handle, title } = any([tree.b, tree.c]);
      const version = (await getCategoryForStaff(id))?.category.version ?? 0;
      const fields = { title, handle, description: '', seoTitle: '', seoDescription: '' };
      return editCategory(ctx, {
        id,
        fields: { ...fields, hidden: random() < 0.4 },
        expectedVersion: version,
      });
    },
    order: async () => {
      const { id } = any(categories);
      const found = await getCategoryForStaff(id);
      const ids = found?.members.map((member) => member.id).sort(() => random() - 0.5) ?? [];
      const productIds = random() < 0.5 ? ids : ids.slice(1);
      return setCategoryProducts(ctx, { id, productIds, expectedVersion: found?.category.version ?? 0 });
    },
    'add up': () => mendCounts({ after: 'zz', changes: 1 }),
    'two at once': () => {
      const index = number();
      return Promise.all([
        saveProducts(ctx, [input(index, random)]),
        saveProducts(ctx, [input(index, random)]),
        stock(`T-${mark}-${index}`, any([0, 5])),
        recount(any(categories).id),
        mendCounts({ after: 'zz', changes: 1 }),
      ]);
    },
  };
  for (let round = 0; round < 40; round++) {
    const name = any(Object.keys(changes));
    await changes[name]?.();
    for (const category of categories) {
      const { fast, exact } = await bothWays(category);
      expect(fast, `${name}, round ${round}, ${category.title}`).toEqual(exact);
    }
  }
  for (const { id } of categories) expect(await recount(id)).toBe(0);
}, 120_000);

test('what a release that keeps no counts has written is counted and sorted, until the walks have put it right', async () => {
  const { categories, tree } = await shelves();
  for (const { id } of categories) await count(id);
  const before = await shown(tree.root.handle, 'featured');
  const listing = await listingOf(tree.root.id);
  const [entry] = await db().searchProductFacet.findMany({ where: { facet: listing }, take: 1 });
  const { doc = 0 } = entry ?? {};
  const { productId } = await db().searchProduct.findUniqueOrThrow({ where: { doc } });
  // It takes all facets away and writes them as they are now.
  const facets = await db().searchProductFacet.findMany({ where: { doc } });
  const fewer = facets.filter(({ position, facet }) => position !== null || facet % 2 === 0);
  await db().searchProductFacet.deleteMany({ where: { doc } });
  await db().searchProductFacet.createMany({ data: fewer.map(({ facet }) => ({ doc, facet })) });
  const meanwhile = await shown(tree.root.handle, 'featured');
  expect(meanwhile?.ids).toEqual(before?.ids);
  await db().searchCount.deleteMany({ where: { listing } });
  expect(await shown(tree.root.handle, 'featured')).toEqual(meanwhile);
  await count(tree.root.id);
  const { mended } = await mendPlaces({ after: productId.slice(0, -1), most: 1 });
  expect(mended).toBe(1);
  // Counts of what it was in cannot be trusted: they are gone until the next round.
  expect(await db().searchCount.findUnique({ where: { listing } })).toBeNull();
  await count(tree.root.id);
  const { fast, exact } = await bothWays(tree.root);
  expect(fast).toEqual(exact);
  expect(fast[0]).toEqual(meanwhile);
  // Stock it sells changes no place: the next count finds it.
  await db().$executeRaw`UPDATE search_products SET available = 1 - available WHERE doc = ${doc}`;
  expect(await recount(tree.root.id)).toBe(1);
  expect(await recount(tree.root.id)).toBe(0);
});

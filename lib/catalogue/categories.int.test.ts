import { afterAll, expect, test } from 'vitest';
import { tags } from '#lib/cache/index.ts';
import { closeDb, db, env } from '#lib/platform/index.ts';
import { saveRule } from '#lib/promotions/index.ts';
import { ctx, invalidatedSince, lastInvalidationId, storedProduct, unique } from './catalogue.fixtures.ts';
import {
  bulkEditProducts,
  countStaffCategories,
  createCategory,
  deleteCategory,
  editCategory,
  getCategory,
  getCategoryForStaff,
  getProduct,
  getRedirect,
  listCategories,
  listStaffCategories,
  moveCategory,
  saveProducts,
  setCategoryProducts,
  setCategoryRule,
  setTranslations,
  setVariantPrice,
} from './index.ts';

afterAll(closeDb);

async function made(title: string, parentId: string | null = null) {
  const done = await createCategory(ctx, { title, parentId });
  if (!done.ok) throw new Error(done.error.kind);
  return done.value;
}

const fieldsOf = (title: string, handle: string) => ({
  ...{ title, handle, description: '', seoTitle: '', seoDescription: '', hidden: false },
});

const actionsOf = async (id: string) =>
  (await db().auditEntry.findMany({ where: { subject: `category:${id}` }, orderBy: { id: 'asc' } })).map(
    ({ action }) => action,
  );

const listedIn = async (handle: string) => (await getCategory(handle))?.products.map(({ id }) => id);

test('a category is made, renamed and given another address, which the old one leads to', async () => {
  const mark = unique();
  const { id, handle } = await made(`Ropes ${mark}`);
  expect(handle).toBe(`ropes-${mark}`);
  expect((await made(`Ropes ${mark}`)).handle).toBe(`ropes-${mark}-2`);
  const before = await lastInvalidationId();
  const fields = fieldsOf(`Lines ${mark}`, `lines-${mark}`);
  expect(await editCategory(ctx, { id, fields, expectedVersion: 1 })).toEqual({
    ok: true,
    value: { version: 2 },
  });
  expect(await invalidatedSince(before)).toEqual(
    expect.arrayContaining([tags.category(id), tags.navigation(), tags.search()]),
  );
  expect(await getRedirect(`/c/ropes-${mark}`)).toBe(`/c/lines-${mark}`);
  expect(await getCategory(`lines-${mark}`)).toMatchObject({ title: `Lines ${mark}` });
  expect(await getCategory(`ropes-${mark}`)).toBeNull();
  expect(await editCategory(ctx, { id, fields, expectedVersion: 1 })).toMatchObject({
    error: { kind: 'version_conflict', current: { updatedBy: 'test' } },
  });
  const taken = { ...fields, handle: `ROPES-${mark}-2` };
  expect(await editCategory(ctx, { id, fields: taken, expectedVersion: 2 })).toMatchObject({
    error: { kind: 'handle_taken', title: `Ropes ${mark}` },
  });
  expect(await actionsOf(id)).toEqual(['category.created', 'category.changed']);
});

test('a description is on the category’s own page alone: nothing else is purged, in any language', async () => {
  const mark = unique();
  const { id, handle } = await made(`Ropes ${mark}`);
  const before = await lastInvalidationId();
  const fields = { ...fieldsOf(`Ropes ${mark}`, handle), description: 'Hold fast', seoTitle: 'Ropes' };
  expect(await editCategory(ctx, { id, fields, expectedVersion: 1 })).toMatchObject({ ok: true });
  await setTranslations(ctx, { entity: 'category', id, locale: 'de', texts: { description: 'Hält fest' } });
  expect(new Set(await invalidatedSince(before))).toEqual(new Set([tags.categoryText(id)]));
  expect(await getCategory(handle)).toMatchObject({ description: 'Hold fast', seoTitle: 'Ropes' });
  expect(await getCategory(handle, {}, { locale: 'de' })).toMatchObject({ description: 'Hält fest' });
});

test('categories change places and parents; not below themselves, not too deep, not behind what has gone', async () => {
  const mark = unique();
  const root = await made(`Root ${mark}`);
  const [a, b, c] = [await made('A', root.id), await made('B', root.id), await made('C', root.id)];
  const below = async () => {
    const { tree } = await listStaffCategories();
    const start = tree.findIndex(({ id }) => id === root.id);
    return tree.slice(start + 1, start + 4).map(({ title, depth }) => `${depth}${title}`);
  };
  expect(await below()).toEqual(['1A', '1B', '1C']);
  await moveCategory(ctx, { id: c.id, parentId: root.id, afterId: null });
  expect(await below()).toEqual(['1C', '1A', '1B']);
  expect(await moveCategory(ctx, { id: c.id, parentId: root.id, afterId: null })).toEqual({
    ok: true,
    value: { moved: false },
  });
  await moveCategory(ctx, { id: b.id, parentId: c.id, afterId: null });
  expect(await below()).toEqual(['1C', '2B', '1A']);
  expect(await moveCategory(ctx, { id: root.id, parentId: b.id, afterId: null })).toMatchObject({
    error: { kind: 'into_itself' },
  });
  expect(await moveCategory(ctx, { id: a.id, parentId: c.id, afterId: root.id })).toMatchObject({
    error: { kind: 'tree_changed' },
  });
  let deep = b;
  for (const title of ['D', 'E']) deep = await made(title, deep.id);
  expect(await createCategory(ctx, { title: 'F', parentId: deep.id })).toMatchObject({
    error: { kind: 'too_deep', limit: 5 },
  });
  expect(await moveCategory(ctx, { id: c.id, parentId: a.id, afterId: null })).toMatchObject({
    error: { kind: 'too_deep' },
  });
  expect(await actionsOf(c.id)).toEqual(['category.created', 'category.moved']);
});

test('what moves is listed where it went, and no more where it was', async () => {
  const { mark, id } = await storedProduct();
  const anchors = await db().category.findUniqueOrThrow({ where: { handle: `deck-${mark}-anchors` } });
  const harbour = await made(`Harbour ${mark}`);
  expect(await listedIn(`deck-${mark}`)).toEqual([id]);
  const before = await lastInvalidationId();
  await moveCategory(ctx, { id: anchors.id, parentId: harbour.id, afterId: null });
  expect(await listedIn(`deck-${mark}`)).toEqual([]);
  expect(await listedIn(harbour.handle)).toEqual([id]);
  expect(await invalidatedSince(before)).toEqual(
    expect.arrayContaining(
      [anchors.id, anchors.parentId ?? '', harbour.id].map(tags.category).concat(tags.navigation()),
    ),
  );
});

test('what is hidden, and all below it, is nowhere in the shop; its products stay on sale', async () => {
  const { mark, id, handle: product } = await storedProduct();
  const {
    id: deck,
    handle,
    version,
  } = await db().category.findUniqueOrThrow({
    where: { handle: `deck-${mark}` },
  });
  const hide = (hidden: boolean, expectedVersion: number) =>
    editCategory(ctx, {
      id: deck,
      fields: { ...fieldsOf(`Deck ${mark}`, handle), hidden },
      expectedVersion,
    });
  expect(await hide(true, version)).toMatchObject({ ok: true });
  expect(await getCategory(handle)).toBeNull();
  expect(await getCategory(`${handle}-anchors`)).toBeNull();
  expect(JSON.stringify(await listCategories())).not.toContain(deck);
  expect(await getProduct(product)).toMatchObject({ id, categories: [], breadcrumbs: [] });
  const { tree } = await countStaffCategories();
  const found = (of: string) => tree.find((row) => row.handle === of);
  expect([found(handle), found(`${handle}-anchors`)]).toMatchObject([
    { hidden: true, products: 0 },
    { hidden: false, products: 1 },
  ]);
  expect(await hide(false, version + 1)).toMatchObject({ ok: true });
  expect(await listedIn(handle)).toEqual([id]);
});

test('a hidden category lists nothing above it either', async () => {
  const { mark } = await storedProduct();
  const anchors = await db().category.findUniqueOrThrow({ where: { handle: `deck-${mark}-anchors` } });
  const fields = { ...fieldsOf('Anchors', anchors.handle), hidden: true };
  await editCategory(ctx, { id: anchors.id, fields, expectedVersion: anchors.version });
  expect(await listedIn(`deck-${mark}`)).toEqual([]);
});

test('deleting moves up what is below, leads the address up, and keeps the products and what price rules name', async () => {
  const { mark, id, handle: product } = await storedProduct();
  const deck = await db().category.findUniqueOrThrow({ where: { handle: `deck-${mark}` } });
  const anchors = await db().category.findUniqueOrThrow({ where: { handle: `deck-${mark}-anchors` } });
  const root = await made(`Root ${mark}`);
  await moveCategory(ctx, { id: deck.id, parentId: root.id, afterId: null });
  const rule = await db().priceRule.create({
    data: {
      ...{ id: crypto.randomUUID(), name: `Sale ${mark}`, kind: 'percentage', value: 100, stacking: 'stack' },
      ...{ startsAt: new Date(), createdAt: new Date(), updatedAt: new Date(), updatedBy: 'test' },
      targets: { create: { kind: 'category', value: deck.id } },
    },
  });
  const remove = () => deleteCategory(ctx, { id: deck.id, expectedVersion: deck.version + 1 });
  expect(await remove()).toMatchObject({ error: { kind: 'priced_by', rules: [`Sale ${mark}`] } });
  await db().priceRule.delete({ where: { id: rule.id } });
  expect(await deleteCategory(ctx, { id: deck.id, expectedVersion: 1 })).toMatchObject({
    error: { kind: 'version_conflict' },
  });
  const before = await lastInvalidationId();
  expect(await remove()).toEqual({ ok: true, value: { movedUp: 1 } });
  expect(await getRedirect(`/c/deck-${mark}`)).toBe(`/c/${root.handle}`);
  expect(await getCategory(anchors.handle)).toMatchObject({ ancestors: [{ id: root.id }] });
  expect(await listedIn(root.handle)).toEqual([id]);
  expect((await getProduct(product))?.id).toBe(id);
  expect(await invalidatedSince(before)).toEqual(
    expect.arrayContaining([tags.category(deck.id), tags.category(anchors.id), tags.navigation()]),
  );
  expect((await actionsOf(deck.id)).at(-1)).toBe('category.deleted');
});

test('deleting a category under a price rule writes down what its products cost without it', async () => {
  const sold = (priceMinor: number) => (mark: string) => ({
    categoryPaths: [[`Deck ${mark}`, 'Anchors'], ['Chandlery 7f3a']],
    variants: [{ sku: `A-${mark}`, optionValues: ['S'], priceMinor, compareAtMinor: null, onHand: 3 }],
  });
  const [{ mark, id, handle, sku }, other] = [
    await storedProduct(sold(1_000)),
    await storedProduct(sold(900)),
  ];
  const deck = await db().category.findUniqueOrThrow({ where: { handle: `deck-${mark}` } });
  const anchors = await db().category.findUniqueOrThrow({ where: { handle: `deck-${mark}-anchors` } });
  const name = `Sale ${mark}`;
  const saved = await saveRule(ctx, {
    ...{ id: null, expectedVersion: 0, name, kind: 'percentage', value: 2_000, priority: 0 },
    ...{ stacking: 'exclusive', display: 'plain', status: 'live', startsAt: new Date(Date.now() - 60_000) },
    ...{ endsAt: null, couponCode: null, usageLimit: null, customerLimit: null },
    targets: [{ kind: 'category', value: deck.id }],
  });
  if (!saved.ok) throw new Error(saved.error.kind);
  const cheapestFirst = async () =>
    (await getCategory('chandlery-7f3a', { sort: 'price-asc' }))?.products
      .map((product) => product.id)
      .filter((one) => [id, other.id].includes(one));
  const offers = () => db().$queryRaw<{ priceMinor: number }[]>`
    SELECT o.price_minor AS priceMinor FROM search_offers o JOIN search_products s ON s.doc = o.doc
    WHERE s.product_id = ${id} AND o.currency = ${env.SHOP_CURRENCY}`;
  expect(await offers()).toEqual([{ priceMinor: 800 }]);
  expect(await cheapestFirst()).toEqual([id, other.id]);
  expect(await getCategoryForStaff(anchors.id)).toMatchObject({ rulesAbove: [name] });
  expect(await getCategoryForStaff(deck.id)).toMatchObject({ rulesAbove: [] });
  const before = await lastInvalidationId();
  const { version: expectedVersion } = anchors;
  expect(await deleteCategory(ctx, { id: anchors.id, expectedVersion })).toMatchObject({ ok: true });
  const variant = await db().variant.findUniqueOrThrow({ where: { sku } });
  const history = await db().priceHistory.findMany({
    where: { variantId: variant.id },
    orderBy: { id: 'asc' },
  });
  expect(variant.saleMinor).toBeNull();
  expect(history.map(({ priceMinor }) => priceMinor)).toEqual([1_000, 800, 1_000]);
  expect(await offers()).toEqual([{ priceMinor: 1_000 }]);
  expect(await cheapestFirst()).toEqual([other.id, id]);
  expect((await getProduct(handle))?.variants[0]?.priceMinor).toBe(1_000);
  expect(await invalidatedSince(before)).toEqual(
    expect.arrayContaining([tags.product(id), tags.pricesIn('search')]),
  );
  await db().priceRule.delete({ where: { id: saved.value.id } });
});

test('a rule decides what is in a category, and follows tags, prices, facts, imports and the editor', async () => {
  const mark = unique();
  const vendor = `Foundry ${mark}`;
  const [one, two] = [
    await storedProduct(() => ({ vendor, attributes: [{ name: 'Metal', value: 'Brass' }] })),
    await storedProduct(() => ({ vendor })),
  ];
  const { id, handle } = await made(`Ruled ${mark}`);
  await setCategoryProducts(ctx, { id, productIds: [(await storedProduct()).id], expectedVersion: 1 });
  const before = await lastInvalidationId();
  const conditions = [
    { kind: 'vendor' as const, value: vendor },
    { kind: 'price' as const, fromMinor: null, toMinor: 1_500 },
  ];
  expect(await setCategoryRule(ctx, { id, rule: { match: 'all', conditions }, expectedVersion: 2 })).toEqual({
    ok: true,
    value: { version: 3, joined: 2, left: 1, done: true },
  });
  expect(new Set(await listedIn(handle))).toEqual(new Set([one.id, two.id]));
  expect(await invalidatedSince(before)).toEqual(
    expect.arrayContaining([tags.category(id), tags.product(one.id), tags.search()]),
  );
  expect(await setCategoryProducts(ctx, { id, productIds: [], expectedVersion: 3 })).toMatchObject({
    error: { kind: 'by_rule' },
  });
  // A price.
  const dear = await lastInvalidationId();
  await setVariantPrice(ctx, { sku: one.sku, priceMinor: 1_600, compareAtMinor: null, expectedVersion: 1 });
  expect(await listedIn(handle)).toEqual([two.id]);
  expect(await invalidatedSince(dear)).toContain(tags.category(id));
  // An import: another vendor, and into it by name, which no file decides.
  const path = [[`Ruled ${mark}`]];
  await saveProducts(ctx, [{ ...two.input, vendor: 'Other', categoryPaths: path }]);
  expect(await listedIn(handle)).toEqual([]);
  // A tag, in bulk, under a rule of any.
  const any = {
    match: 'any' as const,
    conditions: [
      { kind: 'tag' as const, value: `new-${mark}` },
      { kind: 'attribute' as const, name: 'Metal', value: 'Brass' },
      { kind: 'type' as const, value: `no-${mark}` },
    ],
  };
  await setCategoryRule(ctx, { id, rule: any, expectedVersion: 3 });
  expect(await listedIn(handle)).toContain(one.id);
  expect(await listedIn(handle)).not.toContain(two.id);
  await bulkEditProducts(ctx, { ids: [two.id], edit: { do: 'add_tag', tag: `new-${mark}` } });
  expect(await listedIn(handle)).toContain(two.id);
  // By hand again: what is in it stays.
  expect(await setCategoryRule(ctx, { id, rule: null, expectedVersion: 4 })).toMatchObject({ ok: true });
  await bulkEditProducts(ctx, { ids: [two.id], edit: { do: 'remove_tag', tag: `new-${mark}` } });
  expect(await listedIn(handle)).toContain(two.id);
  expect((await actionsOf(id)).filter((action) => action === 'category.rule_set')).toHaveLength(3);
});

test('products saved while a rule is set are seen by one of the two', async () => {
  const mark = unique();
  const { id, handle } = await made(`Ruled ${mark}`);
  const rule = { match: 'all' as const, conditions: [{ kind: 'tag' as const, value: `t-${mark}` }] };
  const stored = await Promise.all(Array.from({ length: 6 }, () => storedProduct()));
  await Promise.all([
    setCategoryRule(ctx, { id, rule, expectedVersion: 1 }),
    ...stored.map((product) =>
      bulkEditProducts(ctx, { ids: [product.id], edit: { do: 'add_tag', tag: `t-${mark}` } }),
    ),
  ]);
  expect(await listedIn(handle)).toHaveLength(6);
});

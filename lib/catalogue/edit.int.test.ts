import { afterAll, expect, test } from 'vitest';
import { tags } from '#lib/cache/index.ts';
import { closeDb, db } from '#lib/platform/index.ts';
import { ctx, invalidatedSince, lastInvalidationId, storedProduct, unique } from './catalogue.fixtures.ts';
import {
  addCmsBlock,
  discardCmsDraft,
  getCategory,
  getCategoryForStaff,
  getCmsBlock,
  listWrittenPages,
  publishCmsBlock,
  saveCmsBlock,
  saveCmsDraft,
  setCategoryProducts,
  setTranslations,
} from './index.ts';

afterAll(closeDb);

test('a draft is on no page and purges nothing; published it is what the shop shows, without its scripts', async () => {
  const key = `about-${unique()}`;
  await saveCmsBlock(ctx, { key, title: 'About', bodyHtml: '<p>Old</p>' });
  const before = await lastInvalidationId();
  const draft = await saveCmsDraft(ctx, {
    key,
    title: 'New',
    bodyHtml: '<p onclick="x()">Secret<script>1</script></p>',
    expectedVersion: 1,
  });
  expect(draft).toMatchObject({
    ok: true,
    value: { version: 2, draftHtml: '<p>Secret</p>', bodyHtml: '<p>Old</p>' },
  });
  expect((await getCmsBlock(key))?.bodyHtml).toBe('<p>Old</p>');
  expect(await invalidatedSince(before)).toEqual([]);
  expect(await publishCmsBlock(ctx, { key, expectedVersion: 1 })).toMatchObject({
    ok: false,
    error: { kind: 'version_conflict', current: { updatedBy: 'test' } },
  });
  expect(await publishCmsBlock(ctx, { key, expectedVersion: 2 })).toMatchObject({ ok: true });
  expect(await getCmsBlock(key)).toMatchObject({ title: 'New', bodyHtml: '<p>Secret</p>' });
  expect(await invalidatedSince(before)).toEqual([tags.cms(key)]);
  expect(await publishCmsBlock(ctx, { key, expectedVersion: 3 })).toMatchObject({
    error: { kind: 'nothing_to_publish' },
  });
  expect(await discardCmsDraft(ctx, { key, expectedVersion: 3 })).toMatchObject({ ok: true });
  expect(await db().auditEntry.count({ where: { subject: `cms:${key}` } })).toBe(3);
});

test('a new text is on no page before it is published, and has languages by then', async () => {
  const key = `imprint-${unique()}`;
  expect(await getCmsBlock(key)).toBeNull();
  const before = await lastInvalidationId();
  const added = await addCmsBlock(ctx, { key, title: 'Imprint' });
  if (!added.ok) throw new Error(added.error.kind);
  expect(added.value).toMatchObject({ published: false, draftTitle: 'Imprint', draftHtml: '', version: 1 });
  expect(await addCmsBlock(ctx, { key, title: 'Again' })).toEqual({
    ok: false,
    error: { kind: 'key_taken' },
  });
  const texts = { title: 'Impressum', bodyHtml: '<p>Wer wir sind</p>' };
  await setTranslations(ctx, { entity: 'cms', id: added.value.id, locale: 'de', texts });
  await saveCmsDraft(ctx, { key, title: 'Imprint', bodyHtml: '<p>Who we are</p>', expectedVersion: 1 });
  expect([await getCmsBlock(key), await getCmsBlock(key, { locale: 'de' })]).toEqual([null, null]);
  expect(await listWrittenPages()).not.toContain(key);
  expect(await publishCmsBlock(ctx, { key, expectedVersion: 2 })).toMatchObject({
    value: { published: true },
  });
  expect(await getCmsBlock(key)).toMatchObject({ title: 'Imprint', bodyHtml: '<p>Who we are</p>' });
  expect(await getCmsBlock(key, { locale: 'de' })).toMatchObject(texts);
  expect(await listWrittenPages()).toContain(key);
  expect(await invalidatedSince(before)).toEqual(expect.arrayContaining([tags.cms(key), tags.texts()]));
});

test('what is a part of the home page is no page of its own', async () => {
  for (const key of ['home-hero', 'home-story']) {
    await saveCmsBlock(ctx, { key, title: 'Home', bodyHtml: '<p>Welcome</p>' });
    expect(await getCmsBlock(key)).not.toBeNull();
  }
  const keys = await listWrittenPages();
  expect(keys.filter((key) => key.startsWith('home-'))).toEqual([]);
});

test('what the shop reads of a block holds nothing of its draft', async () => {
  const key = `about-${unique()}`;
  await saveCmsBlock(ctx, { key, title: 'About', bodyHtml: '<p>Old</p>' });
  await saveCmsDraft(ctx, { key, title: 'Hidden', bodyHtml: '<p>Hidden</p>', expectedVersion: 1 });
  expect(JSON.stringify(await getCmsBlock(key))).not.toContain('Hidden');
});

test('what the front page’s collection holds is on the home page: any change of it purges that', async () => {
  const { id: productId } = await storedProduct();
  const { id, version } = await db().category.upsert({
    where: { handle: 'frontpage' },
    create: { id: crypto.randomUUID(), handle: 'frontpage', title: 'Front page' },
    update: {},
  });
  const set = (expectedVersion: number) =>
    setCategoryProducts(ctx, { id, productIds: [productId], expectedVersion });
  await set(version);
  const before = await lastInvalidationId();
  expect(await set(version + 1)).toMatchObject({ ok: true, value: { joined: 0, left: 0 } });
  expect(await invalidatedSince(before)).toContain(tags.search());
});

test('products join, leave and change places in a category; listings and the moved products are purged, no others', async () => {
  const [one, two, three] = await Promise.all([storedProduct(), storedProduct(), storedProduct()]);
  const parent = await db().category.findUniqueOrThrow({ where: { handle: `deck-${one.mark}` } });
  const { id } = await db().category.findFirstOrThrow({ where: { parentId: parent.id } });
  const before = await lastInvalidationId();
  const set = (productIds: string[], expectedVersion: number) =>
    setCategoryProducts(ctx, { id, productIds, expectedVersion });
  expect(await set([two.id, one.id], 1)).toEqual({ ok: true, value: { version: 2, joined: 1, left: 0 } });
  const listed = async () => (await getCategory(`deck-${one.mark}`))?.products.map((product) => product.id);
  expect(await listed()).toEqual([two.id, one.id]);
  const stale = await invalidatedSince(before);
  // Search finds products by the names of their categories.
  for (const tag of [tags.category(id), tags.category(parent.id), tags.product(two.id), tags.search()])
    expect(stale).toContain(tag);
  for (const tag of [tags.product(one.id), tags.product(three.id)]) expect(stale).not.toContain(tag);
  expect(await set([three.id], 1)).toMatchObject({
    ok: false,
    error: { kind: 'version_conflict', current: { updatedBy: 'test' } },
  });
  const reordered = await lastInvalidationId();
  expect(await set([one.id, two.id], 2)).toMatchObject({ ok: true });
  expect(await listed()).toEqual([one.id, two.id]);
  expect(await invalidatedSince(reordered)).not.toContain(tags.search());
  expect(await set([three.id, crypto.randomUUID()], 3)).toMatchObject({ ok: true, value: { left: 2 } });
  expect((await getCategoryForStaff(id))?.members.map((member) => member.id)).toEqual([three.id]);
});

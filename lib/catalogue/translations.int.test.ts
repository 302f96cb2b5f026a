import { afterAll, expect, test } from 'vitest';
import { closeDb, db } from '#lib/platform/index.ts';
import {
  ctx,
  invalidatedSince,
  lastInvalidationId,
  productInput,
  storedProduct,
  unique,
} from './catalogue.fixtures.ts';
import {
  getCategory,
  getCmsBlock,
  getProduct,
  getTranslations,
  getVariantsBySku,
  listCategories,
  saveCmsBlock,
  setTranslations,
} from './index.ts';

afterAll(closeDb);

test('a product is shown in German where it was translated, and in English where not', async () => {
  const { id, handle, sku, mark } = await storedProduct((own) => ({
    optionNames: [`Size ${own}`],
    variants: productInput(own)
      .variants.map((variant) => ({ ...variant, optionValues: [`S ${own}`] }))
      .slice(0, 1),
  }));
  const before = await lastInvalidationId();
  const texts = { title: 'Anker', descriptionHtml: '<p>Schwer.</p><script>x()</script>' };
  expect(await setTranslations(ctx, { entity: 'product', id, locale: 'de', texts })).toEqual({
    ok: true,
    value: { changed: 2 },
  });
  expect(await invalidatedSince(before)).toContain(`product:${id}`);
  const words = { [`Size ${mark}`]: 'Größe', [`S ${mark}`]: 'Klein' };
  await setTranslations(ctx, { entity: 'option', id: '', locale: 'de', texts: words });
  expect(await getProduct(handle, { locale: 'de' })).toMatchObject({
    title: 'Anker',
    descriptionHtml: '<p>Schwer.</p>',
    vendor: 'Foundry',
    optionNames: ['Größe'],
    variants: [{ title: 'Klein', optionValues: ['Klein'] }],
  });
  expect(await getProduct(handle)).toMatchObject({ title: `Anchor ${mark}`, optionNames: [`Size ${mark}`] });
  expect((await getVariantsBySku([sku], { locale: 'de' })).get(sku)).toMatchObject({
    productTitle: 'Anker',
    variantTitle: 'Klein',
  });
  const listed = await getCategory(`deck-${mark}`, {}, { locale: 'de' });
  expect(listed?.products[0]?.title).toBe('Anker');
  expect(await setTranslations(ctx, { entity: 'product', id, locale: 'de', texts })).toEqual({
    ok: true,
    value: { changed: 0 },
  });
  await setTranslations(ctx, { entity: 'product', id, locale: 'de', texts: { title: '' } });
  expect((await getProduct(handle, { locale: 'de' }))?.title).toBe(`Anchor ${mark}`);
});

test('categories and text blocks have languages too', async () => {
  const { mark } = await storedProduct();
  const category = await getCategory(`deck-${mark}`);
  const id = category?.id ?? '';
  const before = await lastInvalidationId();
  await setTranslations(ctx, { entity: 'category', id, locale: 'de', texts: { title: `Decks ${mark}` } });
  expect(await invalidatedSince(before)).toEqual(expect.arrayContaining([`category:${id}`, 'navigation']));
  const tree = await listCategories({ locale: 'de' });
  expect(tree.find((node) => node.id === id)?.title).toBe(`Decks ${mark}`);
  const key = `home-${unique()}`;
  await saveCmsBlock(ctx, { key, title: 'Hi', bodyHtml: '<p>Hi</p>' });
  const block = await getCmsBlock(key);
  const texts = { bodyHtml: '<p>Moin</p>' };
  await setTranslations(ctx, { entity: 'cms', id: block?.id ?? '', locale: 'de', texts });
  expect(await getCmsBlock(key, { locale: 'de' })).toMatchObject({ title: 'Hi', bodyHtml: '<p>Moin</p>' });
  expect(await getTranslations('cms', block?.id)).toEqual({ de: texts });
});

test('what cannot be translated is refused by name', async () => {
  const { id } = await storedProduct();
  const set = (input: Partial<Parameters<typeof setTranslations>[1]>) =>
    setTranslations(ctx, { entity: 'product', id, locale: 'de', texts: { title: 'x' }, ...input });
  expect(await set({ locale: 'xx' })).toMatchObject({ error: { kind: 'unknown_locale' } });
  expect(await set({ texts: { vendor: 'x' } })).toMatchObject({ error: { kind: 'unknown_field' } });
  expect(await set({ id: ctx.newId() })).toEqual({ ok: false, error: { kind: 'not_found' } });
  expect(await db().translation.count({ where: { entityId: id } })).toBe(0);
});

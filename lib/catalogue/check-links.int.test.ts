import { afterAll, expect, test } from 'vitest';
import { closeDb, db } from '#lib/platform/index.ts';
import { addCmsBlock } from './add-cms-block.ts';
import { addRedirect } from './add-redirect.ts';
import { ctx, storedProduct, unique } from './catalogue.fixtures.ts';
import { checkLinks } from './check-links.ts';
import { publishCmsBlock, saveCmsDraft } from './edit-cms-block.ts';
import { setTranslations } from './set-translations.ts';

afterAll(closeDb);

test('a link says whether its text is missing, not published, or not said in a language', async () => {
  const key = `imprint-${unique()}`;
  const href = `/pages/${key}`;
  const trouble = async () => [...(await checkLinks([href, `${href}/?from=footer`])).values()];
  expect(await trouble()).toEqual([{ kind: 'missing' }, { kind: 'missing' }]);
  const made = await addCmsBlock(ctx, { key, title: 'Imprint' });
  if (!made.ok) throw new Error(made.error.kind);
  expect(await trouble()).toEqual([{ kind: 'hidden' }, { kind: 'hidden' }]);
  const { version } = made.value;
  const saved = await saveCmsDraft(ctx, {
    key,
    title: 'Imprint',
    bodyHtml: '<p>We</p>',
    expectedVersion: version,
  });
  if (!saved.ok) throw new Error(saved.error.kind);
  expect(await publishCmsBlock(ctx, { key, expectedVersion: saved.value.version })).toMatchObject({
    ok: true,
  });
  const german = { kind: 'untranslated', locales: ['de'] };
  expect(await trouble()).toEqual([german, german]);
  const texts = { bodyHtml: '<p>Wir</p>' };
  await setTranslations(ctx, { entity: 'cms', id: made.value.id, locale: 'de', texts });
  expect(await trouble()).toEqual([]);
});

test('a link says whether its product or category is shown; a redirect, the cart and other shops are left alone', async () => {
  const { id, handle, mark } = await storedProduct();
  const [page, category, old, never] = [
    `/p/${handle}`,
    `/c/deck-${mark}`,
    `/p/old-${mark}`,
    `/never/${mark}`,
  ];
  const fine = [page, category, '/', '/cart', '/search?q=x', 'https://elsewhere.example/imprint'];
  expect([...(await checkLinks([...fine, old, never]))]).toEqual([
    [old, { kind: 'missing' }],
    [never, { kind: 'missing' }],
  ]);
  expect(await addRedirect(ctx, { fromPath: old, toPath: page })).toMatchObject({ ok: true });
  expect((await checkLinks([old])).size).toBe(0);
  await db().product.update({ where: { id }, data: { status: 'draft' } });
  await db().category.update({ where: { handle: `deck-${mark}` }, data: { hidden: true } });
  const below = `/c/deck-${mark}-anchors`;
  expect([...(await checkLinks([page, below]))]).toEqual([
    [page, { kind: 'hidden' }],
    [below, { kind: 'hidden' }],
  ]);
});

import { afterAll, expect, test } from 'vitest';
import { tags } from '#lib/cache/index.ts';
import { closeDb, db } from '#lib/platform/index.ts';
import { ctx, invalidatedSince, lastInvalidationId, storedProduct, unique } from './catalogue.fixtures.ts';
import { addRedirect, getRedirect, listRedirects, removeRedirect } from './index.ts';

afterAll(closeDb);

test('an old address leads to a page until that is taken away, with purge and audit', async () => {
  const { handle, mark } = await storedProduct();
  const [fromPath, toPath] = [`/products/${mark}`, `/p/${handle}`];
  const before = await lastInvalidationId();
  expect(await addRedirect(ctx, { fromPath: `${fromPath}/?ref=1`, toPath })).toEqual({
    ok: true,
    value: { fromPath, toPath },
  });
  expect(await invalidatedSince(before)).toEqual([tags.search()]);
  expect(await getRedirect(fromPath)).toBe(toPath);
  expect(await listRedirects({ q: mark })).toMatchObject({ total: 1, redirects: [{ fromPath, toPath }] });
  expect(await removeRedirect(ctx, { fromPath })).toBe(true);
  expect(await removeRedirect(ctx, { fromPath })).toBe(false);
  expect(await getRedirect(fromPath)).toBeNull();
  const rows = await db().auditEntry.findMany({ where: { subject: `redirect:${fromPath}` } });
  expect(rows.map(({ action }) => action)).toEqual(['redirect.added', 'redirect.removed']);
});

test('loops, chains, pages that are there and targets that are not are refused, and say why', async () => {
  const { handle, mark } = await storedProduct();
  const page = `/p/${handle}`;
  const [a, b] = [`/p/a-${mark}`, `/p/b-${mark}`];
  const add = (fromPath: string, toPath: string) => addRedirect(ctx, { fromPath, toPath });
  expect(await add(a, page)).toMatchObject({ ok: true });
  expect(await add(a, '/')).toMatchObject({ error: { kind: 'taken', to: page } });
  expect(await add(b, a)).toMatchObject({ error: { kind: 'chain', to: page } });
  expect(await add(b, b)).toMatchObject({ error: { kind: 'loop' } });
  expect(await add(page, a)).toMatchObject({ error: { kind: 'loop' } });
  expect(await add(page, '/')).toMatchObject({ error: { kind: 'chain_before', from: a } });
  await removeRedirect(ctx, { fromPath: a });
  expect(await add(page, '/')).toMatchObject({ error: { kind: 'has_page' } });
  expect(await add(b, `/p/none-${mark}`)).toMatchObject({ error: { kind: 'leads_nowhere' } });
  expect(await add('/checkout', page)).toMatchObject({ error: { kind: 'reserved' } });
  expect(await add('/', page)).toMatchObject({ error: { kind: 'reserved' } });
});

test('an address typed with escapes is the one that visitors ask for, and the page that may be there', async () => {
  const { handle, mark } = await storedProduct((own) => ({ handle: `café-${own}` }));
  const add = (fromPath: string, toPath: string) => addRedirect(ctx, { fromPath, toPath });
  const escaped = `/p/caf%C3%A9-${mark}`;
  expect(await add(`/old/caf%C3%A9-${mark}/?ref=%41`, escaped)).toEqual({
    ok: true,
    value: { fromPath: `/old/café-${mark}`, toPath: `/p/${handle}` },
  });
  expect(await getRedirect(`/old/café-${mark}`)).toBe(`/p/${handle}`);
  expect(await add(escaped, '/')).toMatchObject({ error: { kind: 'chain_before' } });
  await removeRedirect(ctx, { fromPath: `/old/café-${mark}` });
  expect(await add(escaped, '/')).toMatchObject({ error: { kind: 'has_page' } });
  expect(await add('/%61dmin', '/')).toMatchObject({ error: { kind: 'reserved' } });
  const percent = `/old/100%-${mark}`;
  expect(await add(percent, '/')).toMatchObject({ value: { fromPath: percent } });
});

test('two colleagues cannot make a circle at once', async () => {
  const mark = unique();
  const [a, b] = [`/search/a-${mark}`, `/old/b-${mark}`];
  const done = await Promise.all([
    addRedirect(ctx, { fromPath: b, toPath: a }),
    addRedirect(ctx, { fromPath: `/old/c-${mark}`, toPath: a }),
    addRedirect(ctx, { fromPath: b, toPath: '/' }),
  ]);
  expect(done.filter(({ ok }) => ok)).toHaveLength(2);
});

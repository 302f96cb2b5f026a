import { afterAll, expect, test } from 'vitest';
import { tags } from '#lib/cache/index.ts';
import { closeDb, db } from '#lib/platform/index.ts';
import { ctx, invalidatedSince, lastInvalidationId, storedProduct } from './catalogue.fixtures.ts';
import { exportPriceCsv, getProduct, planPriceChange, planPriceCsv, setPrices } from './index.ts';

afterAll(closeDb);

const anything = { q: '', categoryId: null, vendor: '', type: '' };

test('what was previewed goes in with history, audit and purge; what changed since is left alone and named', async () => {
  const one = await storedProduct();
  const two = await storedProduct();
  const change = { kind: 'percent', value: -1_000, compareAt: 'former' } as const;
  const plans = await Promise.all(
    [one, two].map(({ mark }) => planPriceChange({ ...anything, q: mark }, change)),
  );
  const wanted = plans.flatMap(({ planned }) =>
    planned.map((row) => ({
      sku: row.sku,
      priceMinor: row.newPriceMinor,
      compareAtMinor: row.newCompareAtMinor,
      expectedVersion: row.version,
    })),
  );
  expect(wanted).toHaveLength(4);
  await db().variant.update({ where: { sku: two.sku }, data: { version: { increment: 1 } } });
  const before = await lastInvalidationId();
  const done = await setPrices(ctx, wanted);
  expect(done).toEqual({ changed: 3, problems: [{ sku: two.sku, reason: 'was changed in the meantime' }] });
  expect((await getProduct(one.handle))?.variants[0]).toMatchObject({
    priceMinor: 900,
    compareAtMinor: 1_000,
    lowestMinor: 1_000,
  });
  expect((await getProduct(two.handle))?.variants[0]).toMatchObject({ priceMinor: 1_000 });
  expect(await db().auditEntry.count({ where: { subject: `variant:${one.sku}` } })).toBe(1);
  const stale = await invalidatedSince(before);
  for (const { id } of [one, two]) expect(stale).toContain(tags.product(id));
  expect(stale).not.toContain(tags.search());
});

test('a price list goes out, comes back as no change, and names the rows nobody knows', async () => {
  const { mark, sku } = await storedProduct();
  const csv = await exportPriceCsv(ctx, { ...anything, q: mark });
  expect(await planPriceCsv(csv)).toMatchObject({ found: 2, planned: [], rejected: [] });
  const taken = await db().auditEntry.findFirst({
    where: { subject: 'export:prices' },
    orderBy: { id: 'desc' },
  });
  expect(taken).toMatchObject({ action: 'prices.exported', after: { variants: 2, text: mark } });
  const edited = `${csv.replace('10.00', '8.50')}GHOST,1,\r\n`;
  const plan = await planPriceCsv(edited);
  expect(plan.planned).toMatchObject([{ sku, priceMinor: 1_000, newPriceMinor: 850 }]);
  expect(plan.rejected).toMatchObject([{ line: 4, column: 'SKU', reason: 'GHOST is not in the catalogue' }]);
});

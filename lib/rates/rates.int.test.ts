import { afterAll, expect, test } from 'vitest';
import { closeDb, db, systemContext } from '#lib/platform/index.ts';
import { getRates, saveShipping, saveTax } from './index.ts';

const ctx = systemContext('staff:test');
const clean = () => db().setting.deleteMany({ where: { key: { in: ['tax', 'shipping'] } } });
afterAll(async () => {
  await clean();
  await closeDb();
});

test('a table is changed over the version that was read, with audit and purge; an older one is refused', async () => {
  await clean();
  const before = await getRates();
  expect(before.taxVersion).toBe('');
  const table = before.tax.map((row) => (row.country === 'IE' ? { ...row, standard: 21_000 } : row));
  const saved = await saveTax(ctx, { table, expectedVersion: '' });
  expect(saved.ok).toBe(true);
  const after = await getRates();
  expect(after.tax.find(({ country }) => country === 'IE')?.standard).toBe(21_000);
  expect(saved.ok && saved.value.version).toBe(after.taxVersion);
  expect(await saveTax(ctx, { table: before.tax, expectedVersion: '' })).toEqual({
    ok: false,
    error: { kind: 'version_conflict' },
  });
  const entry = await db().auditEntry.findFirst({
    where: { subject: 'setting:tax' },
    orderBy: { id: 'desc' },
  });
  expect(entry).toMatchObject({ before: [{ standard: 23_000 }], after: [{ standard: 21_000 }] });
  const purge = await db().cacheInvalidation.findFirst({ orderBy: { id: 'desc' } });
  expect(purge?.tags).toEqual(['rates']);
});

test('zones are changed the same way', async () => {
  await clean();
  const { zones } = await getRates();
  expect((await saveShipping(ctx, { zones: zones.slice(0, 1), expectedVersion: '' })).ok).toBe(true);
  expect((await getRates()).zones).toEqual(zones.slice(0, 1));
});

test('a table that cannot be read is the default one, and says so in the log', async () => {
  await clean();
  await db().setting.create({ data: { key: 'tax', value: 'nonsense', updatedAt: new Date() } });
  expect((await getRates()).tax.length).toBeGreaterThan(50);
});

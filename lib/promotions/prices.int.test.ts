import { afterAll, expect, test } from 'vitest';
import { closeDb, db, env, uuidv7, withTransaction } from '#lib/platform/index.ts';
import { lowestBefore, type PricePeriod, priorWindowStart } from '#lib/pricing/index.ts';
import { findHistory } from './prices.repository.ts';

const at = new Date('2031-05-01T12:00:00Z');
const daysBefore = (days: number) => new Date(at.getTime() - days * 86_400_000);
const of = (days: number, priceMinor: number): PricePeriod => ({ fromAt: daysBefore(days), priceMinor });
const often = Array.from({ length: 400 }, (_, change) => of(29 - change / 20, 500 + (change % 3)));

const histories: Record<string, PricePeriod[]> = {
  'none before': [],
  'one, long ago': [of(90, 700)],
  'cheaper before the time, dearer in it': [of(90, 300), of(40, 900), of(10, 800)],
  'the cheapest is what was asked as it began': [of(90, 300), of(10, 800)],
  'up and down, the last as before': [of(50, 800), of(20, 600), of(10, 800), of(5, 600), of(1, 800)],
  'changed as the time began': [of(60, 100), of(30, 400), of(2, 600)],
  'changed twice at once': [of(9, 400), of(9, 450)],
  'changed at this very moment too': [of(40, 400), of(0, 400)],
  'changed hour by hour': often,
};
const variants = new Map(Object.keys(histories).map((name) => [name, uuidv7()]));

afterAll(async () => {
  await db().priceHistory.deleteMany({ where: { variantId: { in: [...variants.values()] } } });
  await closeDb();
});

test('the lowest price of thirty days and the one asked now are those of the whole history', async () => {
  const data = [...variants].flatMap(([name, variantId]) =>
    (histories[name] ?? []).map((period) => ({ ...period, variantId })),
  );
  await db().priceHistory.createMany({ data });
  const which = { variantIds: [...variants.values()], currency: env.SHOP_CURRENCY };
  const found = await withTransaction((tx) => findHistory(tx, { ...which, since: priorWindowStart(at), at }));
  for (const [name, variantId] of variants) {
    const whole = histories[name] ?? [];
    const some = found.get(variantId) ?? [];
    expect.soft(lowestBefore(some, at), name).toBe(lowestBefore(whole, at));
    expect.soft(some.at(-1)?.priceMinor, name).toBe(whole.at(-1)?.priceMinor);
  }
  expect(found.get(variants.get('changed hour by hour') ?? '')).toHaveLength(3);
});

import { expect, test } from 'vitest';
import {
  applyDueBoundaries,
  at,
  clock,
  created,
  ctx,
  day,
  db,
  getProduct,
  lastPurge,
  mark,
  onProducts,
  priceOf,
  setVariantPrice,
  stopRule,
  stored,
  tags,
  tagsSince,
  withoutOtherRules,
} from './promotions.fixtures.ts';

withoutOtherRules();

test('start and end purge what they change, and nothing else', async () => {
  const { own, ids } = await stored(mark(), 2);
  await stored();
  const categories = await db().category.findMany({ where: { handle: { endsWith: own } } });
  expect(categories).toHaveLength(2);
  const order = [tags.pricesIn('search'), ...categories.map(({ id }) => tags.pricesIn(id))];
  let before = await lastPurge();
  const rule = await created({ targets: onProducts(ids), startsAt: at(60), endsAt: at(120) });
  // No page: only the table of rules.
  expect(await tagsSince(before)).toEqual([tags.rules()]);
  try {
    before = await lastPurge();
    clock.ahead = 61_000;
    expect(await applyDueBoundaries(ctx)).toMatchObject({ applied: 1, purge: { acknowledged: true } });
    expect(await tagsSince(before)).toEqual([tags.rules(), ...ids.map(tags.product), ...order].sort());
    expect(await db().cacheInvalidation.count({ where: { id: { gt: before }, acknowledgedAt: null } })).toBe(
      0,
    );
    before = await lastPurge();
    clock.ahead = 121_000;
    expect(await applyDueBoundaries(ctx)).toMatchObject({ applied: 1 });
    expect(await tagsSince(before)).toEqual([tags.rules(), tags.priceRule(rule.id), ...order].sort());
    expect(await applyDueBoundaries(ctx)).toEqual({ applied: 0, purge: null });
  } finally {
    clock.ahead = 0;
  }
});

test('with every worker down at start and end, carts pay by the clock, and both are caught up in their order', async () => {
  const { ids, handles } = await stored();
  const rule = await created({ targets: onProducts(ids), startsAt: at(60), endsAt: at(120) });
  expect([await priceOf(handles[0] ?? '', at(59)), await priceOf(handles[0] ?? '', at(60))]).toEqual([
    1_000, 800,
  ]);
  expect([await priceOf(handles[0] ?? '', at(119)), await priceOf(handles[0] ?? '', at(120))]).toEqual([
    800, 1_000,
  ]);
  const before = await lastPurge();
  try {
    clock.ahead = 600_000;
    // Two workers come back at the same moment.
    const both = await Promise.all([applyDueBoundaries(ctx), applyDueBoundaries({ ...ctx })]);
    expect(both.reduce((sum, { applied }) => sum + applied, 0)).toBe(2);
  } finally {
    clock.ahead = 0;
  }
  const stale = await tagsSince(before);
  for (const tag of [tags.product(ids[0] ?? ''), tags.priceRule(rule.id)]) expect(stale).toContain(tag);
  const variant = await db().variant.findFirstOrThrow({ where: { productId: ids[0] ?? '' } });
  const history = await db().priceHistory.findMany({
    where: { variantId: variant.id },
    orderBy: { id: 'asc' },
  });
  expect(history.map(({ priceMinor }) => priceMinor)).toEqual([1_000, 800, 1_000]);
  // The history says when the price changed, not when somebody was there to write it down.
  expect(history.slice(1).map(({ fromAt }) => fromAt)).toEqual([rule.startsAt, rule.endsAt]);
  expect(variant.saleMinor).toBeNull();
});

test('a start that was carried out holds for a web process whose clock is behind', async () => {
  const { ids, handles } = await stored();
  await created({ targets: onProducts(ids) });
  expect(await priceOf(handles[0] ?? '', at(-3_600))).toBe(800);
});

test('the lowest price of 30 days is that before the reduction, also after one that came in between', async () => {
  const { ids, handles, skus } = await stored();
  const lowest = async () =>
    (await getProduct(handles[0] ?? '', { at: ctx.now() }))?.variants[0]?.lowestMinor;
  try {
    clock.ahead = 5 * day * 1_000;
    const first = await created({
      targets: onProducts(ids),
      startsAt: at(5 * day - 10),
      kind: 'fixed',
      value: 700,
    });
    expect(await lowest()).toBe(1_000);
    await stopRule(ctx, { id: first.id, expectedVersion: first.version });
    clock.ahead = 15 * day * 1_000;
    const second = await created({ targets: onProducts(ids), startsAt: at(15 * day - 10) });
    expect(await lowest()).toBe(700);
    await stopRule(ctx, { id: second.id, expectedVersion: second.version });
    clock.ahead = 60 * day * 1_000;
    const { version } = await db().variant.findUniqueOrThrow({ where: { sku: skus[0] ?? '' } });
    await setVariantPrice(ctx, {
      sku: skus[0] ?? '',
      priceMinor: 900,
      compareAtMinor: 1_000,
      expectedVersion: version,
    });
    expect(await lowest()).toBe(1_000);
  } finally {
    clock.ahead = 0;
  }
});

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
  input,
  lastPurge,
  mark,
  onProducts,
  priceOf,
  saveRule,
  setVariantPrice,
  stopRule,
  stored,
  tags,
  tagsSince,
  withoutOtherRules,
} from './promotions.fixtures.ts';

withoutOtherRules();

type Made = Pick<Awaited<ReturnType<typeof created>>, 'id' | 'targets'> & { expectedVersion: number };

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
  const priced = (of: Date | null, seconds: number) =>
    priceOf(handles[0] ?? '', new Date((of?.getTime() ?? 0) + seconds * 1_000));
  const { startsAt, endsAt } = rule;
  expect([await priced(startsAt, -1), await priced(startsAt, 0)]).toEqual([1_000, 800]);
  expect([await priced(endsAt, -1), await priced(endsAt, 0)]).toEqual([800, 1_000]);
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

test('a rule whose start cannot be carried out holds up no other, and its own end waits for it', async () => {
  const [bad, good] = [await stored(), await stored()];
  const failing = await created({ targets: onProducts(bad.ids), startsAt: at(60), endsAt: at(61) });
  await created({ targets: onProducts(good.ids), startsAt: at(61) });
  // A row that breaks the start, as one too wide or a lock that is never given would.
  const { id: variantId } = await db().variant.findFirstOrThrow({ where: { productId: bad.ids[0] ?? '' } });
  const trigger = `refuse_${mark()}`;
  await db().$executeRawUnsafe(`CREATE TRIGGER ${trigger} BEFORE INSERT ON price_history FOR EACH ROW
    IF NEW.variant_id = '${variantId}' THEN SIGNAL SQLSTATE '45000' SET MESSAGE_TEXT = 'no'; END IF`);
  const before = await lastPurge();
  const left = () => db().priceRule.findUniqueOrThrow({ where: { id: failing.id } });
  try {
    clock.ahead = 62_000;
    const failure = await applyDueBoundaries(ctx).catch(String);
    expect(await tagsSince(before)).toContain(tags.product(good.ids[0] ?? ''));
    expect(await db().cacheInvalidation.count({ where: { id: { gt: before }, acknowledgedAt: null } })).toBe(
      0,
    );
    expect(failure).toContain(failing.id);
    expect(await left()).toMatchObject({ startedAt: null, endedAt: null });
    await db().$executeRawUnsafe(`DROP TRIGGER ${trigger}`);
    expect(await applyDueBoundaries(ctx)).toMatchObject({ applied: 2 });
  } finally {
    clock.ahead = 0;
    await db().$executeRawUnsafe(`DROP TRIGGER IF EXISTS ${trigger}`);
  }
});

test.each<[string, (rule: Made, elsewhere: string[]) => Promise<{ ok: boolean }>]>([
  ['stopped', (rule) => stopRule(ctx, rule)],
  [
    'made a draft',
    (rule) => saveRule(ctx, { ...rule, ...input({ status: 'draft', targets: rule.targets }) }),
  ],
  ['for others', (rule, ids) => saveRule(ctx, { ...rule, ...input({ targets: onProducts(ids) }) })],
])('a sale that is %s before its start was carried out is off the pages that show it', async (_how, end) => {
  const [{ ids, skus }, other] = [await stored(), await stored()];
  const rule = await created({ targets: onProducts(ids), startsAt: at(60) });
  const variant = () => db().variant.findUniqueOrThrow({ where: { sku: skus[0] ?? '' } });
  try {
    clock.ahead = 61_000;
    // Whoever changes its price then writes down that of the sale.
    const price = { priceMinor: 1_500, compareAtMinor: null };
    const sku = skus[0] ?? '';
    await setVariantPrice(ctx, { ...price, sku, expectedVersion: (await variant()).version });
    expect((await variant()).saleMinor).toBe(1_200);
    const before = await lastPurge();
    const { id, version: expectedVersion, targets } = rule;
    expect(await end({ id, expectedVersion, targets }, other.ids)).toMatchObject({ ok: true });
    expect(await tagsSince(before)).toContain(tags.priceRule(id));
    expect((await variant()).saleMinor).toBeNull();
  } finally {
    clock.ahead = 0;
  }
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

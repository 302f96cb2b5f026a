import { expect, test } from 'vitest';
import {
  at,
  clock,
  created,
  ctx,
  db,
  findCoupon,
  input,
  mark,
  onProducts,
  redeemCoupon,
  releaseCoupon,
  saveRule,
  stored,
  uuidv7,
  withoutOtherRules,
  withTransaction,
} from './promotions.fixtures.ts';

withoutOtherRules();

test('a coupon says what is wrong with it, and how it is written does not matter', async () => {
  const { ids } = await stored();
  const other = await stored();
  const code = `SAVE-${mark()}`;
  await created({
    targets: onProducts(ids),
    couponCode: code.toUpperCase(),
    endsAt: at(3_600),
    usageLimit: 1,
  });
  const look = async (text: string, productIds = ids) => {
    const found = await findCoupon(ctx, { code: text, productIds });
    return found.ok ? 'fine' : found.error.reason;
  };
  expect(await look(` ${code.toLowerCase()} `)).toBe('fine');
  expect(await look('NOBODY-KNOWS')).toBe('unknown');
  expect(await look("' OR 1=1 --")).toBe('unknown');
  expect(await look(code, other.ids)).toBe('no_article');
  try {
    clock.ahead = 3_700_000;
    expect(await look(code)).toBe('expired');
  } finally {
    clock.ahead = 0;
  }
  const taken = await saveRule(ctx, {
    ...input({ targets: onProducts(ids), couponCode: code.toUpperCase() }),
    id: null,
    expectedVersion: 0,
  });
  expect(taken).toEqual({ ok: false, error: { kind: 'coupon_code_taken' } });
});

test('of 32 checkouts at once a coupon for ten serves ten, and what is given back can be used again', async () => {
  const { ids } = await stored();
  const code = `TEN-${mark()}`.toUpperCase();
  const rule = await created({
    targets: onProducts(ids),
    couponCode: code,
    usageLimit: 10,
    customerLimit: 2,
  });
  class Refused extends Error {}
  const take = async (checkoutId: string, email: string) => {
    try {
      await withTransaction(async (tx) => {
        const use = await redeemCoupon(tx, ctx, { code, checkoutId, email });
        if (!use.ok) throw new Refused(use.error.reason);
      });
      return 'taken';
    } catch (error) {
      if (error instanceof Refused) return error.message;
      throw error;
    }
  };
  const used = async () => (await db().priceRule.findUniqueOrThrow({ where: { id: rule.id } })).used;
  // One customer first, in two spellings: two uses and no more.
  const one = await Promise.all(
    Array.from({ length: 8 }, (_, i) => take(uuidv7(), i % 2 ? 'Ada@Example.com' : 'ada@example.com ')),
  );
  expect(one.filter((outcome) => outcome === 'taken')).toHaveLength(2);
  expect(one.filter((outcome) => outcome === 'customer_limit')).toHaveLength(6);
  expect(await used()).toBe(2);
  const checkouts = Array.from({ length: 32 }, () => uuidv7());
  const many = await Promise.all(checkouts.map((id, i) => take(id, `c${i}@example.com`)));
  expect(many.filter((outcome) => outcome === 'taken')).toHaveLength(8);
  expect(many.filter((outcome) => outcome === 'used_up')).toHaveLength(24);
  expect(await used()).toBe(10);
  expect(await db().couponRedemption.count({ where: { ruleId: rule.id } })).toBe(10);
  const winner = checkouts[many.indexOf('taken')] ?? '';
  const back = await Promise.all([0, 1, 2].map(() => withTransaction((tx) => releaseCoupon(tx, winner))));
  expect(back.filter(Boolean)).toHaveLength(1);
  expect(await used()).toBe(9);
  expect(await take(uuidv7(), 'late@example.com')).toBe('taken');
});

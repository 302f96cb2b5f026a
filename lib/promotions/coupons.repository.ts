import { db, type Tx } from '#lib/platform/index.ts';
import { toRule } from './promotions.repository.ts';
import type { StoredRule } from './types.ts';

/** The rule of a coupon code as it is stored (see `normaliseCode`); null when no rule has it. */
export async function findByCoupon(code: string): Promise<StoredRule | null> {
  const row = await db().priceRule.findUnique({ where: { couponCode: code } });
  return row ? toRule(row) : null;
}

/** How many uses of a coupon a customer has, placed or being paid. */
export function countRedemptions(ruleId: string, email: string): Promise<number> {
  return db().couponRedemption.count({ where: { ruleId, email } });
}

/** As `countRedemptions`, of what is committed now: a transaction's plain reads may be from before it had the lock. */
export async function countForUpdate(tx: Tx, ruleId: string, email: string): Promise<number> {
  const [row] = await tx.$queryRaw<{ n: bigint }[]>`
    SELECT COUNT(*) AS n FROM coupon_redemptions WHERE rule_id = ${ruleId} AND email = ${email} FOR UPDATE`;
  return Number(row?.n ?? 0);
}

/** Takes the row of the rule, so that its uses are counted one after the other; null when no rule has the code. */
export async function lockCoupon(
  tx: Tx,
  code: string,
): Promise<{ id: string; customerLimit: number | null } | null> {
  const [row] = await tx.$queryRaw<{ id: string; customerLimit: number | null }[]>`
    SELECT id, customer_limit AS customerLimit FROM price_rules WHERE coupon_code = ${code} FOR UPDATE`;
  return row ?? null;
}

/** Takes one use of a live coupon, whose row stays locked until the transaction ends. @returns false when none is left. */
export async function takeUse(tx: Tx, ruleId: string): Promise<boolean> {
  const taken = await tx.$executeRaw`
    UPDATE price_rules SET used = used + 1
    WHERE id = ${ruleId} AND status = 'live' AND (usage_limit IS NULL OR used < usage_limit)`;
  return taken > 0;
}

/** Takes a use for a checkout. @throws when the checkout has one already. */
export async function insertRedemption(
  tx: Tx,
  row: { checkoutId: string; ruleId: string; email: string; reservedAt: Date },
): Promise<void> {
  await tx.couponRedemption.create({ data: row });
}

/** Gives a checkout's use back. @returns false when it had none. */
export async function deleteRedemption(tx: Tx, checkoutId: string): Promise<boolean> {
  const row = await tx.couponRedemption.findUnique({ where: { checkoutId } });
  if (!row) return false;
  const { count } = await tx.couponRedemption.deleteMany({ where: { checkoutId } });
  if (count > 0)
    await tx.$executeRaw`UPDATE price_rules SET used = used - 1 WHERE id = ${row.ruleId} AND used > 0`;
  return count > 0;
}

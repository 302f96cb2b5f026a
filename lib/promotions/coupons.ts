import { type Ctx, env, err, ok, type Result, type Tx } from '#lib/platform/index.ts';
import type { Coupon } from '#lib/pricing/index.ts';
import {
  countForUpdate,
  countRedemptions,
  deleteRedemption,
  findByCoupon,
  insertRedemption,
  lockCoupon,
  takeUse,
} from './coupons.repository.ts';
import type { CouponProblem } from './errors.ts';
import { findFitting } from './targets.repository.ts';
import type { StoredRule } from './types.ts';

/** Codes are letters, digits, `-` and `_`; how they are written does not matter. Null: that cannot be one. */
export function normaliseCode(text: string): string | null {
  const code = text.trim().toUpperCase();
  return /^[\p{L}\p{N}_-]{2,40}$/u.test(code) ? code : null;
}

const normaliseEmail = (email: string) => email.trim().toLowerCase().slice(0, 254);

const messages: Record<CouponProblem['reason'], (code: string) => string> = {
  unknown: (code) => `We do not know the code ${code}. Look whether it is spelt as you received it.`,
  not_yet: (code) => `${code} is not valid yet.`,
  expired: (code) => `${code} has ended.`,
  used_up: (code) => `${code} has been used as often as it was given out.`,
  customer_limit: (code) => `${code} has been used with this e-mail address before.`,
  other_currency: (code) => `${code} is not valid in this currency.`,
  no_article: (code) => `${code} is not for the articles in your cart.`,
};

/** A reason with the words that tell the customer. */
export function couponProblem(code: string, reason: CouponProblem['reason']): CouponProblem {
  return { code, reason, message: messages[reason](code) };
}

export type CouponOffer = { coupon: Coupon; productIds: ReadonlySet<string> };

/**
 * What a code is worth now in a currency, and for which of these products. With an e-mail address the customer's own uses are
 * counted too; `checkoutId` leaves out what that checkout holds itself. Reads only: `redeemCoupon` decides.
 */
export async function findCoupon(
  ctx: Ctx,
  {
    code: text,
    productIds,
    currency = env.SHOP_CURRENCY,
    email,
  }: {
    code: string;
    productIds: readonly string[];
    currency?: string | undefined;
    email?: string | undefined;
  },
): Promise<Result<CouponOffer, CouponProblem>> {
  const code = normaliseCode(text);
  if (!code) return err(couponProblem(text.trim().slice(0, 40), 'unknown'));
  const rule = await findByCoupon(code);
  if (rule?.status !== 'live') return err(couponProblem(code, 'unknown'));
  const now = ctx.now();
  if (rule.startsAt > now) return err(couponProblem(code, 'not_yet'));
  if (rule.endsAt && rule.endsAt <= now) return err(couponProblem(code, 'expired'));
  if (rule.usageLimit !== null && rule.used >= rule.usageLimit) return err(couponProblem(code, 'used_up'));
  if (rule.kind !== 'percentage' && (rule.currency ?? env.SHOP_CURRENCY) !== currency) {
    return err(couponProblem(code, 'other_currency'));
  }
  if (email !== undefined && rule.customerLimit !== null) {
    const uses = await countRedemptions(rule.id, normaliseEmail(email));
    if (uses >= rule.customerLimit) return err(couponProblem(code, 'customer_limit'));
  }
  const fitting = await findFitting(rule.id, productIds);
  if (productIds.length > 0 && fitting.size === 0) return err(couponProblem(code, 'no_article'));
  return ok({ coupon: toCoupon(rule, code), productIds: fitting });
}

function toCoupon({ id, name, kind, value, stacking }: StoredRule, code: string): Coupon {
  return { ruleId: id, code, name, kind, value, stacking };
}

/**
 * Takes one use of a coupon for a checkout, in the transaction that claims it: the coupon's row is locked until that
 * commits, so limits hold whoever else pays now. Kept by the order; given back by `releaseCoupon` if none
 * comes of it, or if it is cancelled.
 */
export async function redeemCoupon(
  tx: Tx,
  ctx: Ctx,
  { code: text, checkoutId, email }: { code: string; checkoutId: string; email: string },
): Promise<Result<void, CouponProblem>> {
  const code = normaliseCode(text) ?? text;
  const rule = await lockCoupon(tx, code);
  if (!rule) return err(couponProblem(code, 'unknown'));
  if (!(await takeUse(tx, rule.id))) return err(couponProblem(code, 'used_up'));
  const address = normaliseEmail(email);
  if (rule.customerLimit !== null && (await countForUpdate(tx, rule.id, address)) >= rule.customerLimit) {
    return err(couponProblem(code, 'customer_limit'));
  }
  await insertRedemption(tx, { checkoutId, ruleId: rule.id, email: address, reservedAt: ctx.now() });
  return ok(undefined);
}

/** Gives back the use a checkout or its order holds. @returns whether it held one: a second time it does not. */
export function releaseCoupon(tx: Tx, checkoutId: string): Promise<boolean> {
  return deleteRedemption(tx, checkoutId);
}

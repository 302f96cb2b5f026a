import type { StaffRule } from './types.ts';

export type SaveRuleError =
  | { kind: 'not_found' }
  | { kind: 'version_conflict'; current: StaffRule }
  | { kind: 'coupon_code_taken' }
  | { kind: 'too_many_products'; products: number; limit: number };

export type DeleteRuleError =
  | { kind: 'not_found' }
  | { kind: 'version_conflict'; current: StaffRule }
  | { kind: 'not_a_draft' }
  | { kind: 'coupon_used' };

/** Why a coupon does nothing for a cart; `message` is for the customer. */
export type CouponProblem = {
  code: string;
  reason: 'unknown' | 'not_yet' | 'expired' | 'used_up' | 'customer_limit' | 'other_currency' | 'no_article';
  message: string;
};

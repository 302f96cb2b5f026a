export { applyDueBoundaries, untilNextBoundary } from './apply-boundaries.ts';
export {
  type CouponOffer,
  couponProblem,
  findCoupon,
  normaliseCode,
  redeemCoupon,
  releaseCoupon,
} from './coupons.ts';
export { deleteRule } from './delete-rule.ts';
export type { CouponProblem, DeleteRuleError, SaveRuleError } from './errors.ts';
export { getRule, listRules } from './list-rules.ts';
export { previewRule } from './preview-rule.ts';
export { findRulesNaming } from './promotions.repository.ts';
export { pricingTimeoutMs, refreshPrices } from './refresh-prices.ts';
export { orderTags, priceTags } from './rule-tags.ts';
export { pricedBy, rulesOf, shownRulesOf } from './rules-of.ts';
export { maxRuleProducts, saveRule, startRule, stopRule } from './save-rule.ts';
export { ruleBodySchema } from './schemas.ts';
export { parseShopTime, type ShopTimeError, shopTimeText } from './shop-time.ts';
export {
  type PreviewRow,
  type PricedBy,
  type ProductRules,
  type RuleInput,
  type RulePhase,
  type RulePreview,
  type RuleTarget,
  type RuleTargetKind,
  ruleTargetKinds,
  type StaffRule,
  type StaffRuleRow,
} from './types.ts';

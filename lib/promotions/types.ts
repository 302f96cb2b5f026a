import type { PriceRule } from '#lib/pricing/index.ts';

/** Which products a rule is for: any of its targets fits. A category stands for all below it too. */
export type RuleTarget = { kind: RuleTargetKind; value: string };
export type RuleTargetKind = (typeof ruleTargetKinds)[number];
export const ruleTargetKinds = ['all', 'product', 'category', 'vendor', 'type'] as const;

export type RuleStatus = 'draft' | 'live';
/** What staff see: a live rule is scheduled, running or ended, by the clock. */
export type RulePhase = 'draft' | 'scheduled' | 'running' | 'ended';

/** A stored rule. Instants are UTC; `value` is basis points or minor units, see `PriceRule`. */
export type StoredRule = PriceRule & {
  status: RuleStatus;
  /** When its start and its end were carried out; null until then. */
  startedAt: Date | null;
  endedAt: Date | null;
  /** Whose minor units an amount or a fixed price is; null: the shop's own. A percentage holds in every currency. */
  currency: string | null;
  /** Upper case; null: the rule is on the pages for everybody. */
  couponCode: string | null;
  usageLimit: number | null;
  customerLimit: number | null;
  /** Orders placed or being paid with this coupon. */
  used: number;
  version: number;
  updatedAt: Date;
  updatedBy: string;
};

export type StaffRule = StoredRule & { phase: RulePhase; targets: RuleTarget[] };
export type StaffRuleRow = StoredRule & {
  phase: RulePhase;
  targetKinds: Partial<Record<RuleTargetKind, number>>;
};

/** What `saveRule` takes: a rule as it should be. */
export type RuleInput = Pick<
  StoredRule,
  | 'name'
  | 'kind'
  | 'value'
  | 'priority'
  | 'stacking'
  | 'display'
  | 'status'
  | 'startsAt'
  | 'endsAt'
  | 'couponCode'
  | 'usageLimit'
  | 'customerLimit'
> & { currency?: string | null; targets: RuleTarget[] };

/** The price rules that are for a product, or for a page will be while it is kept. */
export type ProductRules = ReadonlyMap<string, readonly PriceRule[]>;

/** What of the price rules a page shows, for its tags. */
export type PricedBy = { ruleIds: string[]; until: Date | null };

export type PreviewRow = {
  sku: string;
  title: string;
  variantTitle: string;
  /** Minor units: without any rule, at that instant without this rule, and with it. */
  listMinor: number;
  beforeMinor: number;
  afterMinor: number;
};
export type RulePreview = { products: number; variants: number; changed: number; rows: PreviewRow[] };

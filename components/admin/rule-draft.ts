import type { RuleInput, RulePhase, RuleTarget } from '#lib/promotions/index.ts';
import { amountText, parseAmount } from './amount.ts';

/** A rule as the form holds it: amounts and times as text, times in the shop's zone. */
export type RuleDraft = {
  id: string | null;
  version: number;
  phase: RulePhase;
  name: string;
  kind: RuleInput['kind'];
  value: string;
  /** Of an amount or a fixed price; a percentage holds in every currency. */
  currency: string;
  priority: string;
  stacking: RuleInput['stacking'];
  countdown: boolean;
  startsAt: string;
  endsAt: string;
  couponCode: string;
  usageLimit: string;
  customerLimit: string;
  used: number;
  everything: boolean;
  categories: string[];
  vendors: string[];
  types: string[];
  skus: string;
};

export type RuleChoices = {
  categories: { id: string; title: string; depth: number }[];
  vendors: string[];
  types: string[];
};

/** What a field of the form is given: the draft, what is wrong with it, and how to change it. */
export type RuleFieldsProps = {
  draft: RuleDraft;
  errors: Record<string, string>;
  set: <K extends keyof RuleDraft>(key: K, value: RuleDraft[K]) => void;
};

const whole = (text: string) => (text.trim() === '' ? null : Number(text));

/** The SKUs that were typed, on lines of their own or with commas. */
export const skusOf = ({ skus }: RuleDraft): string[] =>
  skus
    .split(/[\n,;]+/)
    .map((part) => part.trim())
    .filter(Boolean);

function targetsOf(draft: RuleDraft): RuleTarget[] {
  if (draft.everything) return [{ kind: 'all', value: '' }];
  const of = (kind: RuleTarget['kind'], values: string[]) => values.map((value) => ({ kind, value }));
  return [
    ...of('category', draft.categories),
    ...of('vendor', draft.vendors),
    ...of('type', draft.types),
    // Replaced by the products of the named SKUs; it says that there is something to be for.
    ...(skusOf(draft).length > 0 ? of('product', ['by-sku']) : []),
  ];
}

/** What its value should look like. */
export function valueHint({ kind }: RuleDraft, decimals: number): string {
  return kind === 'percentage'
    ? 'A number such as 20 or 12.5'
    : `An amount such as ${amountText(1999, decimals)}`;
}

/** What the API takes; null when the value is no number. `decimals` are those of the draft's currency. */
export function ruleBody(draft: RuleDraft, decimals: number, status: 'draft' | 'live'): object | null {
  const value = parseAmount(draft.value, draft.kind === 'percentage' ? 2 : decimals);
  if (value === null) return null;
  return {
    rule: {
      name: draft.name,
      kind: draft.kind,
      value,
      currency: draft.kind === 'percentage' ? null : draft.currency,
      priority: Number(draft.priority),
      stacking: draft.stacking,
      display: draft.countdown ? 'countdown' : 'plain',
      status,
      startsAt: draft.startsAt,
      endsAt: draft.endsAt === '' ? null : draft.endsAt,
      couponCode: draft.couponCode === '' ? null : draft.couponCode,
      usageLimit: whole(draft.usageLimit),
      customerLimit: whole(draft.customerLimit),
      targets: targetsOf(draft),
    },
    skus: draft.everything ? [] : skusOf(draft),
  };
}

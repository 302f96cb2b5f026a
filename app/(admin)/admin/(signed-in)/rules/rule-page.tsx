import type { ReactNode } from 'react';
import type { RuleDraft } from '#components/admin/rule-draft.ts';
import { RuleForm } from '#components/admin/rule-form.tsx';
import { getFirstSkus, listAttributes } from '#lib/catalogue/index.ts';
import { markets } from '#lib/markets/index.ts';
import { env } from '#lib/platform/index.ts';
import { type RuleTargetKind, type StaffRule, shopTimeText } from '#lib/promotions/index.ts';
import { categoryChoices, decimalsOf } from '../choices.ts';

/** The next full hour, for a rule that is new. */
function nextHour(now: Date): Date {
  return new Date(Math.ceil(now.getTime() / 3_600_000) * 3_600_000);
}

/** What the shop sells in, its own first. */
const currencies = [...new Set([env.SHOP_CURRENCY, ...markets.map(({ currency }) => currency)])];

async function draftOf(rule: StaffRule | null, now: Date): Promise<RuleDraft> {
  const text = (instant: Date | null) => (instant ? shopTimeText(instant, env.SHOP_TIME_ZONE) : '');
  const values = (kind: RuleTargetKind) =>
    (rule?.targets ?? []).filter((target) => target.kind === kind).map(({ value }) => value);
  const skus = await getFirstSkus(values('product'));
  const currency = rule?.currency ?? env.SHOP_CURRENCY;
  const places = rule?.kind === 'percentage' ? 2 : decimalsOf(currency);
  return {
    id: rule?.id ?? null,
    version: rule?.version ?? 0,
    phase: rule?.phase ?? 'draft',
    name: rule?.name ?? '',
    kind: rule?.kind ?? 'percentage',
    value: rule ? String(rule.value / 10 ** places) : '20',
    currency,
    priority: String(rule?.priority ?? 0),
    stacking: rule?.stacking ?? 'exclusive',
    countdown: rule?.display === 'countdown',
    startsAt: text(rule?.startsAt ?? nextHour(now)),
    endsAt: text(rule?.endsAt ?? null),
    couponCode: rule?.couponCode ?? '',
    usageLimit: rule?.usageLimit ? String(rule.usageLimit) : '',
    customerLimit: rule?.customerLimit ? String(rule.customerLimit) : '',
    used: rule?.used ?? 0,
    everything: values('all').length > 0,
    categories: values('category'),
    vendors: values('vendor'),
    types: values('type'),
    skus: [...skus.values()].join('\n'),
  };
}

/** The form of a rule, stored or new, with what it can be for. `children` stand beside its heading. */
export async function RuleEditor({
  rule,
  mayEdit,
  now,
  children,
}: {
  rule: StaffRule | null;
  mayEdit: boolean;
  now: Date;
  children: ReactNode;
}) {
  const [categories, attributes] = await Promise.all([categoryChoices(), listAttributes()]);
  return (
    <RuleForm
      key={rule?.id ?? 'new'}
      draft={await draftOf(rule, now)}
      choices={{ categories: categories, ...attributes }}
      currencies={currencies.map((code) => ({ code, decimals: decimalsOf(code) }))}
      timeZone={env.SHOP_TIME_ZONE}
      mayEdit={mayEdit}
    >
      {children}
    </RuleForm>
  );
}

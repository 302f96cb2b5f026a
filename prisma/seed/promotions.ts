import type { Ctx } from '#lib/platform/index.ts';
import { listRules, type RuleInput, saveRule } from '#lib/promotions/index.ts';

const day = 86_400_000;
const common = { priority: 0, status: 'live', usageLimit: null, customerLimit: null } as const;

/** The demo's promotions: a week's flash sale on one category, and a welcome coupon for the whole shop. */
export async function seedPromotions(ctx: Ctx, categoryIds: ReadonlyMap<string, string>): Promise<void> {
  const hour = new Date(Math.floor(ctx.now().getTime() / 3_600_000) * 3_600_000);
  const foulWeather = categoryIds.get('Foul Weather');
  const rules: RuleInput[] = [
    ...(foulWeather
      ? [
          {
            ...common,
            name: 'Storm sale',
            kind: 'percentage' as const,
            value: 2_000,
            stacking: 'exclusive' as const,
            display: 'countdown' as const,
            startsAt: hour,
            endsAt: new Date(hour.getTime() + 7 * day),
            couponCode: null,
            targets: [{ kind: 'category' as const, value: foulWeather }],
          },
        ]
      : []),
    {
      ...common,
      name: 'Welcome aboard',
      kind: 'percentage',
      value: 1_000,
      stacking: 'exclusive',
      display: 'plain',
      startsAt: hour,
      endsAt: null,
      couponCode: 'WELCOME10',
      customerLimit: 1,
      targets: [{ kind: 'all', value: '' }],
    },
  ];
  const present = new Set((await listRules(ctx)).map(({ name }) => name));
  for (const rule of rules) {
    if (present.has(rule.name)) continue;
    const saved = await saveRule(ctx, { ...rule, id: null, expectedVersion: 0 });
    if (!saved.ok && saved.error.kind !== 'coupon_code_taken') {
      throw new Error(`The promotion ${rule.name} was refused: ${saved.error.kind}`);
    }
  }
}

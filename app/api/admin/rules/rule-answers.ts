import { z } from 'zod';
import { purgeNow } from '#lib/cache/index.ts';
import { getProductIdsBySku } from '#lib/catalogue/index.ts';
import { type Ctx, env, err, ok, problem, type Result } from '#lib/platform/index.ts';
import {
  type DeleteRuleError,
  type RuleInput,
  ruleBodySchema,
  type SaveRuleError,
  type StaffRule,
  shopTimeText,
} from '#lib/promotions/index.ts';
import { conflict } from '../conflict.ts';

/** Besides targets by id, products may be named by any of their SKUs. */
export const ruleRequestSchema = z.object({
  rule: ruleBodySchema,
  skus: z.array(z.string().trim().min(1).max(120)).max(5_000, 'At most 5,000 products by name').default([]),
});
export const versionSchema = z.object({ expectedVersion: z.int().min(0) });
/** A form may name 5,000 SKUs. */
export const ruleBytes = 1_000_000;

/** The rule with its named products resolved; fails with a 422 that lists the SKUs nobody knows. */
export async function withProducts({
  rule,
  skus,
}: z.infer<typeof ruleRequestSchema>): Promise<Result<RuleInput, Response>> {
  if (skus.length === 0) return ok(rule);
  const found = await getProductIdsBySku(skus);
  const unknown = skus.filter((sku) => !found.has(sku));
  if (unknown.length > 0) {
    const shown = unknown.slice(0, 10).join(', ');
    const message = `Nobody knows ${shown}${unknown.length > 10 ? ` and ${unknown.length - 10} more` : ''}`;
    return err(
      problem(422, 'invalid_input', 'Some fields are not right', undefined, {
        errors: [{ field: 'rule.targets', message }],
      }),
    );
  }
  const products = [...new Set(found.values())].map((value) => ({ kind: 'product' as const, value }));
  const rest = rule.targets.filter(({ kind }) => kind !== 'product');
  return ok({ ...rule, targets: [...rest, ...products] });
}

/** A saved rule, after its pages were purged, with what the purge reports. */
export async function savedRule(ctx: Ctx, saved: Result<StaffRule, SaveRuleError>): Promise<Response> {
  if (!saved.ok) return refusedRule(saved.error);
  const { acknowledged, pages, durationMs } = await purgeNow(ctx);
  const { targets: _targets, ...rule } = saved.value;
  const local = {
    startsAt: shopTimeText(rule.startsAt, env.SHOP_TIME_ZONE),
    endsAt: rule.endsAt ? shopTimeText(rule.endsAt, env.SHOP_TIME_ZONE) : '',
  };
  const body = { rule, local, purge: { acknowledged, pages, durationMs } };
  return Response.json(body, { headers: { 'cache-control': 'no-store' } });
}

/** Why a rule was not saved or deleted. */
export function refusedRule(error: SaveRuleError | DeleteRuleError): Response {
  switch (error.kind) {
    case 'not_found':
      return problem(404, 'rule_not_found', 'There is no such price rule');
    case 'coupon_code_taken':
      return problem(409, 'coupon_code_taken', 'Another rule has this coupon code', undefined, {
        errors: [{ field: 'rule.couponCode', message: 'Another rule has this code' }],
      });
    case 'too_many_products':
      return problem(
        422,
        'too_many_products',
        `This would be for ${error.products} products; the most is ${error.limit}`,
      );
    case 'not_a_draft':
      return problem(409, 'not_a_draft', 'Only a draft can be deleted', 'Stop it first; what has run stays.');
    case 'coupon_used':
      return problem(409, 'coupon_used', 'Its coupon was used', 'It stays, as orders name it.');
    case 'version_conflict':
      return conflict('rule', error.current);
  }
}

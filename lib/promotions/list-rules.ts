import type { Ctx } from '#lib/platform/index.ts';
import { phaseOf } from './phase.ts';
import { findRule, listStoredRules } from './promotions.repository.ts';
import { toStaff } from './save-rule.ts';
import type { StaffRule, StaffRuleRow } from './types.ts';

/** The newest 200 rules, by start. */
export async function listRules(ctx: Ctx): Promise<StaffRuleRow[]> {
  const now = ctx.now();
  return (await listStoredRules(200)).map((rule) => ({ ...rule, phase: phaseOf(rule, now) }));
}

/** A rule with its targets; null when there is none. */
export async function getRule(ctx: Ctx, id: string): Promise<StaffRule | null> {
  const stored = await findRule(id);
  return stored ? toStaff(stored, ctx.now()) : null;
}

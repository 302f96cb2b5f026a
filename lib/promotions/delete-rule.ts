import { recordAudit } from '#lib/audit/index.ts';
import { type Ctx, err, ok, type Result, withTransaction } from '#lib/platform/index.ts';
import type { DeleteRuleError } from './errors.ts';
import { phaseOf } from './phase.ts';
import { findRule, lockRule, removeRule } from './promotions.repository.ts';
import { ruleSummary, toStaff } from './save-rule.ts';

/**
 * Deletes a draft whose coupon nobody used: it is on no page and in no order. What ran stays, as a record of what prices
 * were made of. The audit log keeps what it said.
 */
export function deleteRule(
  ctx: Ctx,
  { id, expectedVersion }: { id: string; expectedVersion: number },
): Promise<Result<void, DeleteRuleError>> {
  return withTransaction(async (tx) => {
    await lockRule(tx, id);
    const stored = await findRule(id, tx);
    if (!stored) return err({ kind: 'not_found' as const });
    const current = toStaff(stored, ctx.now());
    if (stored.rule.version !== expectedVersion) return err({ kind: 'version_conflict' as const, current });
    if (phaseOf(stored.rule, ctx.now()) !== 'draft') return err({ kind: 'not_a_draft' as const });
    if (stored.rule.used > 0) return err({ kind: 'coupon_used' as const });
    await removeRule(tx, id);
    await recordAudit(tx, ctx, {
      action: 'rule.deleted',
      subject: `rule:${id}`,
      before: ruleSummary(stored),
      after: null,
    });
    return ok(undefined);
  });
}

import type { RulePhase, StoredRule } from './types.ts';

/** Where a rule stands at an instant. */
export function phaseOf(
  rule: Pick<StoredRule, 'status' | 'startsAt' | 'endsAt' | 'endedAt'>,
  at: Date,
): RulePhase {
  if (rule.status === 'draft') return 'draft';
  if (rule.endedAt || (rule.endsAt && rule.endsAt <= at)) return 'ended';
  return rule.startsAt <= at ? 'running' : 'scheduled';
}

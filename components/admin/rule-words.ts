import type { RuleInput, RulePhase, StaffRuleRow } from '#lib/promotions/index.ts';
import type { Tone } from './parts.tsx';

export const phaseTones: Record<RulePhase, Tone> = {
  draft: 'quiet',
  scheduled: 'info',
  running: 'good',
  ended: 'quiet',
};

/** What a rule does, in a few words: `−20 %`, `€5.00 off`, `€9.00 each`. */
export function effectOf(rule: Pick<RuleInput, 'kind' | 'value'>, money: (minor: number) => string): string {
  switch (rule.kind) {
    case 'percentage':
      return `−${rule.value / 100} %`;
    case 'amount':
      return `${money(rule.value)} off`;
    case 'fixed':
      return `${money(rule.value)} each`;
  }
}

const nouns = { all: '', product: 'product', category: 'category', vendor: 'vendor', type: 'type' };

/** What a rule is for: `everything`, `12 products, 1 vendor`. */
export function targetWords(kinds: StaffRuleRow['targetKinds']): string {
  if (kinds.all) return 'everything';
  const plural = (noun: string, count: number) =>
    count === 1 ? noun : noun === 'category' ? 'categories' : `${noun}s`;
  return Object.entries(kinds)
    .map(([kind, count]) => `${count} ${plural(nouns[kind as keyof typeof nouns], count)}`)
    .join(', ');
}

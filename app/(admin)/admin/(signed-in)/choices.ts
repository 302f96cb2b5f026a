import type { RuleChoices } from '#components/admin/rule-form.tsx';
import type { CategoryNode } from '#lib/catalogue/index.ts';

/** The tree as a list, each with how deep it is. */
export function flatCategories(nodes: CategoryNode[], depth = 0): RuleChoices['categories'] {
  return nodes.flatMap(({ id, title, children }) => [
    { id, title, depth },
    ...flatCategories(children, depth + 1),
  ]);
}

/** How many decimals people write in a currency: 2 for EUR, 0 for JPY. */
export function decimalsOf(currency: string): number {
  const format = new Intl.NumberFormat('en', { style: 'currency', currency });
  return format.resolvedOptions().maximumFractionDigits ?? 2;
}

import type { RuleChoices } from '#components/admin/rule-draft.ts';
import { listStaffCategories } from '#lib/catalogue/index.ts';

/** The tree as a list, hidden categories too, each with how deep it is and whether a rule decides what is in it. */
export async function categoryChoices(): Promise<
  (RuleChoices['categories'][number] & { byRule: boolean })[]
> {
  const { tree } = await listStaffCategories();
  return tree.map(({ id, title, depth, byRule }) => ({ id, title, depth, byRule }));
}

/** How many decimals people write in a currency: 2 for EUR, 0 for JPY. */
export function decimalsOf(currency: string): number {
  const format = new Intl.NumberFormat('en', { style: 'currency', currency });
  return format.resolvedOptions().maximumFractionDigits ?? 2;
}

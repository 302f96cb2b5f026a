import { recordAudit } from '#lib/audit/index.ts';
import { recordInvalidation, tags } from '#lib/cache/index.ts';
import { type Ctx, err, ok, type Result, withTransaction } from '#lib/platform/index.ts';
import { findRulesNaming, orderTags, refreshPrices } from '#lib/promotions/index.ts';
import { indexProducts, syncPlaces } from '#lib/search/index.ts';
import {
  FRONT_PAGE,
  findCategories,
  findCategoryForStaff,
  findCategoryMembers,
  type StaffCategory,
} from './catalogue.repository.ts';
import { stampCategory, writeMembers } from './catalogue-write.repository.ts';
import type { CategoryRule } from './category-rule.ts';
import { findRule, lockRule } from './category-rules.repository.ts';
import { withAncestors } from './category-tree.ts';

export const maxMembers = 2_000;

export type AssignError =
  | { kind: 'not_found' }
  | { kind: 'version_conflict'; current: StaffCategory }
  /** A rule decides what is in it. */
  | { kind: 'by_rule' };
export type CategoryMember = { id: string; title: string; handle: string; status: string };

export type CategoryForStaff = {
  category: StaffCategory;
  /** Its own products in their order, at most 2,000, and the rule that decides them if one does. */
  members: CategoryMember[];
  rule: CategoryRule | null;
  /** The names of price rules on categories above it, at most ten: they hold for its products while it is there. */
  rulesAbove: string[];
};

/** A category with what staff must know before they change it; null when there is none. */
export async function getCategoryForStaff(id: string): Promise<CategoryForStaff | null> {
  const category = await findCategoryForStaff(id);
  if (!category) return null;
  const above = async () => {
    const ids = withAncestors(await findCategories(), [id]);
    return findRulesNaming(ids.filter((one) => one !== id));
  };
  const [members, stored, rulesAbove] = await Promise.all([
    findCategoryMembers(id, maxMembers),
    findRule(id),
    above(),
  ]);
  return { category, members, rule: stored?.rule ?? null, rulesAbove };
}

/**
 * Makes these the category's own products, in this order, with audit entry and the invalidation of its listings, those
 * above it, and of the products that joined or left. They may meet other price rules: prices are written down anew.
 */
export async function setCategoryProducts(
  ctx: Ctx,
  { id, productIds, expectedVersion }: { id: string; productIds: readonly string[]; expectedVersion: number },
): Promise<Result<{ version: number; joined: number; left: number }, AssignError>> {
  const wanted = [...new Set(productIds)].slice(0, maxMembers);
  return withTransaction(async (tx) => {
    const category = await findCategoryForStaff(id, tx);
    if (!category) return err({ kind: 'not_found' as const });
    if (await lockRule(tx, id)) return err({ kind: 'by_rule' as const });
    const stale = category.version !== expectedVersion || !(await stampCategory(tx, ctx, category));
    if (stale) return err({ kind: 'version_conflict' as const, current: category });
    const before = (await findCategoryMembers(id, maxMembers, tx)).map((member) => member.id);
    const joined = wanted.filter((one) => !before.includes(one));
    const left = before.filter((one) => !wanted.includes(one));
    await writeMembers(tx, id, { wanted, left });
    const moved = [...joined, ...left];
    await refreshPrices(tx, ctx, moved, ctx.now());
    await indexProducts(tx, moved);
    await syncPlaces(
      tx,
      wanted.filter((one) => before.includes(one)),
    );
    await recordAudit(tx, ctx, {
      action: 'category.products_set',
      subject: `category:${id}`,
      before: { products: before.length, left },
      after: { products: wanted.length, joined },
    });
    const listed = withAncestors(await findCategories(tx), [id]);
    const order = moved.length > 0 ? await orderTags(tx, moved) : [];
    // What moved is found by the category's name; the front page's collection is on the home page, whatever its order.
    const elsewhere = moved.length > 0 || category.handle === FRONT_PAGE ? [tags.search()] : [];
    await recordInvalidation(
      tx,
      ctx,
      [...listed.map(tags.category), ...moved.map(tags.product), ...order, ...elsewhere],
      'category products set',
    );
    return ok({ version: expectedVersion + 1, joined: joined.length, left: left.length });
  });
}

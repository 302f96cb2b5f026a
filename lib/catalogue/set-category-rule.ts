import { recordAudit } from '#lib/audit/index.ts';
import { type Ctx, err, ok, type Result, withTransaction } from '#lib/platform/index.ts';
import { applyCategoryRule } from './apply-category-rules.ts';
import { findCategoryForStaff } from './catalogue.repository.ts';
import { stampCategory } from './catalogue-write.repository.ts';
import type { CategoryRule } from './category-rule.ts';
import { findFitting, lockRule, writeRule } from './category-rules.repository.ts';
import type { CategoryError } from './errors.ts';

/** A request goes on applying for this long; the worker does the rest. */
const patienceMs = 8_000;

/**
 * Lets a rule decide which products are in a category, or (null) hands from here on: its members then stay as they
 * are. Audit entry with the rule; its members follow in transactions of their own, each with its purge.
 */
export async function setCategoryRule(
  ctx: Ctx,
  { id, rule, expectedVersion }: { id: string; rule: CategoryRule | null; expectedVersion: number },
): Promise<Result<{ version: number; joined: number; left: number; done: boolean }, CategoryError>> {
  const written = await withTransaction(async (tx): Promise<Result<{ version: number }, CategoryError>> => {
    const before = await lockRule(tx, id);
    const category = await findCategoryForStaff(id, tx);
    if (!category) return err({ kind: 'not_found' });
    const stale = category.version !== expectedVersion || !(await stampCategory(tx, ctx, category));
    if (stale) return err({ kind: 'version_conflict', current: category });
    await writeRule(tx, id, rule);
    await recordAudit(tx, ctx, {
      action: 'category.rule_set',
      subject: `category:${id}`,
      before: before?.rule ?? 'by hand',
      after: rule ?? 'by hand',
    });
    return ok({ version: expectedVersion + 1 });
  });
  if (!written.ok) return written;
  const applied = await applyCategoryRule(ctx, id, performance.now() + patienceMs);
  return ok({ ...written.value, ...applied });
}

const shownFirst = 10;

/** What a rule would put into a category: how many products, and the first ten by title. Writes nothing. */
export function previewCategoryRule(rule: CategoryRule) {
  return findFitting(rule, shownFirst);
}

import { type PurgeReport, purgeNow, recordInvalidation, tags } from '#lib/cache/index.ts';
import { type Ctx, logger, withTransaction } from '#lib/platform/index.ts';
import {
  type DueBoundary,
  findDue,
  findNextDue,
  findRule,
  lockRule,
  markBoundary,
} from './promotions.repository.ts';
import { pricingTimeoutMs, refreshPrices } from './refresh-prices.ts';
import { orderTags } from './rule-tags.ts';
import { findTargeted } from './targets.repository.ts';

const batch = 50;
const log = logger('promotions');

/**
 * Carries out every start and end that is due, in their order, however late: each is marked, priced and noted for the
 * caches in one transaction, so a crash repeats it whole or not at all; then one purge for all. Safe in several
 * processes at once. One that fails holds up only what else is due of its own rule.
 * @returns how many this call carried out, and the purge if there was one.
 * @throws at the end, when one failed: it stays due.
 */
export async function applyDueBoundaries(ctx: Ctx): Promise<{ applied: number; purge: PurgeReport | null }> {
  let applied = 0;
  const failed = new Map<string, unknown>();
  for (const due of await findDue(ctx.now(), batch)) {
    // Its end would be without its start.
    if (failed.has(due.id)) continue;
    try {
      if (await applyBoundary(ctx, due)) applied++;
    } catch (error) {
      failed.set(due.id, error);
    }
  }
  const purge = applied > 0 ? await purgeNow(ctx) : null;
  if (purge) {
    log.info({ applied, pages: purge.pages, purgeMs: purge.durationMs }, 'price rules started or ended');
  }
  if (failed.size > 0) {
    const told = [...failed].map(([id, error]) => `${id}: ${String(error)}`);
    throw new AggregateError(failed.values(), `Price rules neither started nor ended: ${told.join('; ')}`);
  }
  return { applied, purge };
}

async function applyBoundary(ctx: Ctx, due: DueBoundary): Promise<boolean> {
  return withTransaction(
    async (tx) => {
      await lockRule(tx, due.id);
      if (!(await markBoundary(tx, ctx, due))) return false;
      const stored = await findRule(due.id, tx);
      const products = await findTargeted(stored?.targets ?? [], tx);
      // From the second it was due, not from now: late or not, that is when carts began to pay another price.
      await refreshPrices(tx, ctx, products, due.dueAt);
      // Pages from before a start know nothing of the rule; those that show its price are tagged with it.
      const stale = due.what === 'start' ? products.map(tags.product) : [tags.priceRule(due.id)];
      const order = await orderTags(tx, products);
      await recordInvalidation(tx, ctx, [tags.rules(), ...stale, ...order], `price rule ${due.what}`);
      return true;
    },
    { timeoutMs: pricingTimeoutMs },
  );
}

/** Milliseconds until the next start or end, at most `mostMs`. */
export async function untilNextBoundary(ctx: Ctx, mostMs: number): Promise<number> {
  const next = await findNextDue();
  return next ? Math.max(0, Math.min(mostMs, next.getTime() - ctx.now().getTime())) : mostMs;
}

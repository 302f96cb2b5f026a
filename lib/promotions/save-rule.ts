import { recordAudit } from '#lib/audit/index.ts';
import { recordInvalidation, type Tag, tags } from '#lib/cache/index.ts';
import { type Ctx, err, ok, type Result, type Tx, withTransaction } from '#lib/platform/index.ts';
import type { SaveRuleError } from './errors.ts';
import { phaseOf } from './phase.ts';
import { findRule, getRuleAlone, lockRule, writeRule } from './promotions.repository.ts';
import { pricingTimeoutMs, refreshPrices } from './refresh-prices.ts';
import { orderTags } from './rule-tags.ts';
import { findTargeted } from './targets.repository.ts';
import type { RuleInput, RuleTarget, StaffRule, StoredRule } from './types.ts';

/** More would make a start too slow for its second; see the README for the figures. */
export const maxRuleProducts = 20_000;

type Limit = { maxProducts?: number };
type Saved = Promise<Result<StaffRule, SaveRuleError>>;

/** Makes a rule (`id` null) or changes it. What it does to prices, pages and history is one transaction with it. */
export function saveRule(
  ctx: Ctx,
  { id, expectedVersion, ...input }: RuleInput & { id: string | null; expectedVersion: number },
  limit: Limit = {},
): Saved {
  const action = id === null ? 'rule.created' : 'rule.changed';
  return change(ctx, { id, expectedVersion, next: () => input, action, ...limit });
}

/** Starts a draft or scheduled rule at this instant. One that has ended runs again, without an end. */
export function startRule(
  ctx: Ctx,
  input: { id: string; expectedVersion: number },
  limit: Limit = {},
): Saved {
  const now = ctx.now();
  const restart = (rule: RuleInput): RuleInput => ({
    ...rule,
    status: 'live',
    startsAt: now,
    endsAt: rule.endsAt && rule.endsAt > now ? rule.endsAt : null,
  });
  return change(ctx, { ...input, next: restart, action: 'rule.started', ...limit });
}

/** Ends a rule at this instant; a scheduled one becomes a draft again. */
export function stopRule(ctx: Ctx, input: { id: string; expectedVersion: number }, limit: Limit = {}): Saved {
  const now = ctx.now();
  const stop = (rule: RuleInput): RuleInput =>
    rule.startsAt > now ? { ...rule, status: 'draft' } : { ...rule, endsAt: now };
  return change(ctx, { ...input, next: stop, action: 'rule.stopped', ...limit });
}

type Stored = NonNullable<Awaited<ReturnType<typeof findRule>>>;

async function change(
  ctx: Ctx,
  {
    id,
    expectedVersion,
    next,
    action,
    maxProducts = maxRuleProducts,
  }: Limit & {
    id: string | null;
    expectedVersion: number;
    next: (before: RuleInput) => RuleInput;
    action: string;
  },
): Saved {
  const now = ctx.now();
  try {
    return await withTransaction(
      async (tx) => {
        if (id !== null) await lockRule(tx, id);
        const before = id === null ? null : await findRule(id, tx);
        if (id !== null && !before) return err({ kind: 'not_found' as const });
        if (before && before.rule.version !== expectedVersion) {
          return err({ kind: 'version_conflict' as const, current: toStaff(before, now) });
        }
        const input = next(before ? { ...before.rule, targets: before.targets } : blank(now));
        const ruleId = id ?? ctx.newId();
        const { targets, ...fields } = pick(input);
        const sameTargets = before !== null && targetKey(before.targets) === targetKey(targets);
        const products = await findTargeted(targets, tx);
        if (products.length > maxProducts && !(sameTargets && keepsOrEnds(before.rule, input, now))) {
          return err({ kind: 'too_many_products' as const, products: products.length, limit: maxProducts });
        }
        const state = {
          startedAt:
            input.status === 'live' && input.startsAt <= now ? (before?.rule.startedAt ?? now) : null,
          endedAt: input.status === 'live' && input.endsAt && input.endsAt <= now ? now : null,
        };
        const written = await writeRule(tx, ctx, {
          id: ruleId,
          isNew: before === null,
          fields: { ...fields, ...state },
          targets: sameTargets ? null : targets,
        });
        if (!written) throw new CodeTaken();
        const after =
          before && sameTargets
            ? { rule: await getRuleAlone(ruleId, tx), targets: before.targets }
            : await findRule(ruleId, tx);
        if (!after) throw new Error(`Rule ${ruleId} is gone within its own transaction`);
        await applyToShop(tx, ctx, { before, after, products, sameTargets });
        await recordAudit(tx, ctx, {
          action,
          subject: `rule:${ruleId}`,
          before: before ? ruleSummary(before) : null,
          after: ruleSummary(after),
        });
        return ok(toStaff(after, now));
      },
      { timeoutMs: pricingTimeoutMs },
    );
  } catch (error) {
    if (error instanceof CodeTaken) return err({ kind: 'coupon_code_taken' });
    throw error;
  }
}

class CodeTaken extends Error {}

/** Categories grow: a rule that has come to too many products may still run on, be shortened or end, but not start. */
function keepsOrEnds(before: StoredRule, input: RuleInput, now: Date): boolean {
  const [from, to] = [phaseOf(before, now), phaseOf({ ...input, endedAt: null }, now)];
  return from === to || from === 'running' || to === 'draft' || to === 'ended';
}

/** History, sort order and purges of what a changed rule changes now. A coupon is on no page. */
async function applyToShop(
  tx: Tx,
  ctx: Ctx,
  {
    before,
    after,
    products,
    sameTargets,
  }: { before: Stored | null; after: Stored; products: string[]; sameTargets: boolean },
): Promise<void> {
  const now = ctx.now();
  const runs = (stored: Stored | null) =>
    stored !== null && stored.rule.couponCode === null && phaseOf(stored.rule, now) === 'running';
  const ran = before !== null && mayBeOnPages(before.rule, now);
  if (!ran && !runs(after)) return recordInvalidation(tx, ctx, [tags.rules()], 'price rule changed');
  const former = ran && !sameTargets ? await findTargeted(before.targets, tx) : [];
  const affected = [...new Set([...products, ...former])];
  await refreshPrices(tx, ctx, affected, now);
  const stale: Tag[] = [tags.rules(), ...(ran ? [tags.priceRule(after.rule.id)] : [])];
  if (runs(after)) stale.push(...products.map(tags.product));
  await recordInvalidation(tx, ctx, [...stale, ...(await orderTags(tx, affected))], 'price rule changed');
}

/** What ran until now: by the clock, as pages have it, whether its start or its end was carried out or not. */
const mayBeOnPages = ({ status, couponCode, startsAt, startedAt, endedAt }: StoredRule, now: Date) =>
  status === 'live' && couponCode === null && endedAt === null && (startedAt !== null || startsAt <= now);

function blank(now: Date): RuleInput {
  return {
    name: '',
    kind: 'percentage',
    value: 0,
    priority: 0,
    stacking: 'exclusive',
    display: 'plain',
    status: 'draft',
    startsAt: now,
    endsAt: null,
    currency: null,
    couponCode: null,
    usageLimit: null,
    customerLimit: null,
    targets: [],
  };
}

function pick(input: RuleInput): RuleInput {
  const { name, kind, value, priority, stacking, display, status, startsAt, endsAt } = input;
  const { currency = null, couponCode, usageLimit, customerLimit, targets } = input;
  const rest = { currency, couponCode, usageLimit, customerLimit, targets };
  return { name, kind, value, priority, stacking, display, status, startsAt, endsAt, ...rest };
}

const targetKey = (targets: readonly RuleTarget[]) =>
  JSON.stringify(targets.map(({ kind, value }) => `${kind}:${value}`).sort());

/** For the audit log: a rule on thousands of products is told by their number. */
export function ruleSummary({ rule, targets }: Stored): unknown {
  const { used: _used, updatedAt: _at, updatedBy: _by, ...fields } = rule;
  const counts = Object.fromEntries(
    Object.entries(Object.groupBy(targets, ({ kind }) => kind)).map(([kind, list]) => [
      kind,
      list.length > 20 ? list.length : list.map(({ value }) => value),
    ]),
  );
  return { ...fields, targets: counts };
}

/** A stored rule as staff see it at a moment. */
export function toStaff({ rule, targets }: { rule: StoredRule; targets: RuleTarget[] }, at: Date): StaffRule {
  return { ...rule, targets, phase: phaseOf(rule, at) };
}

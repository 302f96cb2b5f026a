import { type Ctx, db, isUniqueViolation, type Tx } from '#lib/platform/index.ts';
import { pieces } from './pieces.ts';
import type { RuleInput, RuleTarget, RuleTargetKind, StoredRule } from './types.ts';

type RuleRow = Omit<StoredRule, 'kind' | 'stacking' | 'display' | 'status'> &
  Record<'kind' | 'stacking' | 'display' | 'status', string>;
/** The columns that hold one of a few words are text to the database; `writeRule` is their only writer. */
export const toRule = (row: RuleRow) => row as StoredRule;

/** A rule with whom it is for; null when there is none. */
export async function findRule(id: string, client: Tx = db()) {
  const row = await client.priceRule.findUnique({ where: { id }, include: { targets: true } });
  if (!row) return null;
  const { targets, ...rule } = row;
  return {
    rule: toRule(rule),
    targets: targets.map(({ kind, value }) => ({ kind: kind as RuleTargetKind, value })),
  };
}

/** A rule whose targets the caller has: they may be thousands. @throws when there is none. */
export async function getRuleAlone(id: string, client: Tx): Promise<StoredRule> {
  return toRule(await client.priceRule.findUniqueOrThrow({ where: { id } }));
}

/** The names of rules that have not ended and name any of these categories, at most ten. */
export async function findRulesNaming(categoryIds: readonly string[], client: Tx = db()): Promise<string[]> {
  if (categoryIds.length === 0) return [];
  const rows = await client.priceRule.findMany({
    where: { endedAt: null, targets: { some: { kind: 'category', value: { in: [...categoryIds] } } } },
    select: { name: true },
    orderBy: { startsAt: 'desc' },
    take: 10,
  });
  return rows.map(({ name }) => name);
}

/** Takes the rule's row for this transaction, so that two changes of one rule follow each other. */
export async function lockRule(tx: Tx, id: string): Promise<void> {
  await tx.$queryRaw`SELECT id FROM price_rules WHERE id = ${id} FOR UPDATE`;
}

/** The newest rules by their start, each with how many targets of each kind it has. */
export async function listStoredRules(take: number) {
  const [rules, counts] = await Promise.all([
    db().priceRule.findMany({ orderBy: [{ startsAt: 'desc' }, { id: 'desc' }], take }),
    db().priceRuleTarget.groupBy({ by: ['ruleId', 'kind'], _count: true }),
  ]);
  return rules.map((row) => ({
    ...toRule(row),
    targetKinds: Object.fromEntries(
      counts.filter(({ ruleId }) => ruleId === row.id).map(({ kind, _count }) => [kind, _count]),
    ) as Partial<Record<RuleTargetKind, number>>,
  }));
}

/** Its targets go with it. */
export async function removeRule(tx: Tx, id: string): Promise<void> {
  await tx.priceRule.delete({ where: { id } });
}

type RuleWrite = Omit<RuleInput, 'targets'> & { startedAt: Date | null; endedAt: Date | null };

/** @returns false when the code belongs to another rule. */
export async function writeRule(
  tx: Tx,
  ctx: Ctx,
  {
    id,
    isNew,
    fields,
    targets,
  }: { id: string; isNew: boolean; fields: RuleWrite; targets: readonly RuleTarget[] | null },
): Promise<boolean> {
  const stamp = { updatedAt: ctx.now(), updatedBy: ctx.actor.slice(0, 254) };
  try {
    if (isNew) await tx.priceRule.create({ data: { id, ...fields, ...stamp, createdAt: ctx.now() } });
    else
      await tx.priceRule.update({ where: { id }, data: { ...fields, ...stamp, version: { increment: 1 } } });
  } catch (error) {
    if (isUniqueViolation(error, 'coupon_code')) return false;
    throw error;
  }
  if (targets) {
    if (!isNew) await tx.priceRuleTarget.deleteMany({ where: { ruleId: id } });
    for (const some of pieces(targets)) {
      await tx.$executeRaw`
        INSERT IGNORE INTO price_rule_targets (rule_id, kind, value)
        SELECT ${id}, j.kind, j.value FROM JSON_TABLE(${JSON.stringify(some)}, '$[*]' COLUMNS (
          kind VARCHAR(16) PATH '$.kind', value VARCHAR(190) PATH '$.value')) j`;
    }
  }
  return true;
}

export type DueBoundary = { id: string; what: 'start' | 'end'; dueAt: Date };

/** Starts and ends that are due and not carried out, in the order in which they were due. */
export function findDue(now: Date, take: number): Promise<DueBoundary[]> {
  return db().$queryRaw<DueBoundary[]>`
    SELECT id, 'start' AS what, starts_at AS dueAt FROM price_rules
    WHERE status = 'live' AND coupon_code IS NULL AND started_at IS NULL AND ended_at IS NULL AND starts_at <= ${now}
    UNION ALL SELECT id, 'end' AS what, ends_at AS dueAt FROM price_rules
    WHERE status = 'live' AND coupon_code IS NULL AND ended_at IS NULL AND ends_at <= ${now}
    ORDER BY dueAt, what DESC LIMIT ${take}`;
}

/** When the next start or end is due; null when nothing is scheduled. */
export async function findNextDue(): Promise<Date | null> {
  const [row] = await db().$queryRaw<{ dueAt: Date | null }[]>`
    SELECT MIN(due_at) AS dueAt FROM (
      SELECT starts_at AS due_at FROM price_rules
      WHERE status = 'live' AND coupon_code IS NULL AND started_at IS NULL AND ended_at IS NULL
      UNION ALL SELECT ends_at FROM price_rules
      WHERE status = 'live' AND coupon_code IS NULL AND ended_at IS NULL AND ends_at IS NOT NULL) due`;
  return row?.dueAt ?? null;
}

/** Marks a start or end as carried out. @returns false when it was, or is no longer due then. */
export async function markBoundary(tx: Tx, ctx: Ctx, { id, what, dueAt }: DueBoundary): Promise<boolean> {
  const { count } =
    what === 'start'
      ? await tx.priceRule.updateMany({
          where: { id, status: 'live', startedAt: null, startsAt: dueAt },
          data: { startedAt: ctx.now() },
        })
      : await tx.priceRule.updateMany({
          where: { id, status: 'live', endedAt: null, endsAt: dueAt },
          data: { endedAt: ctx.now() },
        });
  return count > 0;
}

import { db, env, idTable, Prisma, type Tx } from '#lib/platform/index.ts';
import type { PriceRule } from '#lib/pricing/index.ts';
import { pieces } from './pieces.ts';
import type { RuleTarget, RuleTargetKind, StoredRule } from './types.ts';

// Which rules are for which products, and the other way round.

type MatchRow = Pick<
  StoredRule,
  'id' | 'name' | 'kind' | 'value' | 'priority' | 'stacking' | 'display' | 'startsAt' | 'endsAt'
> & { startedAt: Date | null };

/**
 * The rules without a coupon that hold for these products at `at`, or will start before `horizon`: one query. A rule
 * whose start was carried out holds, even by a clock that is behind.
 */
export async function findRulesOf(
  productIds: readonly string[],
  { at, horizon, currency = env.SHOP_CURRENCY }: { at: Date; horizon: Date; currency?: string },
  client: Tx = db(),
): Promise<Map<string, PriceRule[]>> {
  const found = new Map<string, PriceRule[]>();
  for (const ids of pieces(productIds)) {
    // One row for each rule: a sale of thousands of products would tell its name with each of them.
    const rows = await client.$queryRaw<(MatchRow & { products: string })[]>`
      ${belowTargets(Prisma.sql`r.coupon_code IS NULL AND ${alive(at, horizon)}`)}
      SELECT r.id, r.name, r.kind, r.value, r.priority, r.stacking, r.display, r.starts_at AS startsAt,
        r.ends_at AS endsAt, r.started_at AS startedAt, JSON_ARRAYAGG(p.id) AS products
      FROM price_rules r JOIN ${idTable(ids)} JOIN products p ON p.id = j.id
      WHERE r.coupon_code IS NULL AND ${alive(at, horizon)} AND ${speaks(currency)} AND ${fits}
      GROUP BY r.id`;
    for (const { products, startedAt, ...rule } of rows) {
      const startsAt = startedAt && rule.startsAt > at ? at : rule.startsAt;
      for (const productId of JSON.parse(products) as string[]) {
        const list = found.get(productId) ?? [];
        list.push({ ...rule, startsAt } as PriceRule);
        found.set(productId, list);
      }
    }
  }
  return found;
}

export type LiveTarget = { kind: RuleTargetKind; value: string };
type LiveRow = MatchRow & {
  currency: string | null;
  target: RuleTargetKind;
  value_: string;
};

/** Every rule without a coupon that has not ended, with whom it is for; a category stands as all below it. One query. */
export async function findLiveRules() {
  const live = Prisma.sql`r.coupon_code IS NULL AND r.status = 'live' AND r.ended_at IS NULL`;
  const fields = Prisma.sql`r.id, r.name, r.kind, r.value, r.priority, r.stacking, r.display, r.starts_at AS startsAt,
    r.ends_at AS endsAt, r.started_at AS startedAt, r.currency`;
  const rows = await db().$queryRaw<LiveRow[]>`
    ${belowTargets(live)}
    SELECT ${fields}, t.kind AS target, t.value AS value_
    FROM price_rules r JOIN price_rule_targets t ON t.rule_id = r.id WHERE t.kind <> 'category' AND ${live}
    UNION ALL SELECT ${fields}, 'category', CONVERT(b.category_id USING utf8mb4) COLLATE utf8mb4_unicode_ci
    FROM below b JOIN price_rules r ON r.id = b.rule_id`;
  return [...Map.groupBy(rows, ({ id }) => id).values()].flatMap((own) => {
    const [first] = own;
    if (!first) return [];
    const { target: _target, value_: _value, ...rule } = first;
    return [
      {
        ...(rule as PriceRule & Pick<LiveRow, 'startedAt' | 'currency'>),
        targets: own.map(({ target, value_ }): LiveTarget => ({ kind: target, value: value_ })),
      },
    ];
  });
}

/** Which of these products a rule is for, whatever its schedule. */
export async function findFitting(ruleId: string, productIds: readonly string[]): Promise<Set<string>> {
  if (productIds.length === 0) return new Set();
  const rows = await db().$queryRaw<{ id: string }[]>`
    ${belowTargets(Prisma.sql`r.id = ${ruleId}`)}
    SELECT p.id FROM price_rules r JOIN products p ON p.id IN (${Prisma.join([...productIds])})
    WHERE r.id = ${ruleId} AND ${fits}`;
  return new Set(rows.map(({ id }) => id));
}

const alive = (at: Date, horizon: Date) => Prisma.sql`r.status = 'live' AND r.ended_at IS NULL
  AND (r.starts_at <= ${horizon} OR r.started_at IS NOT NULL) AND (r.ends_at IS NULL OR r.ends_at > ${at})`;

/** A percentage is the same in every currency; an amount or a fixed price is of one, by default the shop's own. */
const speaks = (currency: string) =>
  Prisma.sql`(r.kind = 'percentage' OR COALESCE(r.currency, ${env.SHOP_CURRENCY}) = ${currency})`;

/** The categories each rule names, with all below them. */
const belowTargets = (rules: Prisma.Sql) => Prisma.sql`
  WITH RECURSIVE below AS (
    SELECT t.rule_id, CONVERT(t.value USING ascii) COLLATE ascii_bin AS category_id
    FROM price_rule_targets t JOIN price_rules r ON r.id = t.rule_id
    WHERE t.kind = 'category' AND ${rules}
    UNION SELECT b.rule_id, c.id FROM below b JOIN categories c ON c.parent_id = b.category_id)`;

const names = (kind: RuleTargetKind, value: Prisma.Sql) => Prisma.sql`EXISTS (
    SELECT 1 FROM price_rule_targets t WHERE t.rule_id = r.id AND t.kind = ${kind} AND ${value})`;

// One question each, so that each is one look into the key of targets: a rule may have thousands.
const fits = Prisma.sql`(${names('all', Prisma.sql`TRUE`)} OR ${names('product', Prisma.sql`t.value = p.id`)}
  OR ${names('vendor', Prisma.sql`t.value = p.vendor`)} OR ${names('type', Prisma.sql`t.value = p.product_type`)}
  OR EXISTS (SELECT 1 FROM product_categories pc JOIN below b ON b.category_id = pc.category_id
    WHERE pc.product_id = p.id AND b.rule_id = r.id))`;

const valuesOf = (targets: readonly RuleTarget[], kind: RuleTargetKind) =>
  targets.filter((target) => target.kind === kind).map(({ value }) => value);

/** The ids of all products that any of these targets fits, with all categories below the named ones. */
export async function findTargeted(targets: readonly RuleTarget[], client: Tx = db()): Promise<string[]> {
  const any: Prisma.Sql[] = [];
  if (targets.some(({ kind }) => kind === 'all')) any.push(Prisma.sql`TRUE`);
  for (const ids of pieces(valuesOf(targets, 'product')))
    any.push(Prisma.sql`p.id IN (SELECT j.id FROM ${idTable(ids)})`);
  const vendors = valuesOf(targets, 'vendor');
  if (vendors.length > 0) any.push(Prisma.sql`p.vendor IN (${Prisma.join(vendors)})`);
  const types = valuesOf(targets, 'type');
  if (types.length > 0) any.push(Prisma.sql`p.product_type IN (${Prisma.join(types)})`);
  const categories = valuesOf(targets, 'category');
  if (categories.length > 0) {
    any.push(Prisma.sql`p.id IN (
      WITH RECURSIVE below AS (SELECT id FROM categories WHERE id IN (${Prisma.join(categories)})
        UNION SELECT c.id FROM below b JOIN categories c ON c.parent_id = b.id)
      SELECT pc.product_id FROM product_categories pc JOIN below b ON b.id = pc.category_id)`);
  }
  if (any.length === 0) return [];
  const rows = await client.$queryRaw<{ id: string }[]>`
    SELECT p.id FROM products p WHERE ${Prisma.join(any, ' OR ')}`;
  return rows.map(({ id }) => id);
}

/** The categories whose listings these products are on: their own, and all above. */
export async function findListings(tx: Tx, productIds: readonly string[]): Promise<string[]> {
  const found = new Set<string>();
  for (const ids of pieces(productIds)) {
    const rows = await tx.$queryRaw<{ id: string }[]>`
      SELECT DISTINCT c.category_id AS id FROM ${idTable(ids)} JOIN product_categories c ON c.product_id = j.id`;
    for (const { id } of rows) found.add(id);
  }
  const rows = await tx.category.findMany({ select: { id: true, parentId: true }, take: 1_000 });
  const parents = new Map(rows.map(({ id, parentId }) => [id, parentId]));
  for (const id of found) {
    const parent = parents.get(id);
    // A set grows while it is walked.
    if (parent) found.add(parent);
  }
  return [...found];
}

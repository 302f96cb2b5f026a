import { type Ctx, db, env, idTable, isUniqueViolation, Prisma, type Tx } from '#lib/platform/index.ts';
import type { PricePeriod, PriceRule } from '#lib/pricing/index.ts';
import type { PricedVariant, PriceWrite } from './refresh-prices.ts';
import type { RuleInput, RuleTarget, RuleTargetKind, StoredRule } from './types.ts';

/** Lists of ids go to the database in pieces of this many. */
const piece = 1_000;

function pieces<T>(all: readonly T[]): T[][] {
  return Array.from({ length: Math.ceil(all.length / piece) }, (_, index) =>
    all.slice(index * piece, (index + 1) * piece),
  );
}

type RuleRow = Omit<StoredRule, 'kind' | 'stacking' | 'display' | 'status'> &
  Record<'kind' | 'stacking' | 'display' | 'status', string>;
export const toRule = (row: RuleRow) => row as StoredRule;

type MatchRow = Pick<
  RuleRow,
  'id' | 'name' | 'kind' | 'value' | 'priority' | 'stacking' | 'display' | 'startsAt' | 'endsAt'
> & { productId: string; startedAt: Date | null };

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
    const rows = await client.$queryRaw<MatchRow[]>`
      ${belowTargets(Prisma.sql`r.coupon_code IS NULL AND ${alive(at, horizon)}`)}
      SELECT p.id AS productId, r.id, r.name, r.kind, r.value, r.priority, r.stacking, r.display,
        r.starts_at AS startsAt, r.ends_at AS endsAt, r.started_at AS startedAt
      FROM price_rules r JOIN ${idTable(ids)} JOIN products p ON p.id = j.id
      WHERE r.coupon_code IS NULL AND ${alive(at, horizon)} AND ${speaks(currency)} AND ${fits}`;
    for (const { productId, startedAt, ...rule } of rows) {
      const startsAt = startedAt && rule.startsAt > at ? at : rule.startsAt;
      const list = found.get(productId) ?? [];
      list.push({ ...rule, startsAt } as PriceRule);
      found.set(productId, list);
    }
  }
  return found;
}

export type LiveTarget = { kind: RuleTargetKind; value: string };
type LiveRow = Omit<MatchRow, 'productId'> & {
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

/** The names of rules that have not ended and name this category, at most ten. */
export async function findRulesNaming(tx: Tx, categoryId: string): Promise<string[]> {
  const rows = await tx.priceRule.findMany({
    where: { endedAt: null, targets: { some: { kind: 'category', value: categoryId } } },
    select: { name: true },
    orderBy: { startsAt: 'desc' },
    take: 10,
  });
  return rows.map(({ name }) => name);
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

type LockedPrice = Omit<PricedVariant, 'currency'> & {
  otherCurrency: string | null;
  otherPrice: number | null;
  otherSale: number | null;
  otherPrior: number | null;
};

/** Locks the variants of these products and answers what they cost, in every currency they have a price in. */
export async function lockVariants(tx: Tx, productIds: readonly string[]): Promise<PricedVariant[]> {
  const found: PricedVariant[] = [];
  for (const ids of pieces(productIds)) {
    const rows = await tx.$queryRaw<LockedPrice[]>`
      SELECT v.id, v.product_id AS productId, v.price_minor AS priceMinor, v.sale_minor AS saleMinor,
        v.prior_minor AS priorMinor, vp.currency AS otherCurrency, vp.price_minor AS otherPrice,
        vp.sale_minor AS otherSale, vp.prior_minor AS otherPrior
      FROM ${idTable(ids)} JOIN variants v ON v.product_id = j.id
      LEFT JOIN variant_prices vp ON vp.variant_id = v.id ORDER BY v.id FOR UPDATE`;
    let last = '';
    for (const { id, productId, priceMinor, saleMinor, priorMinor, ...other } of rows) {
      // One row for each other currency: the shop's own price stands in all of them.
      if (id !== last)
        found.push({ id, productId, currency: env.SHOP_CURRENCY, priceMinor, saleMinor, priorMinor });
      last = id;
      const { otherCurrency: currency, otherPrice, otherSale, otherPrior } = other;
      if (currency === null || otherPrice === null || currency === env.SHOP_CURRENCY) continue;
      const price = { priceMinor: otherPrice, saleMinor: otherSale, priorMinor: otherPrior };
      found.push({ id, productId, currency, ...price });
    }
  }
  return found;
}

/** History was once of the shop's own currency alone; its rows still name none. */
const historyCurrency = (currency: string) => (currency === env.SHOP_CURRENCY ? '' : currency);

/** Each variant's prices in a currency since `since`, with the one that was asked then; oldest first. */
export async function findHistory(
  tx: Tx,
  { variantIds, currency, since }: { variantIds: readonly string[]; currency: string; since: Date },
): Promise<Map<string, PricePeriod[]>> {
  const found = new Map<string, PricePeriod[]>();
  const own = historyCurrency(currency);
  for (const ids of pieces(variantIds)) {
    const rows = await tx.$queryRaw<(PricePeriod & { variantId: string })[]>`
      SELECT h.variant_id AS variantId, h.price_minor AS priceMinor, h.from_at AS fromAt
      FROM ${idTable(ids)} JOIN price_history h ON h.variant_id = j.id WHERE h.currency = ${own} AND h.from_at >= COALESCE((
        SELECT MAX(o.from_at) FROM price_history o
        WHERE o.variant_id = h.variant_id AND o.currency = ${own} AND o.from_at <= ${since}), ${since})
      ORDER BY h.from_at, h.id`;
    for (const { variantId, ...period } of rows) {
      const list = found.get(variantId) ?? [];
      list.push(period);
      found.set(variantId, list);
    }
  }
  return found;
}

/**
 * Writes new prices of one currency: one row of history each, and what listings sort by. Two statements for every
 * thousand.
 */
export async function writePrices(
  tx: Tx,
  { at, currency, writes }: { at: Date; currency: string; writes: readonly PriceWrite[] },
): Promise<void> {
  for (const some of pieces(writes)) {
    const rows = JSON.stringify(
      some.map(({ variantId, priceMinor, saleMinor, priorMinor, isNew }) => {
        return { i: variantId, c: priceMinor, s: saleMinor, p: priorMinor, n: isNew ? 1 : 0 };
      }),
    );
    // Galera refuses an UPDATE that joins a list.
    const written = Prisma.sql`JSON_TABLE(${rows}, '$[*]' COLUMNS (
      id CHAR(36) CHARACTER SET ascii COLLATE ascii_bin PATH '$.i', price INT PATH '$.c', sale INT PATH '$.s',
      prior INT PATH '$.p', is_new INT PATH '$.n'))`;
    if (some.some(({ isNew }) => isNew)) {
      await tx.$executeRaw`
        INSERT INTO price_history (variant_id, price_minor, from_at, currency)
        SELECT j.id, j.price, ${at}, ${historyCurrency(currency)} FROM ${written} j WHERE j.is_new = 1`;
    }
    await (currency === env.SHOP_CURRENCY
      ? tx.$executeRaw`
          INSERT INTO variants SELECT v.* FROM variants v JOIN ${written} j ON j.id = v.id
          ON DUPLICATE KEY UPDATE sale_minor = j.sale, prior_minor = j.prior`
      : tx.$executeRaw`
          INSERT INTO variant_prices SELECT v.* FROM variant_prices v JOIN ${written} j ON j.id = v.variant_id
          WHERE v.currency = ${currency} ON DUPLICATE KEY UPDATE sale_minor = j.sale, prior_minor = j.prior`);
  }
}

export async function findRule(id: string, client: Tx = db()) {
  const row = await client.priceRule.findUnique({ where: { id }, include: { targets: true } });
  if (!row) return null;
  const { targets, ...rule } = row;
  return {
    rule: toRule(rule),
    targets: targets.map(({ kind, value }) => ({ kind: kind as RuleTargetKind, value })),
  };
}

/** Takes the rule's row for this transaction, so that two changes of one rule follow each other. */
export async function lockRule(tx: Tx, id: string): Promise<void> {
  await tx.$queryRaw`SELECT id FROM price_rules WHERE id = ${id} FOR UPDATE`;
}

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

export type PreviewVariant = {
  productId: string;
  sku: string;
  title: string;
  variantTitle: string;
  priceMinor: number;
};

export async function findPreviewVariants(
  productIds: readonly string[],
  currency: string,
): Promise<PreviewVariant[]> {
  const found: PreviewVariant[] = [];
  const own = currency === env.SHOP_CURRENCY;
  const price = own ? Prisma.sql`v.price_minor` : Prisma.sql`vp.price_minor`;
  const list = own
    ? Prisma.empty
    : Prisma.sql`JOIN variant_prices vp ON vp.variant_id = v.id AND vp.currency = ${currency}`;
  for (const ids of pieces(productIds)) {
    found.push(
      ...(await db().$queryRaw<PreviewVariant[]>`
        SELECT v.product_id AS productId, v.sku, p.title, v.title AS variantTitle, ${price} AS priceMinor
        FROM variants v JOIN products p ON p.id = v.product_id ${list}
        WHERE v.product_id IN (${Prisma.join(ids)}) ORDER BY p.title, v.position`),
    );
  }
  return found;
}

import { type Ctx, db, json, Prisma, type Tx } from '#lib/platform/index.ts';
import { type CategoryCondition, type CategoryRule, categoryRuleSchema } from './category-rule.ts';

function fits(condition: CategoryCondition): Prisma.Sql {
  switch (condition.kind) {
    case 'tag':
      return Prisma.sql`JSON_CONTAINS(p.tags, ${JSON.stringify(condition.value)})`;
    case 'vendor':
      return Prisma.sql`p.vendor = ${condition.value}`;
    case 'type':
      return Prisma.sql`p.product_type = ${condition.value}`;
    case 'attribute':
      return Prisma.sql`EXISTS (SELECT 1 FROM product_attributes a
        WHERE a.product_id = p.id AND a.name = ${condition.name} AND a.value = ${condition.value})`;
    case 'price':
      return Prisma.sql`(SELECT MIN(v.price_minor) FROM variants v WHERE v.product_id = p.id)
        BETWEEN ${condition.fromMinor ?? 0} AND ${condition.toMinor ?? 2_147_483_647}`;
  }
}

/** Whether a product `p` is what a rule asks for: 1 or 0. */
function fitsRule({ match, conditions }: CategoryRule): Prisma.Sql {
  return Prisma.sql`IFNULL((${Prisma.join(conditions.map(fits), match === 'all' ? ' AND ' : ' OR ')}), 0)`;
}

export type StoredRule = { categoryId: string; rule: CategoryRule; due: boolean };

type RuleRow = { categoryId: string; rule: unknown; due: number | boolean };

// One that this release cannot read decides nothing, rather than emptying its category.
const toStored = ({ categoryId, rule, due }: RuleRow): StoredRule[] => {
  const read = categoryRuleSchema.safeParse(typeof rule === 'string' ? JSON.parse(rule) : rule);
  return read.success ? [{ categoryId, rule: read.data, due: Boolean(due) }] : [];
};

/**
 * Every rule that holds, as last committed. Nobody changes one, or makes one, until the transaction ends: a product
 * saved at the moment of a new rule is seen by one of the two.
 */
export async function holdRules(tx: Tx): Promise<StoredRule[]> {
  const rows = await tx.$queryRaw<RuleRow[]>`
    SELECT category_id AS categoryId, rule, due FROM category_rules LOCK IN SHARE MODE`;
  return rows.flatMap(toStored);
}

/** A category's rule, held for writing until the transaction ends; null for none. */
export async function lockRule(tx: Tx, categoryId: string): Promise<StoredRule | null> {
  const rows = await tx.$queryRaw<RuleRow[]>`
    SELECT category_id AS categoryId, rule, due FROM category_rules WHERE category_id = ${categoryId} FOR UPDATE`;
  return rows.flatMap(toStored)[0] ?? null;
}

/** The rule of a category; null also for one that this release cannot read. */
export async function findRule(categoryId: string, client: Tx = db()): Promise<StoredRule | null> {
  const row = await client.categoryRule.findUnique({ where: { categoryId } });
  return row ? (toStored(row)[0] ?? null) : null;
}

/** Categories whose rule was written since it was last applied to all products, `take` at most. */
export async function findDueRules(take: number): Promise<string[]> {
  const rows = await db().categoryRule.findMany({ where: { due: true }, take, select: { categoryId: true } });
  return rows.map(({ categoryId }) => categoryId);
}

/** The categories whose members a rule decides. */
export async function findRuledIds(client: Tx = db()): Promise<Set<string>> {
  const rows = await client.categoryRule.findMany({ select: { categoryId: true }, take: 1_000 });
  return new Set(rows.map(({ categoryId }) => categoryId));
}

/** Stores a rule, due to be applied at once, or takes it away with null; what it placed stays until then. */
export async function writeRule(tx: Tx, categoryId: string, rule: CategoryRule | null): Promise<void> {
  if (rule === null) {
    await tx.categoryRule.deleteMany({ where: { categoryId } });
    return;
  }
  const stored = { rule: json(rule), due: true };
  await tx.categoryRule.upsert({
    where: { categoryId },
    create: { categoryId, ...stored },
    update: stored,
  });
}

/** Notes that a category's rule has been applied. */
export async function markApplied(tx: Tx, _ctx: Ctx, categoryId: string): Promise<void> {
  await tx.categoryRule.updateMany({ where: { categoryId }, data: { due: false } });
}

export type Move = { categoryId: string; productId: string; joins: boolean };

/** Where a category's members differ from what its rule asks for, at most `take` that join and as many that leave. */
export async function findMoves(
  tx: Tx,
  { categoryId, rule }: Pick<StoredRule, 'categoryId' | 'rule'>,
  take: number,
): Promise<Move[]> {
  const rows = await tx.$queryRaw<{ productId: string; joins: bigint | number }[]>`
    (SELECT p.id AS productId, 1 AS joins FROM products p WHERE ${fitsRule(rule)}
      AND NOT EXISTS (SELECT 1 FROM product_categories pc
        WHERE pc.category_id = ${categoryId} AND pc.product_id = p.id) LIMIT ${take})
    UNION ALL
    (SELECT p.id, 0 FROM product_categories pc JOIN products p ON p.id = pc.product_id
      WHERE pc.category_id = ${categoryId} AND NOT ${fitsRule(rule)} LIMIT ${take})`;
  return rows.map(({ productId, joins }) => ({ categoryId, productId, joins: Number(joins) === 1 }));
}

/** Where these products are not in the categories whose rules they fit, or are in those they do not. */
export async function findMovesOf(
  tx: Tx,
  rules: readonly Pick<StoredRule, 'categoryId' | 'rule'>[],
  productIds: readonly string[],
): Promise<Move[]> {
  if (rules.length === 0 || productIds.length === 0) return [];
  const among = Prisma.join([...productIds]);
  const wanted = await tx.$queryRaw<{ categoryId: string; productId: string }[]>`
    ${Prisma.join(
      rules.map(
        ({ categoryId, rule }) => Prisma.sql`SELECT ${categoryId} AS categoryId, p.id AS productId
          FROM products p WHERE p.id IN (${among}) AND ${fitsRule(rule)}`,
      ),
      ' UNION ALL ',
    )}`;
  // As last committed: a rule that was applied since this transaction began has moved some of them.
  const is = await tx.$queryRaw<{ categoryId: string; productId: string }[]>`
    SELECT category_id AS categoryId, product_id AS productId FROM product_categories
    WHERE product_id IN (${among}) AND category_id IN (${Prisma.join(rules.map(({ categoryId }) => categoryId))})
    LOCK IN SHARE MODE`;
  const keyOf = (one: { categoryId: string; productId: string }) => `${one.categoryId} ${one.productId}`;
  const [should, are] = [new Set(wanted.map(keyOf)), new Set(is.map(keyOf))];
  return [
    ...wanted.filter((one) => !are.has(keyOf(one))).map((one) => ({ ...one, joins: true })),
    ...is.filter((one) => !should.has(keyOf(one))).map((one) => ({ ...one, joins: false })),
  ];
}

/** Puts products into categories, at their end, and takes others out. */
export async function writeMoves(tx: Tx, moves: readonly Move[]): Promise<void> {
  const joining = moves.filter(({ joins }) => joins);
  if (joining.length > 0) {
    await tx.productCategory.createMany({
      data: joining.map(({ categoryId, productId }) => ({ categoryId, productId, position: 1_000 })),
      skipDuplicates: true,
    });
  }
  const leaving = Map.groupBy(
    moves.filter(({ joins }) => !joins),
    ({ categoryId }) => categoryId,
  );
  for (const [categoryId, own] of leaving) {
    const productId = { in: own.map((move) => move.productId) };
    await tx.productCategory.deleteMany({ where: { categoryId, productId } });
  }
}

/** What fits a rule: how many, and the first of them by title. */
export async function findFitting(
  rule: CategoryRule,
  take: number,
): Promise<{ total: number; first: { id: string; title: string; handle: string; status: string }[] }> {
  const [count, first] = await Promise.all([
    db().$queryRaw<{ n: bigint }[]>`SELECT COUNT(*) AS n FROM products p WHERE ${fitsRule(rule)}`,
    db().$queryRaw<{ id: string; title: string; handle: string; status: string }[]>`
      SELECT p.id, p.title, p.handle, p.status FROM products p WHERE ${fitsRule(rule)}
      ORDER BY p.title, p.id LIMIT ${take}`,
  ]);
  return { total: Number(count[0]?.n ?? 0), first };
}

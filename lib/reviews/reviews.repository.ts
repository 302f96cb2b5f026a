import { type Ctx, db, isUniqueViolation, Prisma, type Tx } from '#lib/platform/index.ts';
import type { ReviewInput } from './schemas.ts';
import { type Review, type ReviewStatus, reviewStatuses, type StaffReview } from './types.ts';

const shown = {
  id: true,
  name: true,
  rating: true,
  title: true,
  body: true,
  locale: true,
  createdAt: true,
  reply: true,
} as const;
const forStaff = {
  ...shown,
  status: true,
  email: true,
  orderId: true,
  version: true,
  moderatedBy: true,
  moderatedAt: true,
  reason: true,
  repliedBy: true,
  repliedAt: true,
  product: { select: { id: true, handle: true, title: true } },
} as const;

const toStaff = (row: Omit<StaffReview, 'status'> & { status: string }): StaffReview => ({
  ...row,
  status: reviewStatuses.find((known) => known === row.status) ?? 'pending',
});

/** @returns false when this address has reviewed the product. */
export async function insertReview(
  ctx: Ctx,
  review: ReviewInput & { orderId: string; email: string },
): Promise<boolean> {
  try {
    await db().review.create({
      data: { id: ctx.newId(), ...review, createdAt: ctx.now() },
      select: { id: true },
    });
    return true;
  } catch (error) {
    if (isUniqueViolation(error, 'email')) return false;
    throw error;
  }
}

/**
 * Approved ones, those in `locale` first, then the newest; and how many of all gave each number of stars. One statement.
 */
export async function findApproved(
  productId: string,
  locale: string,
  { skip, take }: { skip: number; take: number },
): Promise<{ reviews: Review[]; counts: Map<number, number> }> {
  const approved = Prisma.sql`FROM reviews WHERE product_id = ${productId} AND status = 'approved'`;
  const rows = await db().$queryRaw<(Review & { n: bigint | null })[]>`
    (SELECT id, name, rating, title, body, locale, created_at AS createdAt, reply, NULL AS n ${approved}
      ORDER BY locale = ${locale} DESC, created_at DESC, id DESC LIMIT ${take} OFFSET ${skip})
    UNION ALL (SELECT '', '', rating, '', '', '', NULL, '', COUNT(*) ${approved} GROUP BY rating)`;
  return {
    reviews: rows.flatMap(({ n, ...review }) => (n === null ? [review] : [])),
    counts: new Map(rows.flatMap(({ n, rating }) => (n === null ? [] : [[rating, Number(n)] as const]))),
  };
}

/** A page of reviews, the newest first, and how many there are in all. */
export async function findForStaff(
  where: { status?: ReviewStatus; productId?: string },
  { skip, take }: { skip: number; take: number },
): Promise<{ reviews: StaffReview[]; total: number }> {
  const [total, rows] = await Promise.all([
    db().review.count({ where }),
    db().review.findMany({
      where,
      select: forStaff,
      orderBy: [{ createdAt: 'desc' }, { id: 'desc' }],
      skip,
      take,
    }),
  ]);
  return { total, reviews: rows.map(toStaff) };
}

/** A review as staff see it, in whatever state. */
export async function findOneForStaff(id: string, client: Tx = db()): Promise<StaffReview | null> {
  const row = await client.review.findUnique({ where: { id }, select: forStaff });
  return row ? toStaff(row) : null;
}

/** Writes the decision if the review still has this version. */
export async function writeDecision(
  tx: Tx,
  ctx: Ctx,
  { id, version }: { id: string; version: number },
  { status, reason }: { status: ReviewStatus; reason: string },
): Promise<boolean> {
  const { count } = await tx.review.updateMany({
    where: { id, version },
    data: {
      status,
      reason,
      version: { increment: 1 },
      moderatedBy: ctx.actor.slice(0, 254),
      moderatedAt: ctx.now(),
    },
  });
  return count > 0;
}

/** Writes the shop's answer if the review still has this version. */
export async function writeReply(
  tx: Tx,
  ctx: Ctx,
  { id, version }: { id: string; version: number },
  reply: string,
): Promise<boolean> {
  const who = reply === '' ? null : ctx.actor.slice(0, 254);
  const { count } = await tx.review.updateMany({
    where: { id, version },
    data: { reply, repliedBy: who, repliedAt: who && ctx.now(), version: { increment: 1 } },
  });
  return count > 0;
}

/** How many there are of each status. */
export async function countByStatus(where: { productId?: string }): Promise<Map<string, number>> {
  const rows = await db().review.groupBy({ by: ['status'], where, _count: true });
  return new Map(rows.map(({ status, _count }) => [status, _count]));
}

/** Everything these addresses wrote, in any status. */
export function findByEmails(emails: readonly string[], take: number, client: Tx = db()) {
  return client.review.findMany({
    where: { email: { in: [...emails] } },
    select: { ...shown, status: true, productId: true },
    orderBy: { id: 'asc' },
    take,
  });
}

/** Keeps staff from deciding about them until the transaction ends. */
export async function lockByEmails(tx: Tx, emails: readonly string[]): Promise<void> {
  await tx.review.updateMany({
    where: { email: { in: [...emails] } },
    data: { version: { increment: 1 } },
  });
}

/** Deletes reviews for good; the stars they gave are the caller's to take back (`addRatings`). */
export async function deleteByIds(tx: Tx, ids: readonly string[]): Promise<void> {
  await tx.review.deleteMany({ where: { id: { in: [...ids] } } });
}

export type WrittenReview = ReviewInput & {
  orderId: string;
  email: string;
  status: ReviewStatus;
  createdAt: Date;
};

/** Writes many at once. @throws when an address has reviewed a product. */
export async function insertReviews(tx: Tx, ctx: Ctx, reviews: readonly WrittenReview[]): Promise<void> {
  await tx.review.createMany({
    data: reviews.map((review) => ({
      ...review,
      id: ctx.newId(),
      ...(review.status === 'pending' ? {} : { moderatedBy: ctx.actor, moderatedAt: review.createdAt }),
    })),
  });
}

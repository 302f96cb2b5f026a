import {
  countByStatus,
  findApproved,
  findByEmails,
  findForStaff,
  findOneForStaff,
} from './reviews.repository.ts';
import {
  type ReviewPage,
  type ReviewStatus,
  type ReviewSummary,
  reviewStatuses,
  type StaffReview,
  type StaffReviewPage,
} from './types.ts';

const pageSize = 10;
const staffPageSize = 25;
const lastPage = 1_000;
const uuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

const inRange = (page = 1) => Math.min(lastPage, Math.max(1, Math.trunc(page) || 1));
const pagesOf = (total: number, size: number) => Math.max(1, Math.ceil(total / size));

/** The stars of a product by their number; null while no review is shown. */
function summaryOf(counts: ReadonlyMap<number, number>): ReviewSummary | null {
  const count = [...counts.values()].reduce((sum, one) => sum + one, 0);
  if (count === 0) return null;
  const stars = (rating: number) => counts.get(rating) ?? 0;
  const sum = [...counts].reduce((all, [rating, one]) => all + rating * one, 0);
  return { average: sum / count, count, byStars: [stars(1), stars(2), stars(3), stars(4), stars(5)] };
}

/** The reviews a product's page shows, ten a page: those in the page's language first, then the newest. */
export async function listReviews({
  productId,
  locale,
  page: wanted,
}: {
  productId: string;
  locale: string;
  page?: number | undefined;
}): Promise<ReviewPage> {
  const page = inRange(wanted);
  const range = { skip: (page - 1) * pageSize, take: pageSize };
  const { reviews, counts } = await findApproved(productId, locale, range);
  const summary = summaryOf(counts);
  const total = summary?.count ?? 0;
  return { summary, reviews, page, pages: pagesOf(total, pageSize), total };
}

/** Reviews for staff, newest first, 25 a page. A status that does not exist means any. */
export async function listReviewsForStaff(input: {
  status?: string | undefined;
  productId?: string | undefined;
  page?: number | undefined;
}): Promise<StaffReviewPage> {
  const page = inRange(input.page);
  const status = reviewStatuses.find((known) => known === input.status);
  const { reviews, total } = await findForStaff(
    { ...(status ? { status } : {}), ...(input.productId ? { productId: input.productId } : {}) },
    { skip: (page - 1) * staffPageSize, take: staffPageSize },
  );
  return { reviews, page, pages: pagesOf(total, staffPageSize), total };
}

/** How many reviews there are of each status, of one product or all. */
export async function countReviews(productId?: string): Promise<Record<ReviewStatus, number>> {
  const counts = await countByStatus(productId ? { productId } : {});
  const of = (status: ReviewStatus) => counts.get(status) ?? 0;
  return { pending: of('pending'), approved: of('approved'), rejected: of('rejected') };
}

/** One review for staff, or null; any string may be asked for. */
export function getReviewForStaff(id: string): Promise<StaffReview | null> {
  return uuid.test(id) ? findOneForStaff(id) : Promise.resolve(null);
}

/** What these addresses wrote, for whom they belong to; at most 500. The caller knows that they are one person's. */
export function reviewsOf(emails: readonly string[]) {
  return findByEmails(emails, 500);
}

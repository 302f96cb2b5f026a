import type { Metadata } from 'next';
import Link from 'next/link';
import { z } from 'zod';
import { Pages } from '#components/admin/pages.tsx';
import { Empty, linkClass, PageHeading, Panel } from '#components/admin/parts.tsx';
import { ReviewCard } from '#components/admin/review-card.tsx';
import { may } from '#lib/auth/index.ts';
import { requireStaff } from '#lib/auth/next-session.ts';
import { countReviews, listReviewsForStaff, type ReviewStatus, reviewStatuses } from '#lib/reviews/index.ts';

export const dynamic = 'force-dynamic';
export const metadata: Metadata = { title: 'Reviews' };

const querySchema = z.object({
  status: z.enum(reviewStatuses).catch('pending'),
  product: z.string().max(36).catch(''),
  page: z.coerce.number().int().min(1).catch(1),
});
type Query = z.infer<typeof querySchema>;

const words: Record<ReviewStatus, string> = {
  pending: 'Waiting',
  approved: 'Published',
  rejected: 'Rejected',
};
const empty: Record<ReviewStatus, string> = {
  pending: 'Nothing waits to be read.',
  approved: 'Nothing is published yet.',
  rejected: 'Nothing was rejected.',
};

function address({ status, product, page }: Query): string {
  const asked = new URLSearchParams({ status });
  if (product) asked.set('product', product);
  if (page > 1) asked.set('page', `${page}`);
  return `/admin/reviews?${asked}`;
}

export default async function ReviewsPage({ searchParams }: { searchParams: Promise<object> }) {
  const query = querySchema.parse(await searchParams);
  const staff = await requireStaff(address(query), 'reviews.view');
  const productId = query.product || undefined;
  const [list, counts] = await Promise.all([
    listReviewsForStaff({ ...query, productId }),
    countReviews(productId),
  ]);
  return (
    <>
      <PageHeading title="Reviews">
        {productId ? (
          <span className="text-(--a-muted)">
            of {list.reviews[0]?.product.title ?? 'one product'}.{' '}
            <Link href={address({ ...query, product: '', page: 1 })} prefetch={false} className={linkClass}>
              All products
            </Link>
          </span>
        ) : null}
      </PageHeading>
      <nav aria-label="Which reviews" className="mb-3 flex flex-wrap gap-2">
        {reviewStatuses.map((status) => (
          <Link
            key={status}
            href={address({ ...query, status, page: 1 })}
            prefetch={false}
            aria-current={status === query.status ? 'page' : undefined}
            className="inline-flex h-9 items-center gap-2 rounded-md border border-(--a-line) px-3 aria-[current]:bg-(--a-ink) aria-[current]:text-(--a-bg)"
          >
            {words[status]} <span className="tabular-nums opacity-75">{counts[status]}</span>
          </Link>
        ))}
      </nav>
      {list.reviews.length === 0 ? (
        <Panel>
          <Empty>{empty[query.status]}</Empty>
        </Panel>
      ) : (
        <ul className="grid gap-3">
          {list.reviews.map(({ createdAt, moderatedAt, repliedAt, ...review }) => (
            <ReviewCard
              key={review.id}
              review={{
                ...review,
                createdAt: createdAt.toISOString(),
                moderatedAt: moderatedAt?.toISOString() ?? null,
                repliedAt: repliedAt?.toISOString() ?? null,
              }}
              mayModerate={may(staff.role, 'reviews.moderate')}
            />
          ))}
        </ul>
      )}
      <Pages
        page={list.page}
        pages={list.pages}
        total={list.total}
        noun="review"
        href={(page) => address({ ...query, page })}
      />
    </>
  );
}

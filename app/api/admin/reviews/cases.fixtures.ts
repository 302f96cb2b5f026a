import { systemContext, uuidv7 } from '#lib/platform/index.ts';
import { importReviews, listReviewsForStaff } from '#lib/reviews/index.ts';
import { freshProduct } from '../catalogue.fixtures.ts';
import type { RouteCase } from '../route-walk.fixtures.ts';

async function freshReview(): Promise<string> {
  const { id: productId } = await freshProduct();
  const said = { rating: 4, title: '', body: 'Holds.', name: 'Ada', locale: 'en' };
  const from = { orderId: uuidv7(), email: `walk-${uuidv7()}@example.com`, createdAt: new Date() };
  await importReviews(systemContext('test'), [{ productId, ...said, ...from, status: 'pending' }]);
  return (await listReviewsForStaff({ productId })).reviews[0]?.id ?? '';
}

export const cases: RouteCase[] = [
  {
    route: 'POST /reviews/[id]',
    audits: 1,
    call: async () => ({
      params: { id: await freshReview() },
      body: { decision: 'rejected', reason: 'Not about it', expectedVersion: 1 },
    }),
  },
  {
    route: 'POST /reviews/[id]/reply',
    audits: 1,
    call: async () => ({
      params: { id: await freshReview() },
      body: { reply: 'Thank you', expectedVersion: 1 },
    }),
  },
];

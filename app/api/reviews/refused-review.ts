import { problem } from '#lib/platform/index.ts';
import type { SubmitReviewError } from '#lib/reviews/index.ts';

/** Why a review was not taken, as problem+json. */
export function refusedReview(error: SubmitReviewError): Response {
  switch (error.kind) {
    case 'not_bought':
      return problem(403, 'not_bought', 'Only who bought it can review it', 'This order does not hold it.');
    case 'not_received':
      return problem(409, 'not_received', 'It is not on its way yet', 'Come back when you have it.');
    case 'already_reviewed':
      return problem(409, 'already_reviewed', 'You have reviewed this already');
    case 'rate_limited': {
      const refused = problem(429, 'rate_limited', 'Too many reviews at once', 'Try again in an hour.');
      refused.headers.set('retry-after', String(error.retryAfterSeconds));
      return refused;
    }
  }
}

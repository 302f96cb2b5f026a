export { deleteReviewsOf } from './delete-reviews.ts';
export type { ModerateReviewError, SubmitReviewError } from './errors.ts';
export { importReviews } from './import-reviews.ts';
export {
  countReviews,
  getReviewForStaff,
  listReviews,
  listReviewsForStaff,
  reviewsOf,
} from './list-reviews.ts';
export { moderateReview } from './moderate-review.ts';
export { reviewsPerHour } from './rate-limit.ts';
export { replyToReview } from './reply-to-review.ts';
export type { WrittenReview } from './reviews.repository.ts';
export {
  moderationSchema,
  type ReviewInput,
  replySchema,
  reviewBodySchema,
  reviewSchema,
} from './schemas.ts';
export { type Proof, submitReview } from './submit-review.ts';
export {
  noReviews,
  type Review,
  type ReviewPage,
  type ReviewStatus,
  type ReviewSummary,
  reviewStatuses,
  type StaffReview,
  type StaffReviewPage,
} from './types.ts';

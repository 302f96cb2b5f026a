import type { StaffReview } from './types.ts';

export type SubmitReviewError =
  | { kind: 'rate_limited'; retryAfterSeconds: number }
  /** No order that was proved to be theirs holds this product. */
  | { kind: 'not_bought' }
  /** It was bought, but is not on its way yet. */
  | { kind: 'not_received' }
  | { kind: 'already_reviewed' };

export type ModerateReviewError = { kind: 'not_found' } | { kind: 'version_conflict'; current: StaffReview };

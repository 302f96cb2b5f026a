import type { Rating } from '#lib/catalogue/index.ts';

export const reviewStatuses = ['pending', 'approved', 'rejected'] as const;
export type ReviewStatus = (typeof reviewStatuses)[number];

/** A review as everybody sees it: its text to the letter, never markup. */
export type Review = {
  id: string;
  /** How its writer wants to be called. */
  name: string;
  /** Stars, from 1 to 5. */
  rating: number;
  /** May be empty. */
  title: string;
  body: string;
  /** The language it was written in: `en`, `de`. */
  locale: string;
  createdAt: Date;
  /** What the shop answers, to the letter; may be empty. */
  reply: string;
};

export type ReviewPage = {
  /** Of all that are shown; null while there is none. */
  summary: ReviewSummary | null;
  reviews: Review[];
  page: number;
  pages: number;
  total: number;
};

/** What a product without any review has, which its stars tell without a query. */
export const noReviews: ReviewPage = { summary: null, reviews: [], page: 1, pages: 1, total: 0 };

export type ReviewSummary = Rating & {
  /** How many gave one star, two, … five. */
  byStars: [number, number, number, number, number];
};

export type StaffReview = Review & {
  status: ReviewStatus;
  email: string;
  orderId: string;
  version: number;
  moderatedBy: string | null;
  moderatedAt: Date | null;
  /** Why it was rejected, for colleagues; empty otherwise. */
  reason: string;
  repliedBy: string | null;
  repliedAt: Date | null;
  product: { id: string; handle: string; title: string };
};

export type StaffReviewPage = { reviews: StaffReview[]; page: number; pages: number; total: number };

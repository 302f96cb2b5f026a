import { z } from 'zod';
import { markets } from '#lib/markets/index.ts';

// Kept to the letter. Half a character cannot be stored, and NUL ends a text in too many readers.
const text = (max: number) =>
  z
    .string()
    .max(max, `At most ${max} characters`)
    .refine(
      (value) => value.isWellFormed() && !value.includes('\0'),
      'Contains characters that are not text',
    );
const said = (max: number, message: string) => text(max).refine((value) => value.trim() !== '', message);

/** What somebody says of a product. */
export const reviewSchema = z.object({
  productId: z.uuid('Which product?'),
  rating: z.number('Choose from one to five stars').int().min(1).max(5),
  title: text(120).default(''),
  body: said(4_000, 'A sentence or two'),
  name: said(80, 'How may we call you?'),
  locale: z
    .string()
    .refine((locale) => markets.some((market) => market.locale === locale), 'Not a language of the shop'),
});

/** A review as a browser sends it: with the token of the order's link, or by whoever is signed in. */
export const reviewBodySchema = reviewSchema.extend({
  token: z
    .string()
    .regex(/^[\w-]{16,64}$/, 'Not a link of ours')
    .optional(),
});

export type ReviewInput = z.infer<typeof reviewSchema>;

/** What staff decide about a review, over the version they saw; colleagues are told why one is not shown. */
export const moderationSchema = z.discriminatedUnion('decision', [
  z.object({ decision: z.literal('approved'), expectedVersion: z.int().min(1) }),
  z.object({
    decision: z.literal('rejected'),
    reason: said(500, 'Say why it is not shown'),
    expectedVersion: z.int().min(1),
  }),
]);

/** What the shop answers to a review; empty takes the answer away. */
export const replySchema = z.object({ reply: text(2_000), expectedVersion: z.int().min(1) });

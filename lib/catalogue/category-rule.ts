import { z } from 'zod';

const text = (max: number, message: string) => z.string().trim().min(1, message).max(max);
const minor = z.int('A whole number of minor units').min(0).max(1_000_000_000).nullable();

/** What a product must be. Prices are its lowest regular one, before price rules, in minor units of the shop's currency. */
export const categoryConditionSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('tag'), value: text(60, 'Which tag?') }),
  z.object({ kind: z.literal('vendor'), value: text(190, 'Which vendor?') }),
  z.object({ kind: z.literal('type'), value: text(190, 'Which type?') }),
  z.object({
    kind: z.literal('attribute'),
    name: text(80, 'Which fact, such as Material?'),
    value: text(120, 'Which value, such as Oak?'),
  }),
  z
    .object({ kind: z.literal('price'), fromMinor: minor, toMinor: minor })
    .refine(({ fromMinor, toMinor }) => fromMinor !== null || toMinor !== null, 'From or to which price?')
    .refine(
      ({ fromMinor, toMinor }) => fromMinor === null || toMinor === null || fromMinor <= toMinor,
      'From is more than to',
    ),
]);

export const categoryRuleSchema = z.object({
  /** Whether all conditions must hold, or any of them. */
  match: z.enum(['all', 'any']),
  conditions: z.array(categoryConditionSchema).min(1, 'It needs a condition').max(20),
});

export type CategoryCondition = z.infer<typeof categoryConditionSchema>;
/** Decides which products are in a category. */
export type CategoryRule = z.infer<typeof categoryRuleSchema>;

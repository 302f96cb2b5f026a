import { z } from 'zod';

// What is typed here is printed on labels and in mails: no control characters, no halves of a character.
const text = (max: number) =>
  z
    .string()
    .trim()
    .max(max)
    .refine((value) => !/[\p{Cc}\p{Cs}]/u.test(value), 'Contains characters that cannot be printed');
const reason = text(120).min(1, 'Why?');
const units = z.object({ sku: z.string().min(1).max(120), quantity: z.int().min(1).max(1_000_000) });
const lines = z
  .array(units)
  .max(100)
  .refine((list) => new Set(list.map(({ sku }) => sku)).size === list.length, 'An article is named twice');

/** What staff can do with an order. Amounts are minor units of its currency. */
const staffCommandSchema = z.discriminatedUnion('do', [
  z.object({ do: z.literal('cancel'), reason, restock: z.boolean() }),
  z.object({ do: z.literal('refund'), amountMinor: z.int().min(1).max(2_147_483_647), reason }),
  z.object({ do: z.literal('refund_lines'), lines: lines.min(1, 'Choose at least one unit'), reason }),
  z.object({ do: z.literal('start_fulfilment') }),
  z.object({
    do: z.literal('ship'),
    trackingNumber: text(80).min(1, 'The number the carrier gave it'),
    carrier: text(60).default(''),
  }),
  z.object({ do: z.literal('deliver') }),
  z.object({ do: z.literal('request_return'), reason }),
  z.object({ do: z.literal('receive_return'), restock: lines }),
  z.object({
    do: z.literal('add_note'),
    text: z
      .string()
      .trim()
      .min(1, 'Write something')
      .max(2_000)
      .refine((value) => value.isWellFormed(), 'Contains half a character'),
  }),
]);

export type StaffCommand = z.infer<typeof staffCommandSchema>;
export type StaffAction = StaffCommand['do'];

/** `id` is made by the form: the same one again is the same request. `seenVersion`: the order the person looked at. */
export const staffRequestSchema = z.object({
  id: z.uuid(),
  seenVersion: z.int().min(1),
  command: staffCommandSchema,
});
export type StaffRequest = z.infer<typeof staffRequestSchema>;

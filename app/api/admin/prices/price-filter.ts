import { z } from 'zod';

/** Which variants; empty means any. */
export const priceFilterSchema = z.object({
  q: z.string().trim().max(120).default(''),
  categoryId: z
    .union([z.uuid(), z.literal('').transform(() => null)])
    .nullable()
    .default(null),
  vendor: z.string().max(190).default(''),
  type: z.string().max(190).default(''),
});

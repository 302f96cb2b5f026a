import { z } from 'zod';

export const maxQuantity = 99;
export const maxLines = 100;

const skuSchema = z.string().min(1).max(120);
export const lineSchema = z.object({
  sku: skuSchema,
  quantity: z.int('A whole number').min(1, 'At least 1').max(maxQuantity, `At most ${maxQuantity}`),
});
export const removeSchema = z.object({ sku: skuSchema });
export const cartIdSchema = z.uuid();
export const couponSchema = z.object({ code: z.string().trim().min(1, 'Type the code').max(60) });

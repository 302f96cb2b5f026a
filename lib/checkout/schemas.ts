import { z } from 'zod';
import { marketCodes } from '#lib/markets/index.ts';
import { isCountry } from '#lib/pricing/index.ts';

// Control characters and lone surrogates have no place in an address: they break labels and mails.
const text = (max: number) =>
  z
    .string()
    .trim()
    .max(max)
    .refine((value) => !/[\p{Cc}\p{Cs}]/u.test(value), 'Contains characters that cannot be printed');
const required = (max: number, what: string) => text(max).min(1, what);

export const countrySchema = z.string().refine(isCountry, 'We do not ship there');

export const addressSchema = z.object({
  name: required(120, 'Who is it for?'),
  line1: required(160, 'Street and number'),
  line2: text(160).default(''),
  city: required(100, 'The town'),
  postcode: required(20, 'The postcode'),
  country: countrySchema,
  phone: text(40).default(''),
});

export const placeOrderSchema = z.object({
  checkoutId: z.uuid(),
  /** The default market when absent. */
  market: z.enum(marketCodes).optional(),
  email: z.email('An e-mail address, like ada@example.com').max(254),
  shippingAddress: addressSchema,
  shippingMethodId: z.string().min(1).max(40),
  paymentToken: z.string().regex(/^[\w-]{3,200}$/, 'Not a payment token'),
  expectedTotalMinor: z.int().min(0).max(2_147_483_647),
});

export const quoteSchema = z.object({
  market: z.enum(marketCodes).optional(),
  country: countrySchema,
  shippingMethodId: z.string().max(40).optional(),
});

export type PlaceOrderBody = z.infer<typeof placeOrderSchema>;

import { z } from 'zod';
import { isPostcode, isRegion } from '#lib/addresses/index.ts';
import { marketCodes, marketOf, markets } from '#lib/markets/index.ts';
import { gatewayNames } from '#lib/payments/index.ts';

// Control characters and lone surrogates have no place in an address: they break labels and mails.
const text = (max: number) =>
  z
    .string()
    .trim()
    .max(max)
    .refine((value) => !/[\p{Cc}\p{Cs}]/u.test(value), 'Contains characters that cannot be printed');
const required = (max: number, what: string) => text(max).min(1, what);

const isShippedTo = (country: string) => markets.some(({ shipsTo }) => shipsTo.includes(country));

const countrySchema = z.string().refine(isShippedTo, 'We do not ship there');

/** An address that a parcel can have: its postcode is written as in its country, with its state where there are some. */
export const addressSchema = z
  .object({
    name: required(120, 'Who is it for?'),
    line1: required(160, 'Street and number'),
    line2: text(160).default(''),
    city: required(100, 'The town'),
    /** The state, such as `CA`; empty where there are none. */
    region: z.string().max(3).optional(),
    postcode: required(20, 'The postcode'),
    country: countrySchema,
    phone: text(40).default(''),
  })
  .superRefine(({ country, postcode, region }, context) => {
    if (!isPostcode(country, postcode)) {
      context.addIssue({
        code: 'custom',
        path: ['postcode'],
        message: 'This is not a postcode of that country',
      });
    }
    if (!isRegion(country, region ?? ''))
      context.addIssue({ code: 'custom', path: ['region'], message: 'The state' });
  });

export const placeOrderSchema = z
  .object({
    checkoutId: z.uuid(),
    /** The default market when absent. */
    market: z.enum(marketCodes).optional(),
    email: z.email('An e-mail address, like ada@example.com').max(254),
    shippingAddress: addressSchema,
    shippingMethodId: z.string().min(1).max(40),
    /** Which gateway made the token; the first one when left out. */
    gateway: z.enum(gatewayNames).optional(),
    paymentToken: z.string().regex(/^[\w-]{3,8000}$/, 'Not a payment token'),
    expectedTotalMinor: z.int().min(0).max(2_147_483_647),
  })
  .refine(({ market, shippingAddress }) => marketOf(market).shipsTo.includes(shippingAddress.country), {
    path: ['shippingAddress', 'country'],
    message: 'We do not ship there',
  });

export const quoteSchema = z.object({
  market: z.enum(marketCodes).optional(),
  country: countrySchema,
  /** Once known: shipping and tax may depend on them. */
  region: z.string().max(3).optional(),
  postcode: z.string().trim().max(20).optional(),
  shippingMethodId: z.string().max(40).optional(),
});

export type PlaceOrderBody = z.infer<typeof placeOrderSchema>;

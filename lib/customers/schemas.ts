import { z } from 'zod';
import { isPostcode, isRegion } from '#lib/addresses/index.ts';
import { marketCodes, markets } from '#lib/markets/index.ts';

const text = (max: number) =>
  z
    .string()
    .trim()
    .max(max)
    .refine((value) => !/[\p{Cc}\p{Cs}]/u.test(value), 'Contains characters that cannot be printed');

/** Compared trimmed and in lower case everywhere. */
const emailSchema = z
  .string()
  .trim()
  .toLowerCase()
  .pipe(z.email('An e-mail address, like ada@example.com').max(254));

// Argon2 reads every byte: bound it, so that nobody makes us hash megabytes.
export const newPasswordSchema = z
  .string()
  .min(10, 'At least 10 characters')
  .max(256, 'At most 256 characters');
const password = z.string().min(1, 'Your password').max(256);
const market = z.enum(marketCodes);
const token = z.string().regex(/^[\w-]{43}$/, 'Not a link of ours');

export const registerSchema = z.object({
  email: emailSchema,
  name: text(190).min(1, 'How may we call you?'),
  password: newPasswordSchema,
  market,
});
export const signInSchema = z.object({ email: emailSchema, password });
export const linkRequestSchema = z.object({ email: emailSchema, market });
export const linkSchema = z.object({ token });
export const resetSchema = z.object({ token, password: newPasswordSchema });
export const profileSchema = z.object({ name: text(190).min(1, 'How may we call you?') });
export const passwordChangeSchema = z.object({ current: z.string().max(256), password: newPasswordSchema });
export const emailChangeSchema = z.object({ email: emailSchema, market });
export const handlesSchema = z.object({ handles: z.array(z.string().min(1).max(190)).max(200) });

export const customerAddressSchema = z
  .object({
    name: text(120).min(1, 'Who is it for?'),
    line1: text(160).min(1, 'Street and number'),
    line2: text(160).default(''),
    city: text(100).min(1, 'The town'),
    region: z.string().max(3).default(''),
    postcode: text(20).min(1, 'The postcode'),
    country: z
      .string()
      .refine((country) => markets.some(({ shipsTo }) => shipsTo.includes(country)), 'We do not ship there'),
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
    if (!isRegion(country, region))
      context.addIssue({ code: 'custom', path: ['region'], message: 'The state' });
  });

export type CustomerAddressBody = z.infer<typeof customerAddressSchema>;
export type Registration = z.infer<typeof registerSchema>;

import { z } from 'zod';
import { env } from '#lib/platform/index.ts';
import { normaliseCode } from './coupons.ts';
import { parseShopTime } from './shop-time.ts';
import { ruleTargetKinds } from './types.ts';

const MAX_MINOR = 20_000_000;
const MAX_TARGETS = 5_000;

/** A time in the shop's zone, or an instant with its offset. */
const shopTime = z
  .string()
  .max(40)
  .transform((text, context) => {
    const parsed = parseShopTime(text, env.SHOP_TIME_ZONE);
    if (parsed.ok) return parsed.value;
    context.addIssue(
      parsed.error.kind === 'gap'
        ? `There is no such time in ${env.SHOP_TIME_ZONE}: clocks go forward over it`
        : 'Write a time such as 2026-11-27T09:00',
    );
    return z.NEVER;
  });

const limit = z.int().min(1, 'At least 1').max(1_000_000).nullable();

/** A rule as the admin sends it. */
export const ruleBodySchema = z
  .object({
    name: z.string().trim().min(1, 'Customers see this name').max(120),
    kind: z.enum(['percentage', 'amount', 'fixed']),
    value: z.int('A whole number').min(0).max(MAX_MINOR),
    priority: z.int().min(-1_000).max(1_000),
    stacking: z.enum(['exclusive', 'stackable']),
    display: z.enum(['plain', 'countdown']),
    status: z.enum(['draft', 'live']),
    startsAt: shopTime,
    endsAt: shopTime.nullable(),
    currency: z
      .string()
      .regex(/^[A-Z]{3}$/, 'A currency such as EUR')
      .nullable()
      .default(null),
    couponCode: z
      .string()
      .max(60)
      .nullable()
      .transform((text, context) => {
        if (text === null || text.trim() === '') return null;
        const code = normaliseCode(text);
        if (code) return code;
        context.addIssue('2 to 40 letters, digits, - or _');
        return z.NEVER;
      }),
    usageLimit: limit,
    customerLimit: limit,
    targets: z
      .array(z.object({ kind: z.enum(ruleTargetKinds), value: z.string().max(190) }))
      .min(1, 'Say what it is for')
      .max(MAX_TARGETS, `At most ${MAX_TARGETS} products by name; use a category for more`),
  })
  .refine(({ kind, value }) => kind !== 'percentage' || (value >= 1 && value <= 10_000), {
    path: ['value'],
    message: 'Between 0.01 and 100 percent',
  })
  .refine(({ kind, value }) => kind !== 'amount' || value >= 1, {
    path: ['value'],
    message: 'More than nothing',
  })
  .refine(({ startsAt, endsAt }) => endsAt === null || endsAt > startsAt, {
    path: ['endsAt'],
    message: 'The end is not after the start',
  })
  .refine(({ display, endsAt }) => display === 'plain' || endsAt !== null, {
    path: ['endsAt'],
    message: 'A countdown needs an end',
  });

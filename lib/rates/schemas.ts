import { z } from 'zod';

const country = z.string().regex(/^[A-Z]{2}$/, 'Two letters, such as IE');
const rate = z.int('Thousandths of a percent').min(0).max(50_000, 'At most 50 %');
const minor = z.int('A whole number').min(0).max(20_000_000);

const taxRowSchema = z.object({
  country,
  /** A state, such as `CA`; empty for the whole country. */
  region: z.string().regex(/^[A-Z0-9]{0,3}$/, 'Up to three letters, such as CA'),
  name: z.string().trim().min(1, 'As it stands on the invoice').max(40),
  standard: rate,
  reduced: rate,
  /** Whether shipping is taxed too. */
  shipping: z.boolean(),
});

export const taxTableSchema = z
  .array(taxRowSchema)
  .max(1_000)
  .superRefine((rows, context) => {
    const seen = new Set<string>();
    for (const [index, row] of rows.entries()) {
      const key = `${row.country}-${row.region}`;
      if (seen.has(key))
        context.addIssue({ code: 'custom', path: [index, 'region'], message: 'Stands here twice' });
      seen.add(key);
    }
  });

const texts = z.object({ en: z.string().trim().max(80), de: z.string().trim().max(80) });
const titles = z.object({
  en: z.string().trim().min(1, 'Customers see this name').max(60),
  de: z.string().trim().min(1, 'Customers see this name').max(60),
});

const methodSchema = z
  .object({
    id: z.string().regex(/^[a-z0-9-]{1,40}$/, 'Small letters, digits and -'),
    title: titles,
    /** Shown in place of the days when it is not empty. */
    note: texts,
    /** Working days from dispatch to the door. */
    daysFrom: z.int().min(0).max(90),
    daysTo: z.int().min(0).max(90),
    /** An order before this hour, in the shop's zone, leaves the same day. */
    cutOffHour: z.int().min(0).max(24),
    prices: z
      .array(
        z.object({
          currency: z.string().regex(/^[A-Z]{3}$/, 'A currency such as EUR'),
          freeFromMinor: minor.nullable(),
          /** By weight, lightest first; the last may be open. */
          bands: z
            .array(z.object({ upToGrams: z.int().min(1).max(10_000_000).nullable(), priceMinor: minor }))
            .min(1, 'It needs a price')
            .max(20),
        }),
      )
      .min(1, 'It needs a price')
      .max(10),
  })
  .refine(({ daysFrom, daysTo }) => daysTo >= daysFrom, {
    path: ['daysTo'],
    message: 'Not before the first day',
  });

const zoneSchema = z.object({
  id: z.string().regex(/^[a-z0-9-]{1,40}$/, 'Small letters, digits and -'),
  name: z.string().trim().min(1, 'For staff').max(60),
  countries: z.array(country).min(1, 'At least one country').max(250),
  /** `BT*` or `90000..96199`; none: the whole country. */
  postcodes: z.array(z.string().trim().min(1).max(30)).max(200),
  methods: z.array(methodSchema).max(20),
});

export const zonesSchema = z.array(zoneSchema).max(100);

export type TaxRow = z.infer<typeof taxRowSchema>;
export type TaxTable = TaxRow[];
export type StoredMethod = z.infer<typeof methodSchema>;
export type Zone = z.infer<typeof zoneSchema>;

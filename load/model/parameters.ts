import { z } from 'zod';
import derived from './parameters.json' with { type: 'json' };

const share = z.number().min(0).max(1);
const percentiles = z.array(z.number()).length(101);

const schema = z.object({
  sessions: z.object({
    /** Share of sessions that end in a purchase, and of those who have been here before. */
    conversion: share,
    returning: share,
    /** What the pages of a session are. */
    kinds: z.object({ shop: share, account: share, text: share }),
    /** Shop pages a session, at each percent. */
    pages: z.object({ buyers: percentiles, others: percentiles }),
    meanPages: z.number(),
    secondsAPage: percentiles,
  }),
  orders: z.object({
    /** Share of a day's orders by hour, from midnight. */
    hours: z.array(share).length(24),
    /** The busiest day against the mean day. */
    busiestDay: z.number(),
    lines: percentiles,
    quantity: percentiles,
    /** Share of all order lines that the most popular share of articles makes. */
    skew: z.array(z.tuple([share, share])),
  }),
  mix: z.object({
    next: z.record(z.string(), z.record(z.string(), share)),
    /** Of begun checkouts, those that are left. */
    checkoutsLeft: share,
  }),
});

/** Measured, by `derive.ts` from the data sets that docs/load.md names. */
export const measured = schema.parse(derived);

/** Not in the data sets; from elsewhere or plainly assumed, as docs/load.md says. */
export const assumed = {
  /** Share of sessions that fill a cart and leave it (Magento Performance Toolkit, benchmark.jmx). */
  cartsLeft: 0.28,
  /** Share of buyers with an account (the same: 4 guest checkouts to 4 of customers). */
  withAccount: 0.5,
  /** Share of buyers whose first card is refused, and of those who then give up. */
  declined: 0.05,
  givesUp: 0.3,
  /** Looks of bots for each session: a tenth of what shoppers look at. */
  botsPerSession: 3,
  /** Members of staff at work in the admin, against sessions a second: one at least. */
  staffPerSession: 1,
  /** Share of looks at pages that load a document anew; the others follow a link of the shop by its router. */
  newDocuments: 0.3,
} as const;

import { setTimeout as wait } from 'node:timers/promises';
import { forgetPurges, letNewBuildTakeOver, purgeNow, renewEveryMs, renewLeases } from '#lib/cache/index.ts';
import { applyDueRules, mendTags } from '#lib/catalogue/index.ts';
import { reconcileCheckouts } from '#lib/checkout/index.ts';
import { mendMarks } from '#lib/inventory/index.ts';
import { forgetOldMails, handOverDueMails } from '#lib/mail/index.ts';
import { mendFamilyNames } from '#lib/orders/index.ts';
import { env, systemContext } from '#lib/platform/index.ts';
import { applyDueBoundaries, untilNextBoundary } from '#lib/promotions/index.ts';
import { mendCounts, mendPlaces } from '#lib/search/index.ts';
import { pruneSpans } from '#lib/tracing/index.ts';
import { takeImages } from '#workers/images/images.ts';
import { every, type Schedule } from './every.ts';
import { republishUnconfirmed } from './republish.ts';
import { walk } from './walk.ts';
import { startWarmer } from './warmer.ts';

/** Purges are told of for this long. */
const keepLogMs = 14 * 86_400_000;

/** Between two looks at what is due; a start or end known before is met at its second. */
const lookMs = 1_000;

/** Carries out price rules' starts and ends, then waits for the next one. Run by `every`, which never overlaps it. */
async function priceRules(): Promise<void> {
  const ctx = systemContext('worker:price-rules');
  try {
    await applyDueBoundaries(ctx);
  } catch (error) {
    await wait(lookMs);
    throw error;
  }
  await wait(await untilNextBoundary(ctx, lookMs));
}

/** What runs by the clock, by name. */
export const schedules: Record<string, () => Schedule> = {
  'checkout-reconciler': () =>
    every('checkout-reconciler', 3_000, () =>
      reconcileCheckouts(systemContext('worker:checkout-reconciler')),
    ),
  'cache-invalidator': () =>
    every('cache-invalidator', 1_000, () => purgeNow(systemContext('worker:cache-invalidator'))),
  'cache-leases': () => every('cache-leases', renewEveryMs, renewLeases),
  'cache-log': () =>
    every('cache-log', 3_600_000, () => forgetPurges(new Date(Date.now() - keepLogMs), 10_000)),
  'cache-warmer': startWarmer,
  'price-rules': () => every('price-rules', 5, priceRules),
  'category-rules': () =>
    every('category-rules', 5_000, () => applyDueRules(systemContext('worker:category-rules'))),
  'due-mails': () => every('due-mails', 10_000, () => handOverDueMails(systemContext('worker:due-mails'))),
  'old-mails': () => every('old-mails', 3_600_000, () => forgetOldMails(systemContext('worker:old-mails'))),
  'family-names': () => walk('family-names', 5_000, mendFamilyNames),
  images: () => every('images', 1_000, () => takeImages()),
  'listing-counts': () => walk('listing-counts', 5_000, mendCounts),
  'listing-places': () => walk('listing-places', 5_000, mendPlaces),
  'new-build': () => walk('new-build', 2_000, letNewBuildTakeOver),
  'product-tags': () => walk('product-tags', 5_000, mendTags),
  republisher: () =>
    every('republisher', 10_000, () => republishUnconfirmed(systemContext('worker:republisher'))),
  'stock-marks': () => walk('stock-marks', 5_000, mendMarks),
  'trace-pruner': () =>
    every('trace-pruner', 10 * 60_000, async () => {
      await pruneSpans(systemContext('worker:trace-pruner'), {
        days: env.TRACE_DAYS,
        most: env.TRACE_SPANS_MAX,
      });
    }),
};

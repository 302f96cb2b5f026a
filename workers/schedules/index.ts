import { purgeNow } from '#lib/cache/index.ts';
import { reconcileCheckouts } from '#lib/checkout/index.ts';
import { systemContext } from '#lib/platform/index.ts';
import { every, type Schedule } from './every.ts';
import { republishUnconfirmed } from './republish.ts';

/** What runs by the clock, by name. */
export const schedules: Record<string, () => Schedule> = {
  'checkout-reconciler': () =>
    every('checkout-reconciler', 3_000, () =>
      reconcileCheckouts(systemContext('worker:checkout-reconciler')),
    ),
  'cache-invalidator': () =>
    every('cache-invalidator', 1_000, () => purgeNow(systemContext('worker:cache-invalidator'))),
  republisher: () =>
    every('republisher', 10_000, () => republishUnconfirmed(systemContext('worker:republisher'))),
};

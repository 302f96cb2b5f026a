import type { LowStockRow, Need } from '#components/admin/attention.tsx';
import { countPendingInvalidations } from '#lib/cache/index.ts';
import { type LowStock, listLowStock } from '#lib/catalogue/index.ts';
import { countUnsettledCheckouts } from '#lib/checkout/index.ts';
import { countImages } from '#lib/media/index.ts';
import { deviceState } from '#lib/monitor/index.ts';
import { listDeadLetters } from '#lib/orders/index.ts';
import { countReviews } from '#lib/reviews/index.ts';
import { getSettings } from '#lib/settings/index.ts';
import { linkTroubles } from './link-troubles.ts';

const shownLow = 8;
/** A purge takes milliseconds, and is repeated after a second and after five: what is younger needs nobody. */
const purgeGraceMs = 15_000;

/** What waits for a person, the most urgent first; only what there is. */
export async function needsSomebody(now: Date): Promise<{ list: Need[]; lowStock: LowStock[] }> {
  const [checkouts, letters, purges, images, lowStock, desktop, phone, reviews, settings] = await Promise.all(
    [
      countUnsettledCheckouts(now),
      listDeadLetters({ page: 1 }),
      countPendingInvalidations(new Date(now.getTime() - purgeGraceMs)),
      countImages(),
      listLowStock(shownLow),
      deviceState('desktop'),
      deviceState('phone'),
      countReviews(),
      getSettings(),
    ],
  );
  const troubles = Object.values(await linkTroubles(settings));
  const all: Need[] = [
    {
      // One run may fail of a hiccup; what fails twice is not one.
      count: [desktop, phone].filter(({ consecutiveFailures }) => consecutiveFailures > 1).length,
      tone: 'bad',
      title: 'Devices on which our monitor cannot buy',
      detail: 'A shopper in a real browser failed at least twice in a row.',
      href: '/admin/monitor',
    },
    {
      count: checkouts,
      tone: 'bad',
      title: 'Checkouts past their deadline',
      detail: 'Paid or not is not known yet. The reconciler asks the gateway every few seconds.',
      href: '/admin/payments',
    },
    {
      count: letters.total,
      tone: 'bad',
      title: 'Effects that failed for good',
      detail: 'A refund, an export or a mail was not done. Mend the cause, then run it again.',
      href: '/admin/effects',
    },
    {
      count: purges,
      tone: 'warn',
      title: 'Purges not confirmed',
      detail: 'Pages may show older prices. They repeat by themselves.',
      href: '/admin/cache',
    },
    {
      count: images.failed ?? 0,
      tone: 'warn',
      title: 'Pictures that could not be had',
      detail: 'Their products show none until somebody tries again or replaces them.',
      href: '/admin/images',
    },
    {
      count: reviews.pending,
      tone: 'warn',
      title: 'Reviews to be read',
      detail: 'They are shown when somebody publishes them.',
      href: '/admin/reviews',
    },
    {
      count: troubles.filter(({ kind }) => kind !== 'untranslated').length,
      tone: 'warn',
      title: 'Links of every page that lead nowhere',
      detail: 'Their text, product or category is missing, or visitors may not see it.',
      href: '/admin/settings/shop',
    },
    {
      count: troubles.filter(({ kind }) => kind === 'untranslated').length,
      tone: 'warn',
      title: 'Linked texts that are not said in every language',
      detail: 'Visitors read them in the shop’s own.',
      href: '/admin/settings/shop',
    },
    {
      count: settings.legal.length === 0 ? 1 : 0,
      tone: 'warn',
      title: 'Footer without imprint, terms and privacy',
      detail: 'Write and publish them under Texts, then link them under Shop.',
      href: '/admin/settings/shop',
    },
  ];
  return { list: all.filter(({ count }) => count > 0), lowStock };
}

export function lowStockRow({ productId, title, variantTitle, sku, onHand }: LowStock): LowStockRow {
  return { href: `/admin/products/${productId}`, title, variant: variantTitle, sku, onHand };
}

'use client';

import { useTranslations } from 'use-intl';
import { Alert } from '../ui/alert.tsx';
import { Button } from '../ui/button.tsx';
import { MarketLink } from '../ui/market.tsx';
import { useWishlist } from './use-wishlist.ts';

const named = (handle: string) =>
  handle
    .split('-')
    .map((word) => word.charAt(0).toUpperCase() + word.slice(1))
    .join(' ');

/** What somebody liked, with a way to each product's page. */
export function Wishlist() {
  const t = useTranslations('account');
  const { handles, toggle, busy, error } = useWishlist();
  return (
    <section aria-labelledby="account-wishlist">
      <h2 id="account-wishlist" className="display mb-4 text-section">
        {t('wishlist')}
      </h2>
      {error ? <Alert tone="error">{error.message}</Alert> : null}
      {handles.length === 0 ? <p className="text-muted">{t('noWishes')}</p> : null}
      <ul className="divide-y divide-line">
        {handles.map((handle) => (
          <li key={handle} className="flex flex-wrap items-center justify-between gap-3 py-3">
            <MarketLink
              href={`/p/${encodeURIComponent(handle)}`}
              className="font-medium underline decoration-line underline-offset-4 hover:decoration-signal"
            >
              {named(handle)}
            </MarketLink>
            <Button
              variant="ghost"
              size="small"
              className="px-0"
              disabled={busy}
              aria-label={t('removeNamed', { name: named(handle) })}
              onClick={() => toggle(handle)}
            >
              {t('remove')}
            </Button>
          </li>
        ))}
      </ul>
    </section>
  );
}

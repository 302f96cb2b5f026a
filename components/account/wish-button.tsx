'use client';

import { Heart } from 'lucide-react';
import { useTranslations } from 'use-intl';
import { useWishlist } from './use-wishlist.ts';

/** Puts a product on the wishlist, or takes it off; for product pages. */
export function WishButton({ handle }: { handle: string }) {
  const t = useTranslations('shell');
  const { handles, toggle, busy } = useWishlist();
  const wished = handles.includes(handle);
  return (
    <button
      type="button"
      aria-pressed={wished}
      disabled={busy}
      onClick={() => toggle(handle)}
      className="inline-flex min-h-11 items-center gap-2 justify-self-start text-sm underline decoration-line underline-offset-4 hover:decoration-signal"
    >
      <Heart
        aria-hidden="true"
        className={`size-5 ${wished ? 'fill-signal text-signal' : ''}`}
        strokeWidth={1.6}
      />
      {t('wish')}
    </button>
  );
}

'use client';

import type { CartView } from '#lib/cart/index.ts';
import { Alert } from '../ui/alert.tsx';
import { MarketLink } from '../ui/market.tsx';
import { Price } from '../ui/price.tsx';
import { useTranslations } from '../ui/words.tsx';
import { CartThumbnail, nameOf } from './cart-thumbnail.tsx';
import { useMoveToCart, useRemoveSaved } from './use-cart.ts';

const textButton = 'min-h-11 text-sm underline decoration-line underline-offset-4 hover:decoration-signal';

/** What was laid aside: in no total, one press away from the cart. */
export function CartSaved({ saved, currency }: { saved: CartView['saved']; currency: string }) {
  const t = useTranslations('cart');
  const move = useMoveToCart();
  const remove = useRemoveSaved();
  const error = move.error ?? remove.error;
  return (
    <section aria-labelledby="saved-for-later" className="mt-12">
      <h2 id="saved-for-later" className="display text-section">
        {t('saved')}
      </h2>
      {error ? <Alert tone="error">{error.message}</Alert> : null}
      <ul className="mt-2 divide-y divide-line">
        {saved.map((line) => (
          <li key={line.sku} className="grid grid-cols-[4rem_minmax(0,1fr)] gap-4 py-4">
            <CartThumbnail image={line.image} />
            <div className="flex min-w-0 flex-wrap items-center justify-between gap-x-4">
              <p className="min-w-0">
                {line.handle ? (
                  <MarketLink
                    href={`/p/${encodeURIComponent(line.handle)}`}
                    className="font-medium hover:text-signal"
                  >
                    {line.title}
                  </MarketLink>
                ) : (
                  line.title
                )}
                <span className="block text-muted text-sm">
                  {line.variantTitle ? `${line.variantTitle} · ` : ''}
                  {line.quantity} × <Price minor={line.unitMinor} currency={currency} />
                </span>
              </p>
              <span className="flex gap-4">
                <button
                  type="button"
                  aria-label={t('moveBackNamed', { name: nameOf(line) })}
                  disabled={!line.available || move.isPending}
                  onClick={() => move.mutate({ sku: line.sku })}
                  className={`${textButton} font-medium disabled:text-muted`}
                >
                  {line.available ? t('moveBack') : t('unavailable')}
                </button>
                <button
                  type="button"
                  aria-label={t('removeNamed', { name: nameOf(line) })}
                  disabled={remove.isPending}
                  onClick={() => remove.mutate({ sku: line.sku })}
                  className={`${textButton} text-muted`}
                >
                  {t('remove')}
                </button>
              </span>
            </div>
          </li>
        ))}
      </ul>
    </section>
  );
}

'use client';

import { useEffect } from 'react';
import { Icon } from '../ui/icon.tsx';
import { hrefIn, useMarket } from '../ui/market.tsx';
import { useLater } from '../ui/use-later.ts';
import { useTranslations } from '../ui/words.tsx';
import { setCartOpen, useCartOpen } from './cart-open.ts';
import { useCart } from './use-cart.ts';

const load = () => import('./cart-panel.tsx');

/** The cart button of the header. The drawer it opens is loaded when somebody is about to press it. */
export function CartButton() {
  const t = useTranslations('cart');
  const market = useMarket();
  const open = useCartOpen();
  const [panel, want] = useLater(load);
  const count = useCart().data?.count ?? 0;

  useEffect(() => {
    if (!open) return;
    void want().then((loaded) => {
      if (loaded) return;
      setCartOpen(false);
      window.location.assign(hrefIn(market, '/cart'));
    });
  }, [open, want, market]);

  return (
    <>
      <button
        type="button"
        aria-label={t('button', { count })}
        aria-haspopup="dialog"
        aria-expanded={open}
        onPointerEnter={() => void want()}
        onFocus={() => void want()}
        onClick={() => setCartOpen(true)}
        className="relative grid size-11 place-items-center rounded-full hover:bg-shell"
      >
        <Icon name="bag" className="size-[1.375rem]" strokeWidth={1.6} />
        {count > 0 ? (
          <span
            aria-hidden="true"
            className="absolute top-0.5 right-0 grid h-5 min-w-5 place-items-center rounded-full bg-signal px-1 font-semibold text-[0.6875rem] text-paper tabular-nums"
          >
            {count > 99 ? '99+' : count}
          </span>
        ) : null}
      </button>
      {panel ? <panel.CartPanel open={open} /> : null}
      <p aria-live="polite" className="sr-only">
        {count > 0 ? t('announced', { count }) : ''}
      </p>
    </>
  );
}

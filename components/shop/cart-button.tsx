'use client';

import { useEffect, useState } from 'react';
import { Icon } from '../ui/icon.tsx';
import { hrefIn, useMarket } from '../ui/market.tsx';
import { useLater } from '../ui/use-later.ts';
import { whenIdle } from '../ui/when-idle.ts';
import { useTranslations } from '../ui/words.tsx';
import { setCartOpen, useCartOpen } from './cart-open.ts';

const load = () => import('./cart-panel.tsx');
const loadCounter = () => import('./cart-later.ts');

/**
 * The cart button of the header. What counts the cart is loaded once the page has nothing else to do, the drawer when
 * somebody is about to press.
 */
export function CartButton() {
  const t = useTranslations('cart');
  const market = useMarket();
  const open = useCartOpen();
  const [panel, want] = useLater(load);
  const [counter, wantCounter] = useLater(loadCounter);
  const [count, setCount] = useState(0);

  useEffect(() => whenIdle(() => void wantCounter()), [wantCounter]);

  useEffect(() => {
    if (!open) return;
    void wantCounter();
    void want().then((loaded) => {
      if (loaded) return;
      setCartOpen(false);
      window.location.assign(hrefIn(market, '/cart'));
    });
  }, [open, want, wantCounter, market]);

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
      {counter ? <counter.CartCount onCount={setCount} /> : null}
      {panel ? <panel.CartPanel open={open} /> : null}
      <p aria-live="polite" className="sr-only">
        {count > 0 ? t('announced', { count }) : ''}
      </p>
    </>
  );
}

'use client';

import { useRouter } from 'next/navigation';
import { startTransition, useEffect } from 'react';
import { useMarket } from './market.tsx';

/**
 * Follows the shop's own links (`MarketLink`) by the router instead of loading a document anew: one listener for all,
 * where Next's `Link` hydrates each by itself and brings prefetching, which pages with prices must not have. Links to other
 * markets lead to the page one is on before anybody follows them.
 */
export function SoftLinks() {
  const router = useRouter();
  const { pathPrefix: own } = useMarket();
  useEffect(() => {
    const follow = (event: MouseEvent) => {
      const link = event.target instanceof Element ? event.target.closest('a[data-soft]') : null;
      const href = link?.getAttribute('href');
      const elsewhere =
        event.button !== 0 || event.metaKey || event.ctrlKey || event.shiftKey || event.altKey;
      if (!href || elsewhere || event.defaultPrevented || link?.hasAttribute('target')) return;
      event.preventDefault();
      link?.closest<HTMLElement>('[popover]')?.hidePopover();
      startTransition(() => router.push(href));
    };
    const turn = ({ target }: Event) => {
      const link = target instanceof Element ? target.closest('a[data-market]') : null;
      const pathPrefix = link?.getAttribute('data-market');
      if (!link || pathPrefix == null) return;
      const { pathname, search } = window.location;
      const path = (own && pathname.startsWith(own) ? pathname.slice(own.length) : pathname) || '/';
      link.setAttribute('href', `${path === '/' ? pathPrefix || '/' : pathPrefix + path}${search}`);
    };
    const coming = ['pointerover', 'pointerdown', 'focusin', 'click'];
    for (const event of coming) document.addEventListener(event, turn);
    document.addEventListener('click', follow);
    return () => {
      for (const event of coming) document.removeEventListener(event, turn);
      document.removeEventListener('click', follow);
    };
  }, [router, own]);
  return null;
}

'use client';

import { useRouter } from 'next/navigation';
import { startTransition, useEffect } from 'react';

/**
 * Follows the shop's own links (`MarketLink`) by the router instead of loading a document anew: one listener for all,
 * where Next's `Link` hydrates each by itself and brings prefetching, which pages with prices must not have.
 */
export function SoftLinks() {
  const router = useRouter();
  useEffect(() => {
    const follow = (event: MouseEvent) => {
      const link = event.target instanceof Element ? event.target.closest('a[data-soft]') : null;
      const href = link?.getAttribute('href');
      const elsewhere =
        event.button !== 0 || event.metaKey || event.ctrlKey || event.shiftKey || event.altKey;
      if (!href || elsewhere || event.defaultPrevented || link?.hasAttribute('target')) return;
      event.preventDefault();
      startTransition(() => router.push(href));
    };
    document.addEventListener('click', follow);
    return () => document.removeEventListener('click', follow);
  }, [router]);
  return null;
}

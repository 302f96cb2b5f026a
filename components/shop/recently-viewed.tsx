'use client';

import { useAtRest } from '../ui/use-later.ts';
import type { Viewed } from './viewed.ts';

const load = () => import('./product-later.ts');

/**
 * Remembers a product in this browser as looked at, and shows those looked at before, at the page's end and when it has
 * nothing else to do. Nothing is sent anywhere.
 */
export function RecentlyViewed({ product }: { product: Viewed }) {
  const later = useAtRest(load);
  return later ? <later.ViewedList product={product} /> : null;
}

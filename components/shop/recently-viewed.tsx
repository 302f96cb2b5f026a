'use client';

import { useAtRest } from '../ui/use-later.ts';
import type { Viewed } from './viewed.ts';

const load = () => import('./viewed-list.tsx');

/**
 * Remembers a product in this browser as looked at, and shows those looked at before, at the page's end and when it has
 * nothing else to do. Nothing is sent anywhere.
 */
export function RecentlyViewed({ product }: { product: Viewed }) {
  const list = useAtRest(load);
  return list ? <list.ViewedList product={product} /> : null;
}

'use client';

import { useEffect } from 'react';
import { useLater } from '../ui/use-later.ts';
import { whenIdle } from '../ui/when-idle.ts';
import type { Viewed } from './viewed.ts';

const load = () => import('./viewed-list.tsx');

/**
 * Remembers a product in this browser as looked at, and shows those looked at before, at the page's end and when it has
 * nothing else to do. Nothing is sent anywhere.
 */
export function RecentlyViewed({ product }: { product: Viewed }) {
  const [list, want] = useLater(load);
  useEffect(() => whenIdle(() => void want()), [want]);
  return list ? <list.ViewedList product={product} /> : null;
}

'use client';

import { usePathname } from 'next/navigation';
import { useEffect, useRef } from 'react';

/** One visit in ten is measured: enough for percentiles, nothing for the rest. */
const share = 0.1;

/**
 * Measures how the shop feels, in a tenth of the visits: the first page's vitals and how long each next page takes. What
 * measures is loaded when the browser has nothing else to do.
 */
export function Vitals() {
  const path = usePathname();
  const arrived = useRef<((path: string) => void) | null>(null);
  useEffect(() => {
    if (Math.random() >= share) return;
    const begin = () =>
      void import('./measure-vitals.ts').then(({ measureVisit }) => {
        arrived.current ??= measureVisit();
      });
    if ('requestIdleCallback' in window) {
      const waiting = requestIdleCallback(begin, { timeout: 5_000 });
      return () => cancelIdleCallback(waiting);
    }
    const waiting = setTimeout(begin, 2_000);
    return () => clearTimeout(waiting);
  }, []);
  useEffect(() => arrived.current?.(path), [path]);
  return null;
}

'use client';

import { usePathname } from 'next/navigation';
import { useEffect, useRef } from 'react';
import { whenIdle } from '../ui/when-idle.ts';

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
    return whenIdle(
      () =>
        void import('./measure-vitals.ts').then(({ measureVisit }) => {
          arrived.current ??= measureVisit();
        }),
    );
  }, []);
  useEffect(() => arrived.current?.(path), [path]);
  return null;
}

'use client';

import { useEffect } from 'react';

/** One visit in ten is measured: enough for percentiles, nothing for the rest. */
const share = 0.1;

/** Measures how the page feels, in a tenth of the visits. What measures is loaded when the browser has nothing else to do. */
export function Vitals() {
  useEffect(() => {
    if (Math.random() >= share) return;
    const begin = () => void import('./measure-vitals.ts').then(({ measureVitals }) => measureVitals());
    if ('requestIdleCallback' in window) {
      const waiting = requestIdleCallback(begin, { timeout: 5_000 });
      return () => cancelIdleCallback(waiting);
    }
    const waiting = setTimeout(begin, 2_000);
    return () => clearTimeout(waiting);
  }, []);
  return null;
}

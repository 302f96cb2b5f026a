import { onCLS } from 'web-vitals/onCLS.js';
import { onFCP } from 'web-vitals/onFCP.js';
import { onINP } from 'web-vitals/onINP.js';
import { onLCP } from 'web-vitals/onLCP.js';
import { onTTFB } from 'web-vitals/onTTFB.js';
import type { BrowserReport } from '#lib/tracing/index.ts';
import { pageKind, report } from '../ui/browser-report.ts';
import { measureNavigations } from './measure-navigations.ts';

type Vital = BrowserReport['vitals'][number];

/**
 * Collects the first page's vitals and reports them once, when it is hidden: the last values are the true ones. With them,
 * and each time after, go the changes of page. @returns whom to tell of each new path.
 */
export function measureVisit(): (path: string) => void {
  const page = pageKind(window.location.pathname);
  const found = new Map<Vital['name'], number>();
  const keep = ({ name, value }: { name: Vital['name']; value: number }) => void found.set(name, value);
  for (const on of [onCLS, onFCP, onINP, onLCP, onTTFB]) on(keep);
  let told = false;
  const { arrived, take } = measureNavigations();
  document.addEventListener('visibilitychange', () => {
    if (document.visibilityState !== 'hidden') return;
    const vitals = told ? [] : [...found].map(([name, value]) => ({ name, value }));
    const navigations = take();
    if (vitals.length === 0 && navigations.length === 0) return;
    told ||= vitals.length > 0;
    report({ page, vitals, navigations });
  });
  return arrived;
}

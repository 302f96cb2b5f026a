import { onCLS } from 'web-vitals/onCLS.js';
import { onFCP } from 'web-vitals/onFCP.js';
import { onINP } from 'web-vitals/onINP.js';
import { onLCP } from 'web-vitals/onLCP.js';
import { onTTFB } from 'web-vitals/onTTFB.js';
import type { BrowserReport } from '#lib/tracing/index.ts';
import { pageKind, report } from '../ui/browser-report.ts';

type Vital = BrowserReport['vitals'][number];

/** Collects the page's vitals and reports them once, when it is hidden: the last values are the true ones. */
export function measureVitals(): void {
  const page = pageKind(window.location.pathname);
  const found = new Map<Vital['name'], number>();
  const keep = ({ name, value }: { name: Vital['name']; value: number }) => void found.set(name, value);
  for (const on of [onCLS, onFCP, onINP, onLCP, onTTFB]) on(keep);
  const send = () => {
    if (document.visibilityState !== 'hidden' || found.size === 0) return;
    report({ page, vitals: [...found].map(([name, value]) => ({ name, value })) });
    found.clear();
    document.removeEventListener('visibilitychange', send);
  };
  document.addEventListener('visibilitychange', send);
}

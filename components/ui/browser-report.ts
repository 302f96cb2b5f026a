import type { BrowserReport } from '#lib/tracing/index.ts';

type Span = BrowserReport['spans'][number];
type Page = BrowserReport['page'];

const kinds: Record<string, Page> = {
  c: 'category',
  p: 'product',
  search: 'search',
  cart: 'cart',
  checkout: 'checkout',
  orders: 'order',
  account: 'account',
};

/** What kind of page an address leads to; the address itself is never sent. */
export function pageKind(path: string): Page {
  const [first = ''] = path
    .replace(/^\/[a-z]{2}(?=\/|$)/, '')
    .split('/')
    .slice(1);
  return first === '' ? 'home' : (kinds[first] ?? 'other');
}

/** Hands a report to the browser, which sends it even when the page is being left. */
export function report(part: Partial<BrowserReport>): void {
  const device = window.matchMedia('(max-width: 700px)').matches ? 'phone' : 'desktop';
  const page = pageKind(window.location.pathname);
  navigator.sendBeacon?.(
    '/api/browser',
    JSON.stringify({ page, device, vitals: [], spans: [], navigations: [], ...part }),
  );
}

const hex = (bytes: number) =>
  Array.from(crypto.getRandomValues(new Uint8Array(bytes)), (byte) =>
    byte.toString(16).padStart(2, '0'),
  ).join('');

/**
 * Begins the trace of a request here, where the customer waits: `traceparent` goes with the request, `end` reports how
 * long it took.
 */
export function beginSpan(name: Span['name']): { traceparent: string; end: (status: number) => void } {
  const [traceId, spanId] = [hex(16), hex(8)];
  const [startedAt, onPageMs] = [Date.now(), performance.now()];
  const [page] = performance.getEntriesByType('navigation') as PerformanceNavigationTiming[];
  const load = page && page.loadEventEnd > 0 ? { loadMs: page.loadEventEnd } : {};
  return {
    traceparent: `00-${traceId}-${spanId}-01`,
    end: (status) => {
      const durationMs = performance.now() - onPageMs;
      report({ spans: [{ traceId, spanId, name, startedAt, durationMs, status, onPageMs, ...load }] });
    },
  };
}

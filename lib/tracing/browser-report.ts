import { setTimeout as wait } from 'node:timers/promises';
import { z } from 'zod';
import { type Ctx, histogram } from '#lib/platform/index.ts';
import { isKept } from './spans.repository.ts';
import { storeSpans } from './store-spans.ts';
import { slowUs } from './trouble.ts';
import type { StoredSpan } from './types.ts';

/** Pages by what they are, never by their address. */
const browserPages = [
  'home',
  'category',
  'product',
  'search',
  'cart',
  'checkout',
  'order',
  'account',
  'other',
] as const;
const vitalNames = ['TTFB', 'FCP', 'LCP', 'INP', 'CLS'] as const;

const hex = (length: number) => z.string().regex(new RegExp(`^(?!0+$)[0-9a-f]{${length}}$`));
const milliseconds = z.number().min(0).max(600_000);

/** What a browser may send: numbers, and words of fixed sets. There is no place for anything personal. */
export const browserReportSchema = z.strictObject({
  page: z.enum(browserPages),
  device: z.enum(['phone', 'desktop']),
  vitals: z
    .array(z.strictObject({ name: z.enum(vitalNames), value: z.number().min(0).max(600_000) }))
    .max(10),
  /** Changes of page without a new document. */
  navigations: z
    .array(
      z.strictObject({
        from: z.enum(browserPages),
        to: z.enum(browserPages),
        /** From the click until the page was painted. */
        durationMs: milliseconds,
        /** How long ago that was when the report was sent. */
        agoMs: z.number().min(0).max(86_400_000),
      }),
    )
    .max(10)
    .default([]),
  spans: z
    .array(
      z.strictObject({
        traceId: hex(32),
        spanId: hex(16),
        name: z.enum(['place the order']),
        /** Milliseconds since 1970, by the browser's clock. */
        startedAt: z.number().int().positive(),
        durationMs: milliseconds,
        status: z.number().int().min(0).max(599),
        /** From opening the page until it was sent. */
        onPageMs: z.number().min(0).max(86_400_000),
        loadMs: milliseconds.optional(),
      }),
    )
    .max(5),
});
export type BrowserReport = z.infer<typeof browserReportSchema>;

const vitals = () =>
  histogram(
    'ballast_browser_vital_seconds',
    'Web vitals as visitors’ browsers measured them, a tenth of the visits: seconds',
    ['vital', 'page', 'device'],
    [0.1, 0.2, 0.5, 0.8, 1.8, 2.5, 4, 8],
  );
const shifts = () =>
  histogram(
    'ballast_browser_layout_shift',
    'Cumulative layout shift as visitors’ browsers measured it, a tenth of the visits: no unit',
    ['page', 'device'],
    [0.01, 0.05, 0.1, 0.25, 0.5, 1],
  );

const changes = () =>
  histogram(
    'ballast_browser_navigation_seconds',
    'From a click until the next page of the shop was painted, in a tenth of the visits: seconds',
    ['page', 'device'],
    [0.05, 0.1, 0.2, 0.5, 1, 2.5, 5],
  );

const looks = 4;
const betweenLooksMs = 1_000;

/** A browser's clock may be wrong by hours; what it says then is put where it was received. */
const clockErrorMs = 60_000;

function spanOf(ctx: Ctx, report: BrowserReport, said: BrowserReport['spans'][number]): StoredSpan {
  const now = ctx.now().getTime();
  const right = Math.abs(now - said.startedAt - said.durationMs) < clockErrorMs;
  const startedMs = right ? said.startedAt : now - said.durationMs;
  return {
    traceId: said.traceId,
    spanId: said.spanId,
    parentId: null,
    service: 'browser',
    name: said.name,
    kind: 'client',
    startedUs: Math.round(startedMs * 1_000),
    durationUs: Math.round(said.durationMs * 1_000),
    failed: said.status === 0 || said.status >= 500,
    attributes: {
      'http.response.status_code': said.status,
      'ballast.browser.page': report.page,
      'ballast.browser.device': report.device,
      'ballast.browser.on_page_ms': Math.round(said.onPageMs),
      ...(said.loadMs === undefined ? {} : { 'ballast.browser.load_ms': Math.round(said.loadMs) }),
    },
  };
}

/** A change of page that took long, as a trace of its own: what the visitor waited for went through our caches. */
function navigationSpan(
  ctx: Ctx,
  { device }: BrowserReport,
  { from, to, durationMs, agoMs }: BrowserReport['navigations'][number],
): StoredSpan {
  const hex = ctx.newId().replaceAll('-', '');
  return {
    traceId: hex,
    spanId: hex.slice(16),
    parentId: null,
    service: 'browser',
    name: `navigate to ${to}`,
    kind: 'client',
    startedUs: Math.round((ctx.now().getTime() - Math.min(agoMs, longestAgoMs) - durationMs) * 1_000),
    durationUs: Math.round(durationMs * 1_000),
    failed: false,
    attributes: {
      'ballast.browser.from': from,
      'ballast.browser.page': to,
      'ballast.browser.device': device,
    },
  };
}

// Anybody may say that he waited: a few tell where, and none can push what we saw ourselves out of the list.
const mostSlowChanges = 2;
const perMs = 60_000;
const longestAgoMs = 3_600_000;
let slowChanges = { since: Number.NEGATIVE_INFINITY, taken: 0 };

function mayKeep(): boolean {
  const now = performance.now();
  if (now - slowChanges.since >= perMs) slowChanges = { since: now, taken: 0 };
  slowChanges.taken += 1;
  return slowChanges.taken <= mostSlowChanges;
}

/** The server's part of a trace is written up to two seconds after its answer; the browser may be quicker. */
async function isKeptSoon({ traceId, spanId }: { traceId: string; spanId: string }): Promise<boolean> {
  for (let look = 1; ; look++) {
    if (await isKept(traceId, spanId)) return true;
    if (look === looks) return false;
    await wait(betweenLooksMs);
  }
}

/**
 * Takes what a visitor's browser measured: vitals and changes of page are counted, spans join the order's trace that they
 * name. A span of a trace that is not kept is dropped, and of slow changes of page two a minute and process are stored,
 * so nobody can fill the store with traces of his own.
 */
export async function takeBrowserReport(ctx: Ctx, report: BrowserReport): Promise<{ spans: number }> {
  const { page, device } = report;
  for (const { name, value } of report.vitals) {
    if (name === 'CLS') shifts().observe({ page, device }, value);
    else vitals().observe({ vital: name, page, device }, value / 1_000);
  }
  const spans: StoredSpan[] = [];
  for (const change of report.navigations) {
    changes().observe({ page: change.to, device }, change.durationMs / 1_000);
    if (change.durationMs * 1_000 >= slowUs && mayKeep()) spans.push(navigationSpan(ctx, report, change));
  }
  for (const said of report.spans) {
    if (await isKeptSoon(said)) spans.push(spanOf(ctx, report, said));
  }
  if (spans.length > 0) await storeSpans(spans);
  return { spans: spans.length };
}

import { afterAll, expect, test } from 'vitest';
import { closeDb, db, metrics, systemContext } from '#lib/platform/index.ts';
import { browserReportSchema, takeBrowserReport } from './browser-report.ts';
import { findTroubles } from './find-troubles.ts';
import { findSpans, insertSpans } from './spans.repository.ts';

const ctx = systemContext('test');
const hex = (length: number) =>
  Array.from({ length }, () => Math.floor(Math.random() * 16).toString(16)).join('');
const span = (traceId: string, spanId: string, startedAt = Date.now() - 300) => ({
  ...{ traceId, spanId, startedAt },
  name: 'place the order' as const,
  durationMs: 300,
  status: 201,
  onPageMs: 40_000,
});
const report = (spans: ReturnType<typeof span>[]) => ({
  page: 'checkout' as const,
  device: 'phone' as const,
  vitals: [],
  navigations: [],
  spans,
});

async function edgeSpan(traceId: string, parentId: string): Promise<void> {
  const rest = { name: 'POST /api/checkout', kind: 'server', durationUs: 9, failed: false, attributes: {} };
  await insertSpans([
    { traceId, spanId: `0${hex(15)}`, parentId, service: 'edge', startedUs: Date.now() * 1_000, ...rest },
  ]);
}

afterAll(() => closeDb());

test('a browser’s span stands above the trace it began, also when it is quicker than the server’s part', async () => {
  const [traceId, spanId] = [hex(32), `a${hex(15)}`];
  const taken = takeBrowserReport(ctx, report([span(traceId, spanId)]));
  await edgeSpan(traceId, spanId);
  expect(await taken).toEqual({ spans: 1 });
  const stored = (await findSpans([traceId])).find(({ service }) => service === 'browser');
  expect(stored).toMatchObject({ spanId, parentId: null, name: 'place the order', durationUs: 300_000 });
});

test('of a trace that nobody keeps nothing is stored, and a wrong clock moves nothing', async () => {
  expect(await takeBrowserReport(ctx, report([span(hex(32), `a${hex(15)}`)]))).toEqual({ spans: 0 });
  const [traceId, spanId] = [hex(32), `a${hex(15)}`];
  await edgeSpan(traceId, spanId);
  await takeBrowserReport(ctx, report([span(traceId, spanId, 1_000)]));
  const stored = (await findSpans([traceId])).find(({ service }) => service === 'browser');
  expect(Math.abs(Number(stored?.startedUs) / 1_000 - Date.now())).toBeLessThan(60_000);
});

test('vitals are counted by kind of page and device', async () => {
  const vitals = [
    { name: 'LCP' as const, value: 1_200 },
    { name: 'CLS' as const, value: 0.02 },
  ];
  await takeBrowserReport(ctx, { ...report([]), vitals });
  const text = await metrics().metrics();
  expect(text).toContain('ballast_browser_vital_seconds_count{vital="LCP",page="checkout",device="phone"} 1');
  expect(text).toContain('ballast_browser_layout_shift_count{page="checkout",device="phone"} 1');
});

test('changes of page are counted; two slow ones a minute are kept, and listed', async () => {
  await db().traceTrouble.deleteMany();
  const change = (durationMs: number) => ({
    ...{ from: 'category' as const, to: 'product' as const, durationMs, agoMs: 0 },
  });
  const navigations = [change(80), change(1_500), change(2_500), change(3_500)];
  expect(await takeBrowserReport(ctx, { ...report([]), navigations })).toEqual({ spans: 2 });
  const text = await metrics().metrics();
  expect(text).toContain('ballast_browser_navigation_seconds_count{page="product",device="phone"} 4');
  const { traces } = await findTroubles({ service: 'browser' });
  expect(traces.map(({ name, durationUs }) => [name, durationUs]).sort()).toEqual([
    ['navigate to product', 1_500_000],
    ['navigate to product', 2_500_000],
  ]);
});

test('there is no place for anything but numbers and known words', () => {
  const good = { ...report([span(hex(32), `a${hex(15)}`)]), vitals: [{ name: 'INP', value: 40 }] };
  expect(browserReportSchema.safeParse(good).success).toBe(true);
  const bad: unknown[] = [
    { ...good, email: 'ada@example.com' },
    { ...good, page: '/orders/s3cr3t' },
    { ...good, vitals: [{ name: 'LCP', value: 1, element: '#name' }] },
    { ...good, spans: [{ ...good.spans[0], name: 'Ada' }] },
    { ...good, navigations: [{ from: 'home', to: '/orders/s3cr3t', durationMs: 1, agoMs: 0 }] },
    { ...good, spans: [{ ...good.spans[0], traceId: '0'.repeat(32) }] },
    { ...good, spans: Array.from({ length: 6 }, () => good.spans[0]) },
  ];
  for (const one of bad) expect(browserReportSchema.safeParse(one).success).toBe(false);
});

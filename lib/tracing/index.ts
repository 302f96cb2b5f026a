export { type BrowserReport, browserReportSchema, takeBrowserReport } from './browser-report.ts';
export { edgeSpans } from './edge-spans.ts';
export { findTroubles } from './find-troubles.ts';
export { getTraces } from './get-traces.ts';
export { pruneSpans } from './prune-spans.ts';
export { startTracing, type Tracing } from './start-tracing.ts';
export { storeSpans } from './store-spans.ts';
export type { StoredSpan, TroubledTrace } from './types.ts';
export type { Waterfall, WaterfallRow } from './waterfall.ts';

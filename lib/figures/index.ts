export { businessTotals } from './business-totals.ts';
export { type Series, type SeriesName, seriesNames } from './series.ts';

export { type Alert, readAlerts } from './alerts.ts';
export { type ChartGroup, chartGroups, type Unit } from './charts.ts';
export { type MoneyNow, moneySentence } from './money-sentence.ts';
export { type Range, ranges } from './ranges.ts';
export { type DrawnChart, type DrawnSeries, readCharts } from './read-charts.ts';
export { readMoney } from './read-money.ts';
export { readRunbook } from './read-runbook.ts';

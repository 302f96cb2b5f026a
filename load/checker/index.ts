export { checkMoney } from './check-money.ts';
export { printReport } from './print.ts';
export { readLedgers } from './read-ledgers.ts';
export { checkWhenSettled, pending, type Settled } from './settle.ts';
export type { Charge, Finding, Ledgers, MoneyReport, Told } from './types.ts';

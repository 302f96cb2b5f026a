import { business } from './cases/business.ts';
import type { Cases } from './cases/series.ts';
import { slo } from './cases/slo.ts';
import { stores } from './cases/stores.ts';
import { technical } from './cases/technical.ts';

export type { Case } from './cases/series.ts';

/** Of every alert: series on which it fires, and on which it must not. */
export const cases: Record<string, Cases> = { ...business, ...slo, ...stores, ...technical };

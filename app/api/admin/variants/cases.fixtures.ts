import { freshProduct } from '../catalogue.fixtures.ts';
import type { RouteCase } from '../route-walk.fixtures.ts';

export const cases: RouteCase[] = [
  {
    route: 'POST /variants/[sku]/price',
    audits: 1,
    call: async () => ({
      params: { sku: (await freshProduct()).sku },
      body: { priceMinor: 900, expectedVersion: 1 },
    }),
  },
  {
    route: 'POST /variants/[sku]/stock',
    audits: 1,
    call: async () => ({
      params: { sku: (await freshProduct()).sku },
      body: { onHand: 9, reason: 'count', expectedVersion: 1 },
    }),
  },
];

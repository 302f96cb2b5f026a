import { freshProduct } from '../catalogue.fixtures.ts';
import type { RouteCase } from '../route-walk.fixtures.ts';

export const cases: RouteCase[] = [
  {
    route: 'POST /prices',
    audits: 1,
    call: async () => {
      const { sku } = await freshProduct();
      return { body: { prices: [{ sku, priceMinor: 900, compareAtMinor: null, expectedVersion: 1 }] } };
    },
  },
  { route: 'GET /prices/csv', audits: 1, call: async () => ({ search: '?vendor=nobody' }) },
  { route: 'POST /prices/csv', audits: 0, call: async () => ({ body: 'SKU,Price\nNONE,1.00\n' }) },
  {
    route: 'POST /prices/preview',
    audits: 0,
    call: async () => ({
      body: { filter: {}, change: { kind: 'percent', value: -100, compareAt: 'leave' } },
    }),
  },
];

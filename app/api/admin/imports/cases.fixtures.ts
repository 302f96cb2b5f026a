import { uuidv7 } from '#lib/platform/index.ts';
import type { RouteCase } from '../route-walk.fixtures.ts';

export const cases: RouteCase[] = [
  {
    route: 'POST /imports',
    audits: 1,
    call: async () => {
      const sku = `WALK-${uuidv7()}`;
      return {
        search: '?name=walk.csv',
        body: `Handle,Title,Variant SKU,Variant Price\n${sku.toLowerCase()},Walked,${sku},9.00\n`,
      };
    },
  },
];

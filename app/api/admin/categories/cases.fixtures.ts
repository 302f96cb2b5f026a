import { getProductForStaff } from '#lib/catalogue/index.ts';
import { freshProduct } from '../catalogue.fixtures.ts';
import type { RouteCase } from '../route-walk.fixtures.ts';

export const cases: RouteCase[] = [
  {
    route: 'POST /categories/[id]/products',
    audits: 1,
    call: async () => {
      const [one, other] = [await freshProduct(), await freshProduct()];
      const id = (await getProductForStaff(one.id))?.categories[0]?.id ?? '';
      return { params: { id }, body: { productIds: [one.id, other.id], expectedVersion: 1 } };
    },
  },
];

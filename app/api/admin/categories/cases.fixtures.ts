import { createCategory, getProductForStaff } from '#lib/catalogue/index.ts';
import { systemContext, uuidv7 } from '#lib/platform/index.ts';
import { freshProduct } from '../catalogue.fixtures.ts';
import type { RouteCase } from '../route-walk.fixtures.ts';

async function freshCategory(): Promise<string> {
  const made = await createCategory(systemContext('test'), { title: `Walk ${uuidv7()}`, parentId: null });
  if (!made.ok) throw new Error(made.error.kind);
  return made.value.id;
}

const rule = { match: 'all', conditions: [{ kind: 'vendor', value: 'Walk, nobody' }] };

export const cases: RouteCase[] = [
  {
    route: 'POST /categories',
    audits: 1,
    call: async () => ({ body: { title: `Walk ${uuidv7()}`, parentId: null } }),
  },
  {
    route: 'POST /categories/[id]',
    audits: 1,
    call: async () => ({
      params: { id: await freshCategory() },
      body: {
        ...{ title: 'Walked', handle: `walked-${uuidv7()}`, description: 'Far', seoTitle: '' },
        ...{ seoDescription: '', hidden: true, expectedVersion: 1 },
      },
    }),
  },
  {
    route: 'DELETE /categories/[id]',
    audits: 1,
    call: async () => ({ params: { id: await freshCategory() }, body: { expectedVersion: 1 } }),
  },
  {
    route: 'POST /categories/[id]/move',
    audits: 1,
    call: async () => {
      const parentId = await freshCategory();
      return { params: { id: await freshCategory() }, body: { parentId, afterId: null } };
    },
  },
  {
    route: 'POST /categories/[id]/rule',
    audits: 1,
    call: async () => ({ params: { id: await freshCategory() }, body: { rule, expectedVersion: 1 } }),
  },
  { route: 'POST /categories/rule-preview', audits: 0, call: async () => ({ body: { rule } }) },
  {
    route: 'POST /categories/[id]/translations',
    audits: 1,
    call: async () => ({
      params: { id: await freshCategory() },
      body: { locale: 'de', texts: { title: 'Gang' } },
    }),
  },
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

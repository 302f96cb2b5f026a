import { uuidv7 } from '#lib/platform/index.ts';
import { freshProduct } from '../catalogue.fixtures.ts';
import type { RouteCase } from '../route-walk.fixtures.ts';

const document = (handle: string, sku: string) => ({
  title: 'Lantern',
  handle,
  descriptionHtml: '<p>Bright.</p>',
  vendor: 'Foundry',
  productType: 'Lights',
  status: 'draft',
  seoTitle: '',
  seoDescription: '',
  tags: ['brass'],
  taxClass: 'standard',
  attributes: [{ name: 'Material', value: 'Brass' }],
  optionNames: [],
  variants: [
    {
      sku,
      optionValues: [],
      priceMinor: 4_900,
      compareAtMinor: null,
      barcode: '',
      costMinor: null,
      weightGrams: 900,
      stock: null,
    },
  ],
  images: [],
  categoryIds: [],
  relatedIds: [],
});

export const cases: RouteCase[] = [
  {
    route: 'POST /products',
    audits: 1,
    call: async () => ({ body: { document: document(`walk-${uuidv7()}`, `WALK-${uuidv7()}`) } }),
  },
  {
    route: 'POST /products/[id]',
    audits: 1,
    call: async () => {
      const { id, handle, sku } = await freshProduct();
      return { params: { id }, body: { document: document(handle, sku), expectedVersion: 1 } };
    },
  },
  {
    route: 'POST /products/[id]/translations',
    audits: 1,
    call: async () => ({
      params: { id: (await freshProduct()).id },
      body: { locale: 'de', texts: { title: 'Anker' } },
    }),
  },
  {
    route: 'POST /products/[id]/prices',
    audits: 1,
    call: async () => {
      const { id, sku } = await freshProduct();
      const prices = [{ sku, priceMinor: 1_200, compareAtMinor: null }];
      return { params: { id }, body: { currency: 'USD', prices } };
    },
  },
  {
    route: 'POST /products/bulk',
    audits: 1,
    call: async () => ({
      body: { ids: [(await freshProduct()).id], edit: { do: 'set_status', status: 'archived' } },
    }),
  },
];

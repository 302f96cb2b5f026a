import { getCmsBlockForStaff, saveCmsBlock } from '#lib/catalogue/index.ts';
import { systemContext, uuidv7 } from '#lib/platform/index.ts';
import type { RouteCase } from '../route-walk.fixtures.ts';

export const cases: RouteCase[] = [
  {
    route: 'POST /cms',
    audits: 1,
    call: () => Promise.resolve({ body: { key: `walk-${uuidv7()}`, title: 'Walk' } }),
  },
  {
    route: 'POST /cms/[key]/translations',
    audits: 1,
    call: async () => {
      const key = `walk-${uuidv7()}`;
      await saveCmsBlock(systemContext('test'), { key, title: 'Walk', bodyHtml: '<p>Walk</p>' });
      return { params: { key }, body: { locale: 'de', texts: { bodyHtml: '<p>Gehen</p>' } } };
    },
  },
  {
    route: 'POST /cms/[key]',
    audits: 1,
    call: async () => {
      const key = `walk-${uuidv7()}`;
      await saveCmsBlock(systemContext('test'), { key, title: 'Walk', bodyHtml: '<p>Walk</p>' });
      const expectedVersion = (await getCmsBlockForStaff(key))?.version ?? 0;
      return {
        params: { key },
        body: { do: 'save_draft', title: 'Walk', bodyHtml: '<p>Run</p>', expectedVersion },
      };
    },
  },
];

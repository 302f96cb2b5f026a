import { addRedirect } from '#lib/catalogue/index.ts';
import { systemContext, uuidv7 } from '#lib/platform/index.ts';
import type { RouteCase } from '../route-walk.fixtures.ts';

export const cases: RouteCase[] = [
  {
    route: 'POST /redirects',
    audits: 1,
    call: async () => ({ body: { fromPath: `/old/${uuidv7()}`, toPath: '/' } }),
  },
  {
    route: 'DELETE /redirects',
    audits: 1,
    call: async () => {
      const fromPath = `/old/${uuidv7()}`;
      await addRedirect(systemContext('test'), { fromPath, toPath: '/' });
      return { body: { fromPath } };
    },
  },
];

import { listSynonyms } from '#lib/search/index.ts';
import type { RouteCase } from '../route-walk.fixtures.ts';

export const cases: RouteCase[] = [
  {
    route: 'POST /synonyms',
    audits: 1,
    call: async () => {
      const { groups, version } = await listSynonyms();
      return { body: { groups: groups.map(({ words }) => words), expectedVersion: version } };
    },
  },
];

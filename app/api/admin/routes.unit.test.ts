import { expect, test } from 'vitest';
import { permissions } from '#lib/auth/index.ts';
import { routeCases, staffRoutes } from './route-walk.fixtures.ts';

test('every staff route asks for a permission of the table', async () => {
  const routes = await staffRoutes();
  expect(routes.length).toBeGreaterThan(10);
  const wrong = routes.filter(
    ({ permission }) => permission === null || !Object.hasOwn(permissions, permission),
  );
  expect(
    wrong.map(({ name }) => name),
    "call requireStaffApi(request, 'AREA.VERB') in the handler; the table is lib/auth/permissions.ts",
  ).toEqual([]);
});

test('every staff route that writes or exports has its one case, and no case is left over', async () => {
  const routes = (await staffRoutes())
    .filter(({ writes, exports }) => writes || exports)
    .map(({ name }) => name);
  const cases = (await routeCases()).map(({ route }) => route);
  expect(
    cases.sort(),
    'give each writing or exporting route a case in the cases.fixtures.ts of its folder',
  ).toEqual(routes.sort());
});

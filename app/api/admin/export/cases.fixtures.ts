import type { RouteCase } from '../route-walk.fixtures.ts';

export const cases: RouteCase[] = [{ route: 'GET /export', audits: 1, call: async () => ({}) }];

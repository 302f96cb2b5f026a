import { createStaff } from '#lib/auth/index.ts';
import { systemContext, uuidv7 } from '#lib/platform/index.ts';
import type { RouteCase } from '../route-walk.fixtures.ts';

const person = () => ({ email: `case-${uuidv7()}@staff.example`, name: 'Case', role: 'support' as const });

async function colleague(body?: object) {
  const { staff } = await createStaff(systemContext('test'), { ...person(), password: 'long enough' });
  return { params: { id: staff.id }, ...(body ? { body } : {}) };
}

export const cases: RouteCase[] = [
  { route: 'POST /staff', audits: 1, call: async () => ({ body: person() }) },
  { route: 'POST /staff/[id]', audits: 1, call: () => colleague({ role: 'merchandiser' }) },
  { route: 'POST /staff/[id]/link', audits: 1, call: () => colleague() },
  { route: 'POST /staff/[id]/reset-second-factor', audits: 1, call: () => colleague() },
  { route: 'POST /staff/policy', audits: 1, call: async () => ({ body: { roles: [] } }) },
];

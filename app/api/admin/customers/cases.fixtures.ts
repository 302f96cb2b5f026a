import { listCustomers, register } from '#lib/customers/index.ts';
import { systemContext, uuidv7 } from '#lib/platform/index.ts';
import type { RouteCase } from '../route-walk.fixtures.ts';

async function freshCustomer(): Promise<{ id: string }> {
  const email = `walk-${uuidv7()}@example.com`;
  const who = { email, name: 'Ada', password: `walk ${uuidv7()}`, market: 'ie' as const, address: uuidv7() };
  const made = await register(systemContext('test'), who);
  const id = made.ok ? (await listCustomers({ q: email })).customers[0]?.id : null;
  if (!id) throw new Error('no customer was made');
  return { id };
}

export const cases: RouteCase[] = [
  {
    route: 'POST /customers/[id]/link',
    audits: 1,
    call: async () => ({ params: await freshCustomer(), body: { kind: 'reset' } }),
  },
  {
    route: 'DELETE /customers/[id]/sessions',
    audits: 1,
    call: async () => ({ params: await freshCustomer() }),
  },
  { route: 'DELETE /customers/[id]', audits: 1, call: async () => ({ params: await freshCustomer() }) },
];

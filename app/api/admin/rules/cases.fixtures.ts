import { systemContext } from '#lib/platform/index.ts';
import { saveRule } from '#lib/promotions/index.ts';
import type { RouteCase } from '../route-walk.fixtures.ts';

const rule = {
  name: 'Walk',
  kind: 'percentage',
  value: 1_000,
  priority: 0,
  stacking: 'exclusive',
  display: 'plain',
  status: 'draft',
  startsAt: '2030-01-01T00:00',
  endsAt: null,
  couponCode: '',
  usageLimit: null,
  customerLimit: null,
  targets: [{ kind: 'all', value: '' }],
};

async function storedRule(): Promise<{ id: string; version: number }> {
  const stored = await saveRule(systemContext('test'), {
    name: 'Walk',
    kind: 'percentage',
    value: 1_000,
    priority: 0,
    stacking: 'exclusive',
    display: 'plain',
    status: 'draft',
    startsAt: new Date('2030-01-01'),
    endsAt: null,
    couponCode: null,
    usageLimit: null,
    customerLimit: null,
    targets: [],
    id: null,
    expectedVersion: 0,
  });
  if (!stored.ok) throw new Error(stored.error.kind);
  return stored.value;
}

const withVersion = async (body: object = {}) => {
  const { id, version } = await storedRule();
  return { params: { id }, body: { ...body, expectedVersion: version } };
};

export const cases: RouteCase[] = [
  { route: 'POST /rules', audits: 1, call: async () => ({ body: { rule } }) },
  { route: 'POST /rules/[id]', audits: 1, call: () => withVersion({ rule }) },
  { route: 'DELETE /rules/[id]', audits: 1, call: () => withVersion() },
  { route: 'POST /rules/[id]/start', audits: 1, call: () => withVersion() },
  { route: 'POST /rules/[id]/stop', audits: 1, call: () => withVersion() },
  {
    route: 'POST /rules/preview',
    audits: 0,
    call: async () => ({ body: { rule, id: null, at: '2030-01-02T00:00' } }),
  },
];

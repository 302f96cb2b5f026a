import { expect, test } from 'vitest';
import { type CpuProfile, callTree, ownerOf, placeOf, selfTimes } from './cpu-profile.ts';
import { renderFlame } from './flame.ts';

const node = (
  id: number,
  functionName: string,
  children: number[] = [],
  url = '/shop/lib/cart/view-cart.ts',
) => ({
  ...{ id, children },
  callFrame: { functionName, url, lineNumber: 1 },
});

/** `view` calls `price` from two nodes; `price` works, the process waits. */
const profile: CpuProfile = {
  nodes: [
    node(1, '(root)', [2, 5]),
    node(2, 'view', [3, 4]),
    node(3, 'price'),
    node(4, 'price'),
    node(5, '(idle)'),
  ],
  // The first interval is the profiler's own beginning.
  samples: [4, 3, 4, 2, 5, 3],
  timeDeltas: [870_000, 100, 200, 50, 10_000, 100],
};

test('a profile becomes a tree of busy time, one frame for one function', () => {
  const root = callTree(profile);
  expect(root).toMatchObject({ total: 450, children: [{ name: 'view', self: 50, total: 450 }] });
  expect(root.children[0]?.children).toHaveLength(1);
  expect(selfTimes(root)).toEqual([
    { name: 'price', place: 'lib/cart/view-cart.ts', self: 400 },
    { name: 'view', place: 'lib/cart/view-cart.ts', self: 50 },
  ]);
});

test('places are named by package, build or module', () => {
  expect(placeOf('file:///a/node_modules/@prisma/client/runtime.js')).toBe('@prisma/client/runtime.js');
  expect(ownerOf('@prisma/client/runtime.js')).toBe('@prisma/client');
  expect(placeOf('/a/.next-1/server/chunks/ssr/abc._.js')).toBe('build: abc._.js');
  expect(ownerOf(placeOf('node:internal/timers'))).toBe('Node and V8');
});

test('the flame graph holds every frame wide enough to see, as text', () => {
  const html = renderFlame(callTree({ ...profile, nodes: profile.nodes.map((one) => one) }), 'web <1>');
  expect(html).toContain('price');
  expect(html).toContain('web &lt;1&gt;');
  expect(html).not.toContain('(idle)');
});

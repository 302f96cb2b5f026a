import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import {
  breaches,
  type Expectation,
  kinds,
  measure,
  recoveredAfterMs,
  type Sample,
  soldMeanwhile,
} from './parts-figures.ts';
import { resultsSchema, withTable } from './parts-results.ts';

const times = { brokenAt: 1_000, mendedAt: 2_000, endedAt: 3_000 };
const sample = (at: number, failure: string | null = null, ms = 10): Sample => ({
  at,
  kind: 'cart',
  ms,
  failure,
});
const usual = kinds.flatMap((kind) => [500, 1_500, 2_500].map((at) => ({ ...sample(at), kind })));
const unharmed = { during: {}, recoverWithinMs: 0 };

test('a request belongs to the phase in which it began, or to that in which the part broke under it', () => {
  const measured = measure(
    [sample(900), sample(995, '502 y'), sample(1_000, '503 x'), sample(1_999, null, 400), sample(2_000)],
    times,
  );
  expect(measured.before.cart).toMatchObject({ requests: 1, failed: 0 });
  expect(measured.during.cart).toEqual({
    requests: 3,
    failed: 2,
    failures: { '502 y': 1, '503 x': 1 },
    p50Ms: 10,
    p95Ms: 400,
  });
  expect(measured.after.cart.requests).toBe(1);
});

test('a part is back when the last request that began after its return has failed', () => {
  expect(recoveredAfterMs([sample(1_999, 'x'), sample(2_100, 'x', 50), sample(2_200)], times)).toBe(150);
  expect(recoveredAfterMs([sample(1_999, 'x'), sample(2_100)], times)).toBe(0);
});

test('what was sold while a part was lost is what its second half saw: the first still has what was paid before', () => {
  expect(soldMeanwhile([900, 1_100, 1_499, 1_501, 2_000, 2_001], times)).toBe(2);
});

test('what is not allowed is a breach, and so is a run that proves nothing', () => {
  const judge = (extra: Sample[], expectation: Expectation = unharmed, wrongEffects = 0, sold = 1) =>
    breaches(
      measure([...usual, ...extra], times),
      recoveredAfterMs([...usual, ...extra], times),
      { wrongEffects, sold },
      expectation,
    );
  expect(judge([])).toEqual([]);
  expect(judge([], unharmed, 1)).toHaveLength(1);
  expect(judge([sample(1_500, '500')])).toHaveLength(1);
  expect(judge([sample(500, '500')])).toHaveLength(1);
  expect(judge([sample(2_500, '500')])).toHaveLength(1);
  expect(judge([sample(1_500, null, 9_000)])).toHaveLength(1);
  const paused = { during: { cart: { failed: 1, as: ['503 cart_unavailable'] } }, recoverWithinMs: 0 };
  expect(judge([sample(1_500, '503 cart_unavailable')], paused)).toEqual([]);
  expect(judge([sample(1_500, '502')], paused)).toHaveLength(1);
  expect(breaches(measure([], times), 0, { wrongEffects: 0, sold: 1 }, unharmed)).toHaveLength(kinds.length);
  expect(judge([], unharmed, 0, 0)).toEqual(['nobody could buy']);
  const noneCan = { during: { checkout: { failed: 1 } }, recoverWithinMs: 0 };
  expect(judge([], noneCan, 0, 0)).toEqual([]);
});

test('docs/failures.md shows the results as they were measured, all of which hold', () => {
  const document = readFileSync('docs/failures.md', 'utf8');
  const { rows } = resultsSchema.parse(JSON.parse(readFileSync('docs/failures.json', 'utf8')));
  expect(withTable(document, rows)).toBe(document);
  expect(rows.flatMap(({ name, breaches: wrong }) => wrong.map((one) => `${name}: ${one}`))).toEqual([]);
});

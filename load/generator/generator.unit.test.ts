import { expect, test } from 'vitest';
import { percentile } from '../percentile.ts';
import { seeded } from '../random.ts';
import { countOf, type Histogram, merge, quantile, record } from './histogram.ts';
import { count, emptySecond, endingOf, mergeSecond } from './tally.ts';

test('a histogram knows its percentiles within 2 %, also when it was made of two', () => {
  const random = seeded(1);
  const values = Array.from({ length: 5_000 }, () => 1 + random() ** 4 * 30_000);
  const [one, other]: [Histogram, Histogram] = [{}, {}];
  for (const [index, value] of values.entries()) record(index % 2 ? one : other, value);
  merge(one, JSON.parse(JSON.stringify(other)) as Histogram);
  expect(countOf(one)).toBe(5_000);
  for (const share of [0.01, 0.5, 0.95, 0.99, 1]) {
    expect(quantile(one, share) / percentile(values, share)).toBeGreaterThan(0.978);
    expect(quantile(one, share) / percentile(values, share)).toBeLessThan(1.022);
  }
  expect(quantile({}, 0.5)).toBe(0);
});

test('answers are told apart: shopping goes on after a refusal, not after a failure', () => {
  expect(endingOf(200, false)).toBe('ok');
  expect(endingOf(402, false)).toBe('refused');
  expect(endingOf(409, false)).toBe('refused');
  expect(endingOf(404, false)).toBe('failed');
  expect(endingOf(429, false)).toBe('shed');
  expect(endingOf(503, true)).toBe('shed');
  expect(endingOf(503, false)).toBe('failed');
  expect(endingOf(0, false)).toBe('failed');
});

const page = { step: 'product', status: 200, retryAfter: false, cache: 'HIT', bytes: 10 };

test('latency counts from when a request should have been sent', () => {
  const second = emptySecond(0);
  count(second, { ...page, intended: 1_000, sent: 1_900, ended: 2_000 });
  const { response = {}, service = {} } = second.steps.product ?? {};
  expect(quantile(response, 1)).toBeGreaterThan(970);
  expect(quantile(service, 1)).toBeLessThan(103);
});

test('what was shed counts as shed, and makes nothing look fast', () => {
  const second = emptySecond(0);
  count(second, { ...page, intended: 0, sent: 0, ended: 300 });
  count(second, { ...page, status: 503, retryAfter: true, intended: 0, sent: 0, ended: 1 });
  const whole = emptySecond(0);
  mergeSecond(whole, second);
  mergeSecond(whole, second);
  expect(whole.steps.product).toMatchObject({ ok: 2, shed: 2, failed: 0 });
  expect(quantile(whole.steps.product?.response ?? {}, 0.01)).toBeGreaterThan(290);
  expect(whole.cache).toEqual({ HIT: 2 });
  expect(whole.reasons).toEqual({ '503 product': 2 });
});

import { expect, test } from 'vitest';
import { isTrouble } from './trouble.ts';
import type { StoredSpan } from './types.ts';

const span = (name: string, seconds: number, failed = false): Omit<StoredSpan, 'attributes'> => ({
  traceId: 'a'.repeat(32),
  spanId: 'a'.repeat(16),
  parentId: null,
  service: 'web',
  name,
  kind: 'server',
  startedUs: 0,
  durationUs: seconds * 1_000_000,
  failed,
});

test('what is slow or fails is trouble, but not what waits on purpose or is asked all the time', () => {
  expect(isTrouble(span('GET /[market]/p/[handle]', 2))).toBe(true);
  expect(isTrouble(span('GET /[market]/p/[handle]', 0.1))).toBe(false);
  expect(isTrouble(span('POST /api/browser', 2))).toBe(false);
  expect(isTrouble(span('POST /api/browser', 2, true))).toBe(true);
  expect(isTrouble(span('GET /api/health', 2, true))).toBe(false);
});

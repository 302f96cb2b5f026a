import { randomUUID } from 'node:crypto';
import { afterAll, expect, test } from 'vitest';
import { closeDb, inSpan, inTrace, withTransaction } from '#lib/platform/index.ts';
import { findSpans } from './spans.repository.ts';
import { startTracing } from './start-tracing.ts';

const tracing = startTracing('test');
afterAll(closeDb);

test('a BEGIN is a span where it waited for a connection', async () => {
  const traceId = randomUUID().replaceAll('-', '');
  // More transactions than the pool has connections.
  const hold = () => withTransaction((tx) => tx.$queryRaw`SELECT SLEEP(0.05)`);
  await inTrace(`00-${traceId}-00f067aa0ba902b7-01`, () =>
    inSpan('work', {}, () => Promise.all(Array.from({ length: 25 }, hold))),
  );
  await tracing.stop();
  const waited = (await findSpans([traceId])).filter(({ name }) => name === 'BEGIN');
  expect(waited.length).toBeGreaterThanOrEqual(10);
  expect(Math.min(...waited.map(({ durationUs }) => durationUs))).toBeGreaterThanOrEqual(5_000);
});

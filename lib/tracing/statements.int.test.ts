import { randomUUID } from 'node:crypto';
import { afterAll, expect, test } from 'vitest';
import { closeDb, db, inSpan, inTrace, withTransaction } from '#lib/platform/index.ts';
import { findSpans } from './spans.repository.ts';
import { startTracing } from './start-tracing.ts';

const tracing = startTracing('test');
afterAll(closeDb);

test('each statement of an order is a span under what asked for it, with the ends of its transaction, without values', async () => {
  const traceId = randomUUID().replaceAll('-', '');
  const name = `held-${randomUUID()}`;
  const hold = () => withTransaction((tx) => tx.heldName.create({ data: { name, times: 1 } }));
  await inTrace(`00-${traceId}-00f067aa0ba902b7-01`, () =>
    inSpan('work', {}, async () => {
      await hold();
      await expect(hold()).rejects.toThrow();
      await db().heldName.deleteMany({ where: { name } });
    }),
  );
  await hold();
  await tracing.stop();
  const spans = await findSpans([traceId]);
  const work = spans.find((span) => span.name === 'work');
  // A BEGIN is there only if it waited for a connection.
  const statements = spans.filter((span) => span !== work && span.name !== 'BEGIN');
  expect(statements.map((span) => span.name)).toEqual([
    ...['INSERT held_names', 'SELECT held_names', 'COMMIT'],
    ...['INSERT held_names', 'ROLLBACK'],
    'DELETE held_names',
  ]);
  expect(statements.every(({ parentId, kind }) => parentId === work?.spanId && kind === 'client')).toBe(true);
  // A key that refuses a row is an answer, and its message names the row.
  expect(statements[3]).toMatchObject({
    failed: false,
    attributes: { 'error.type': 'UniqueConstraintViolation' },
  });
  expect(JSON.stringify(spans)).not.toContain(name);
});

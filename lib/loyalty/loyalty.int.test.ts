import { afterAll, expect, test } from 'vitest';
import { closeDb, isUniqueViolation, systemContext, uuidv7, withTransaction } from '#lib/platform/index.ts';
import { balance, earnPoints } from './index.ts';

const ctx = systemContext('test');

afterAll(() => closeDb());

test('an event gives points once, whatever the case of the address', async () => {
  const email = `Ada.${uuidv7()}@Example.com`;
  const entry = { eventId: uuidv7(), email, orderId: uuidv7(), totalMinor: 2999 };
  expect(await withTransaction((tx) => earnPoints(tx, ctx, entry))).toEqual({ points: 29 });
  const again = withTransaction((tx) => earnPoints(tx, ctx, entry));
  await expect(again).rejects.toSatisfy((error) => isUniqueViolation(error));
  expect(await balance(email.toLowerCase())).toBe(29);
  expect(await balance('nobody@example.com')).toBe(0);
});

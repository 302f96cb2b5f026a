import { afterAll, expect, test } from 'vitest';
import { closeDb, isUniqueViolation, uuidv7, withTransaction } from '#lib/platform/index.ts';
import { balance, bookPoints } from './index.ts';

afterAll(() => closeDb());

test('an event is booked once, whatever the case of the address', async () => {
  const email = `Ada.${uuidv7()}@Example.com`;
  const entry = { eventId: uuidv7(), email, orderId: uuidv7(), points: 29, recordedAt: new Date() };
  await withTransaction((tx) => bookPoints(tx, entry));
  const again = withTransaction((tx) => bookPoints(tx, entry));
  await expect(again).rejects.toSatisfy((error) => isUniqueViolation(error));
  expect(await balance(email.toLowerCase())).toBe(29);
  await withTransaction((tx) => bookPoints(tx, { ...entry, eventId: uuidv7(), points: -9 }));
  expect(await balance(email)).toBe(20);
  expect(await balance('nobody@example.com')).toBe(0);
});

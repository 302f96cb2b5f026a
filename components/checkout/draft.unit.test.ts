import { expect, test } from 'vitest';
import { emptyDraft, newCheckoutId, parseDraft } from './draft.ts';

const now = 1_800_000_000_000;
const fallback = emptyDraft('IE');
const stored = (over: object = {}) =>
  JSON.stringify({ ...fallback, email: 'ada@example.com', savedAt: now, ...over });

test('a draft comes back as it was typed', () => {
  expect(parseDraft(stored(), fallback, now + 1_000)).toMatchObject({
    id: fallback.id,
    email: 'ada@example.com',
  });
});

test('after a day, or when it is not ours, it is forgotten', () => {
  expect(parseDraft(stored(), fallback, now + 25 * 3_600_000)).toBeNull();
  for (const text of [null, '', 'null', '[]', '{"id":1}', 'not json'])
    expect(parseDraft(text, fallback, now)).toBeNull();
});

test('fields of another release or another type are empty, not wrong', () => {
  const odd = parseDraft(
    stored({ address: { name: 'Ada', city: 7, extra: 'x' }, shippingMethodId: 3 }),
    fallback,
    now,
  );
  expect(odd?.address).toEqual({ ...fallback.address, name: 'Ada' });
  expect(odd?.shippingMethodId).toBeNull();
});

test('a checkout id is a version 4 UUID', () => {
  expect(newCheckoutId()).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
  expect(newCheckoutId()).not.toBe(newCheckoutId());
});

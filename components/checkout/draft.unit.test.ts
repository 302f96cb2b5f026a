import { expect, test } from 'vitest';
import { emptyDraft, newCheckoutId, parseDraft } from './draft.ts';

const now = 1_800_000_000_000;
const fallback = emptyDraft('IE');
const shipsTo = ['IE', 'DE'];
const stored = (over: object = {}) =>
  JSON.stringify({ ...fallback, email: 'ada@example.com', savedAt: now, ...over });

test('a draft comes back as it was typed', () => {
  expect(parseDraft(stored(), fallback, now + 1_000, shipsTo)).toMatchObject({
    id: fallback.id,
    email: 'ada@example.com',
  });
});

test('after a day, or when it is not ours, it is forgotten', () => {
  expect(parseDraft(stored(), fallback, now + 25 * 3_600_000, shipsTo)).toBeNull();
  for (const text of [null, '', 'null', '[]', '{"id":1}', 'not json'])
    expect(parseDraft(text, fallback, now, shipsTo)).toBeNull();
});

test('fields of another release or another type are empty, not wrong', () => {
  const odd = parseDraft(
    stored({ address: { name: 'Ada', city: 7, extra: 'x' }, shippingMethodId: 3 }),
    fallback,
    now,
    shipsTo,
  );
  expect(odd?.address).toEqual({ ...fallback.address, name: 'Ada' });
  expect(odd?.shippingMethodId).toBeNull();
});

test('another market has the same checkout, and a country that it delivers to', () => {
  const elsewhere = stored({ address: { ...fallback.address, name: 'Ada', country: 'US', region: 'CA' } });
  const here = parseDraft(elsewhere, fallback, now, shipsTo);
  expect(here?.id).toBe(fallback.id);
  expect(here?.address).toEqual({ ...fallback.address, name: 'Ada', country: 'IE' });
});

test('a checkout id is a version 4 UUID', () => {
  expect(newCheckoutId()).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
  expect(newCheckoutId()).not.toBe(newCheckoutId());
});

import { afterAll, expect, test } from 'vitest';
import { closeDb, closeRedis } from '#lib/platform/index.ts';
import { storedProduct } from './catalogue.fixtures.ts';
import { getCards } from './index.ts';

afterAll(async () => {
  await closeDb();
  closeRedis();
});

test('products known by handle come as cards in the order asked for; what is not on sale is left out', async () => {
  const [one, other, draft] = [
    await storedProduct(),
    await storedProduct(),
    await storedProduct(() => ({ status: 'draft' })),
  ];
  const asked = [other.handle, 'no-such-thing', draft.handle, one.handle, other.handle];
  const cards = await getCards(asked, { currency: 'EUR' });
  expect(cards.map(({ handle, fromMinor }) => [handle, fromMinor])).toEqual([
    [other.handle, 1_000],
    [one.handle, 1_000],
  ]);
  expect(await getCards([])).toEqual([]);
});

import { expect, test } from 'vitest';
import { tags } from '#lib/cache/index.ts';
import { categoryTags, isPastEnd } from './category-tags.ts';

const until = new Date('2031-05-01T12:00:00Z');
const deck = { id: 'deck', page: 2, children: [{ id: 'anchors' }], ancestors: [{ id: 'harbour' }] };

test('a page past the end is made anew when stock or a price of its category changes, as any other', () => {
  const [empty, filled] = [
    { ...deck, products: [] },
    { ...deck, products: [{ id: 'rope', pricedBy: { ruleIds: ['sale'], until } }] },
  ];
  expect([isPastEnd(empty), isPastEnd(filled), isPastEnd({ ...empty, page: 1 })]).toEqual([
    true,
    false,
    false,
  ]);
  const both = ['deck', 'anchors', 'harbour'].map(tags.category).concat(tags.pricesIn('deck'));
  expect(categoryTags(empty)).toEqual(expect.arrayContaining([...both, tags.search(), tags.navigation()]));
  const own = [tags.product('rope'), tags.priceRule('sale'), tags.until(until)];
  expect(categoryTags(filled)).toEqual(expect.arrayContaining([...both, ...own]));
  expect(categoryTags(filled)).not.toContain(tags.search());
});

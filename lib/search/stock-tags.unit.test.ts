import { expect, test } from 'vitest';
import { tags } from '#lib/cache/index.ts';
import { stockChanged, stockTags } from './stock-tags.ts';

const ids = (count: number, name = 'p') => Array.from({ length: count }, (_, index) => `${name}-${index}`);

test('whatever is counted by a page purges it, named or not', () => {
  for (const page of [ids(1), ids(40), ids(200), ids(201)])
    for (const id of page) expect(stockTags(page).some((tag) => stockChanged([id]).includes(tag))).toBe(true);
  expect(stockChanged(['p-1'])).toEqual(expect.arrayContaining(stockTags(null)));
});

test('a product purges few of the pages that do not count it, and none that counts nothing', () => {
  const pages = ids(500).map((id) => ids(10, `${id}-x`));
  const purged = pages.filter((page) => stockTags(page).some((tag) => stockChanged(['sold']).includes(tag)));
  expect(purged.length).toBeLessThan(pages.length / 10);
  expect(stockTags([])).toEqual([]);
});

test('a page of many products has few tags', () => {
  expect(stockTags(ids(200)).length).toBeLessThanOrEqual(200);
  expect(stockTags(ids(2_000))).toEqual([tags.stock()]);
});

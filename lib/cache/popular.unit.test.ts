import { expect, test } from 'vitest';
import { Popular } from './popular.ts';

test('the most looked at come first, and what was popular once fades', () => {
  const pages = new Popular();
  for (let look = 0; look < 8; look++) pages.saw('/p/old');
  for (let look = 0; look < 3; look++) pages.saw('/p/new');
  expect(pages.top(1)).toEqual(['/p/old']);
  for (let look = 0; look < 40_000; look++) pages.saw('/p/other');
  for (let look = 0; look < 3; look++) pages.saw('/p/new');
  expect(pages.top(9)).toEqual(['/p/other', '/p/new', '/p/old']);
});

test('addresses without end do not grow it, nor push out what is popular', () => {
  const pages = new Popular();
  for (let look = 0; look < 5; look++) pages.saw('/p/rope');
  for (let index = 0; index < 20_000; index++) pages.saw(`/search?q=${index}`);
  expect(pages.top(1)).toEqual(['/p/rope']);
  expect(pages.top(10_000).length).toBeLessThanOrEqual(4_000);
});

test('a page is one, however it was asked for; a search is another for other words', () => {
  const pages = new Popular();
  for (const address of ['/p/rope?_rsc=1x2', '/p/rope?utm_source=mail', '/p/rope']) pages.saw(address);
  for (const address of ['/search?q=tea&_rsc=k', '/search?q=tea', '/de/search?page=2&q=tea'])
    pages.saw(address);
  expect(pages.top(9)).toEqual(['/p/rope', '/search?q=tea', '/de/search?page=2&q=tea']);
});

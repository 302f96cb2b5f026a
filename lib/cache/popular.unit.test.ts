import { expect, test } from 'vitest';
import { Popular } from './popular.ts';

test('the most looked at come first, and what was popular once fades', () => {
  const pages = new Popular();
  for (let look = 0; look < 8; look++) pages.saw('/p/old');
  for (let look = 0; look < 3; look++) pages.saw('/p/new');
  expect(pages.top(1)).toEqual(['/p/old']);
  for (let minute = 0; minute < 4; minute++) pages.fade();
  for (let look = 0; look < 3; look++) pages.saw('/p/new');
  expect(pages.top(2)).toEqual(['/p/new', '/p/old']);
});

test('addresses without end do not grow it, nor push out what is popular', () => {
  const pages = new Popular();
  for (let look = 0; look < 5; look++) pages.saw('/p/rope');
  for (let index = 0; index < 20_000; index++) pages.saw(`/search?q=${index}`);
  expect(pages.top(1)).toEqual(['/p/rope']);
  expect(pages.top(10_000).length).toBeLessThanOrEqual(4_000);
});

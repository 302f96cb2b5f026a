import { glob } from 'node:fs/promises';
import { expect, test } from '@playwright/test';
import { signInByApi } from '../staff.ts';

const folder = 'app/(admin)/admin/(signed-in)';
const names = [
  'q',
  'page',
  'sort',
  'status',
  'whose',
  'from',
  'to',
  'kind',
  'actor',
  'before',
  'after',
  'service',
  'how',
];
const more = ['slower', 'vendor', 'tag', 'stock', 'categoryId', 'minutes', 'hours', 'range'];
const values = [
  '-1',
  '0',
  '1.5',
  '1e9',
  '9999999999999999999',
  'x',
  '%00',
  '%27%22%3B--',
  '%25%5F%5C',
  '2026-13-45',
  '__proto__',
];
const all = (value: string) => [...names, ...more].map((name) => `${name}=${value}`).join('&');
/** Each parameter with each value, some twice, as lists and as objects, and more text than a field takes. */
const queries = [
  ...values.map(all),
  `${all('a')}&${all('b')}`,
  [...names, ...more].map((name) => `${name}[]=a&${name}[x]=b`).join('&'),
  `q=${'x'.repeat(3_000)}`,
  'page=10000',
];

/** The pages of the admin that lead nowhere further by an id. */
async function pages(): Promise<string[]> {
  const found: string[] = [];
  for await (const file of glob(`${folder}/**/page.tsx`)) {
    const path = file.slice(folder.length, -'/page.tsx'.length);
    if (!path.includes('[')) found.push(`/admin${path}`);
  }
  return found.sort();
}

test('no page of the admin fails for what its address says', async ({ request }) => {
  await signInByApi(request);
  const all = await pages();
  expect(all.length).toBeGreaterThan(20);
  for (const path of all) {
    for (const query of queries) {
      const answer = await request.get(`${path}?${query}`);
      expect(answer.status(), `${path}?${query.slice(0, 80)}`).toBe(200);
      expect(await answer.text(), `${path}?${query.slice(0, 80)}`).not.toContain('NEXT_REDIRECT;');
    }
  }
});

for (const path of ['/admin/orders', '/admin/products', '/admin/redirects', '/admin/traces']) {
  test(`${path} looks for the beginning of a text that is too long, and not for everything`, async ({
    page,
  }) => {
    await signInByApi(page.request);
    await page.goto(`${path}?q=${'zq'.repeat(200)}`);
    await expect(page.getByRole('searchbox')).toHaveValue('zq'.repeat(50));
    await expect(page.getByRole('main').getByText(/^No .* (fits|in it)\.$/)).toBeVisible();
  });
}

import { readFile } from 'node:fs/promises';
import { expect, type Page, test } from '@playwright/test';
import { preparePurchase } from '../journeys/api-purchase.ts';
import { signInByApi } from '../staff.ts';
import { expectAccessibleAndFitsPhone } from '../staff-page.ts';

const headers = { origin: process.env.SHOP_URL ?? '' };

/** An order placed now. @returns its customer's address, and its days in the list: before, of and after it. */
async function orderOfToday(page: Page) {
  const email = `days-${Date.now()}@example.com`;
  const data = await preparePurchase(page.request, { email });
  const answer = await page.request.post('/api/checkout', { headers, data });
  expect(answer.status(), await answer.text()).toBe(201);
  await signInByApi(page.request);
  const { orders } = (await (await page.request.get(`/api/admin/orders?q=${email}`)).json()) as {
    orders: { placedAt: string }[];
  };
  const placedAt = Date.parse(orders[0]?.placedAt ?? '');
  // The shop of the tests is in Dublin, where it may be another day than here.
  const day = (plus: number) =>
    new Intl.DateTimeFormat('sv-SE', { timeZone: 'Europe/Dublin', dateStyle: 'short' }).format(
      placedAt + plus * 86_400_000,
    );
  return { email, before: day(-1), today: day(0), after: day(1) };
}

test('orders are found by their days, the address keeps them, and the file has what is shown', async ({
  page,
}) => {
  const { email, before, today, after } = await orderOfToday(page);
  const row = page.getByRole('row').filter({ hasText: email });
  await page.goto('/admin/orders');
  await page.getByRole('searchbox').fill(email);
  await page.getByLabel('From').fill(today);
  await page.getByLabel('To', { exact: true }).fill(today);
  await page.getByRole('button', { name: 'Search' }).click();
  await expect(page).toHaveURL(new RegExp(`from=${today}&to=${today}`));
  await expect(row).toBeVisible();
  await expect(page.getByLabel('From')).toHaveValue(today);

  const download = page.waitForEvent('download');
  await page.getByRole('link', { name: 'Download as CSV' }).click();
  const file = await download;
  expect(file.suggestedFilename()).toBe('orders.csv');
  const lines = (await readFile(await file.path(), 'utf8')).trim().split('\r\n');
  expect(lines).toHaveLength(2);
  expect(lines[1]).toContain(`,${email},IE,`);
  await page.goto('/admin/audit?kind=export');
  await expect(page.getByRole('main').getByRole('listitem').first()).toContainText(
    'owner@ballast.example downloaded orders',
  );
  await expect(page.getByRole('main').getByRole('listitem').first()).toContainText(email);

  for (const days of [`to=${before}`, `from=${after}`]) {
    await page.goto(`/admin/orders?q=${email}&${days}`);
    await expect(page.getByText('No order fits.')).toBeVisible();
    await expect(page.getByRole('link', { name: 'Download as CSV' })).toHaveCount(0);
  }
});

for (const [query, words] of [
  ['from=2026-02-30', 'From: “2026-02-30” is not a day.'],
  ['to=yesterday', 'To: “yesterday” is not a day.'],
  ['from=2026-01-01&from=2026-01-02', 'From: “2026-01-01,2026-01-02” is not a day.'],
  ['from=2026-11-28&to=2026-11-27', 'From (2026-11-28) is after To (2026-11-27).'],
] as const) {
  for (const [path, role] of [
    ['/admin/orders', 'row'],
    ['/admin/audit', 'listitem'],
  ] as const) {
    test(`${path}?${query} is answered in words and shows nothing`, async ({ page }) => {
      await signInByApi(page.request);
      const answer = await page.goto(`${path}?${query}`);
      expect(answer?.status()).toBe(200);
      await expect(page.getByRole('main').getByRole('alert')).toContainText(words);
      await expect(page.getByRole('main').getByRole(role)).toHaveCount(0);
    });
  }
}

test('the audit log of a day has what was done on it, and that of the next has not', async ({ page }) => {
  const { email, today, after } = await orderOfToday(page);
  expect((await page.request.get(`/api/admin/orders/csv?q=${email}`)).status()).toBe(200);
  const row = page.getByRole('listitem').filter({ hasText: email }).first();
  await page.goto(`/admin/audit?kind=export&from=${today}&to=${today}`);
  await expect(row).toBeVisible();
  await page.goto(`/admin/audit?kind=export&from=${after}`);
  await expect(page.getByText('No change fits.')).toBeVisible();
});

test('the list of orders has no WCAG A or AA violation, and fits a phone', async ({ page }) => {
  const { email, today } = await orderOfToday(page);
  await page.goto(`/admin/orders?q=${email}&from=${today}`);
  await expect(page.getByRole('link', { name: 'Download as CSV' })).toBeVisible();
  await expectAccessibleAndFitsPhone(page);
});

import { type APIRequestContext, expect, type Page, test } from '@playwright/test';
import { signInByApi } from '../staff.ts';

const headers = { origin: process.env.SHOP_URL ?? '' };
const sku = 'ENAMEL-MUG-NAVY';

type Answer = { version?: number; current?: { version: number; priceMinor: number } };

async function current(request: APIRequestContext) {
  const data = { priceMinor: 1, expectedVersion: 0 };
  const answer = await request.post(`/api/admin/variants/${sku}/price`, { headers, data });
  const { current: variant } = (await answer.json()) as Answer;
  if (!variant) throw new Error(`no variant: ${answer.status()}`);
  return variant;
}

async function setPrice(request: APIRequestContext, priceMinor: number): Promise<void> {
  const { version } = await current(request);
  const data = { priceMinor, compareAtMinor: null, expectedVersion: version };
  const answer = await request.post(`/api/admin/variants/${sku}/price`, { headers, data });
  expect(answer.status(), await answer.text()).toBe(200);
}

async function staff(page: Page): Promise<APIRequestContext> {
  await signInByApi(page.request);
  return page.request;
}

const shown = (minor: number) => `€${(minor / 100).toFixed(2)}`;

test('Back to a listing whose price has changed since: the new price, without a reload', async ({ page }) => {
  const request = await staff(page);
  const { priceMinor: before } = await current(request);
  await page.goto('/c/galley');
  const main = page.getByRole('main');
  await main
    .getByRole('link', { name: /Enamel Mug/ })
    .first()
    .click();
  await expect(page.getByRole('heading', { level: 1, name: 'Enamel Mug' })).toBeVisible();
  // Below all its others, so that the listing shows it.
  await setPrice(request, 777);
  try {
    await page.evaluate(() => Object.assign(window, { stillHere: true }));
    await page.goBack();
    await expect(main.getByText(shown(777)).first()).toBeVisible();
    expect(await page.evaluate(() => 'stillHere' in window)).toBe(true);
  } finally {
    await setPrice(request, before);
  }
});

test('who returns to a page after half a minute sees the price of now', async ({ page }) => {
  const request = await staff(page);
  const { priceMinor: before } = await current(request);
  await page.clock.install();
  await page.goto('/p/enamel-mug');
  await page.getByText('Navy', { exact: true }).first().click();
  const price = page.getByRole('main').locator('p[aria-live="polite"]').first();
  await expect(price).toContainText(shown(before));
  await setPrice(request, before - 111);
  try {
    await page.clock.fastForward(31_000);
    await page.evaluate(() => window.dispatchEvent(new Event('focus')));
    await expect(price).toContainText(shown(before - 111));
  } finally {
    await setPrice(request, before);
  }
});

test('a payload or a segment of a page is never left for others to keep, and is as new as the page', async ({
  page,
  request,
}) => {
  const as = await staff(page);
  const { priceMinor: before } = await current(as);
  const kinds: Record<string, string>[] = [
    { rsc: '1' },
    { rsc: '1', 'next-router-prefetch': '1', 'next-router-segment-prefetch': '/_tree' },
  ];
  for (const priceMinor of [before - 121, before]) {
    for (const kind of kinds) await request.get('/p/enamel-mug?_rsc=1', { headers: kind });
    await setPrice(as, priceMinor);
    for (const kind of kinds) {
      const answer = await request.get('/p/enamel-mug?_rsc=1', { headers: kind });
      expect(answer.headers()['cache-control']).toMatch(/no-cache|no-store/);
    }
    const payload = await (await request.get('/p/enamel-mug', { headers: { rsc: '1' } })).text();
    expect(payload).toContain(`"price":"${(priceMinor / 100).toFixed(2)}"`);
  }
});

import { type BrowserContext, expect, type Page, test } from '@playwright/test';
import { signIn } from '../staff.ts';
import { cartButton, fillCard, fillCheckout, payButton, shopper } from './shopper.ts';

const headers = { origin: process.env.SHOP_URL ?? '' };
const path = '/p/herring-plate';
const sku = 'HERRING-PLATE-CREAM';
const surfaces = [path, '/c/galley', '/search?q=herring+plate'];
const list = '€16.50';
const reduced = '€12.37';

/** An instant as the form takes it: in the shop's zone. */
const shopTime = (ms: number) =>
  new Intl.DateTimeFormat('sv-SE', { timeZone: 'Europe/Dublin', dateStyle: 'short', timeStyle: 'medium' })
    .format(ms)
    .replace(' ', 'T');

/** Makes a rule through the admin's API, with the staff's session. @returns its id and version. */
async function rule(staff: Page, over: Record<string, unknown>, skus = [sku]) {
  const answer = await staff.request.post('/api/admin/rules', {
    headers,
    data: {
      rule: {
        name: 'Welcome',
        kind: 'percentage',
        value: 1_000,
        priority: 0,
        stacking: 'stackable',
        display: 'plain',
        status: 'live',
        startsAt: new Date(Date.now() - 60_000).toISOString(),
        endsAt: null,
        couponCode: null,
        usageLimit: null,
        customerLimit: null,
        targets: [{ kind: 'product', value: 'by-sku' }],
        ...over,
      },
      skus,
    },
  });
  expect(answer.status(), await answer.text()).toBe(200);
  return ((await answer.json()) as { rule: { id: string; version: number } }).rule;
}

async function stop(staff: Page, { id, version }: { id: string; version: number }): Promise<void> {
  await staff.request.post(`/api/admin/rules/${id}/stop`, { headers, data: { expectedVersion: version } });
}

/** A second browser with the staff signed in. What it started is stopped after the test, whatever became of that. */
async function openStaff(context: BrowserContext): Promise<Page> {
  const other = await context.browser()?.newContext();
  const opened = await other?.newPage();
  if (!opened) throw new Error('no second browser');
  staffPage = opened;
  await signIn(opened);
  return opened;
}

let staffPage: Page | null = null;
test.afterEach(async () => {
  if (!staffPage) return;
  const answer = await staffPage.request.get('/api/admin/rules', { headers });
  const { rules } = (await answer.json()) as {
    rules: { id: string; version: number; phase: string; name: string }[];
  };
  const ours = ['Flash sale', 'Last minute', 'Welcome'];
  for (const one of rules) {
    if (ours.includes(one.name) && ['running', 'scheduled'].includes(one.phase)) await stop(staffPage, one);
  }
  await staffPage.context().close();
  staffPage = null;
});

test('staff start a flash sale; the shop shows it at once, the checkout says when it is over', async ({
  page,
  context,
}) => {
  const staff = await openStaff(context);
  const code = `HELLO${Date.now()}`;
  await rule(staff, { couponCode: code, customerLimit: 1 });
  for (const surface of surfaces) {
    await page.request.get(surface);
    expect((await page.request.get(surface)).headers()['x-cache'], surface).toContain('HIT');
  }

  await staff.goto('/admin/rules/new');
  await staff.getByLabel('Name, as customers see it').fill('Flash sale');
  await staff.getByLabel('Percent', { exact: true }).fill('25');
  await staff.getByLabel('Starts').fill(shopTime(Date.now() + 3_600_000));
  await staff.getByLabel(/^Ends/).fill(shopTime(Date.now() + 7_200_000));
  await staff.getByLabel(/Flash sale/).check();
  await staff.getByLabel(/Products by SKU/).fill(sku);
  await staff.getByRole('button', { name: 'Preview prices' }).click();
  await expect(staff.getByText('1 product, 2 variants; 2 change their price')).toBeVisible();
  await expect(staff.getByRole('cell', { name: reduced }).first()).toBeVisible();
  await staff.getByRole('button', { name: 'Save and schedule' }).click();
  await expect(staff.getByText('Saved as scheduled')).toBeVisible();
  for (const surface of surfaces)
    expect(await (await page.request.get(surface)).text()).not.toContain('Flash sale');
  await staff.getByRole('button', { name: 'Start now' }).click();
  await expect(staff.getByText('Started', { exact: true })).toBeVisible();
  await expect(staff.getByText(/Purged \d+ pages? in \d+ ms/)).toBeVisible();
  for (const surface of surfaces) {
    const html = await (await page.request.get(surface)).text();
    expect(html, surface).toContain('Flash sale');
    expect(html, surface).toContain(reduced);
    expect(html, surface).toContain(list);
  }

  await page.goto(path);
  await expect(page.getByText('Lowest price of the last 30 days:')).toContainText('€');
  const clock = page.getByTestId('countdown');
  await expect(clock).toHaveText(/ends in 0(1:5\d:\d\d|2:00:00)/);
  const before = await clock.textContent();
  await expect(clock).not.toHaveText(before ?? '');
  await page.getByRole('button', { name: 'Add to cart' }).click();
  await expect(page.getByRole('dialog', { name: 'Your cart' })).toContainText(`Flash sale −€4.13`);

  await page.goto('/cart');
  await page.getByLabel('Coupon code').fill('NOT-A-CODE');
  await page.getByRole('button', { name: 'Apply' }).click();
  await expect(page.getByText('We do not know the code NOT-A-CODE.')).toBeVisible();
  await page.getByLabel('Coupon code').fill(code.toLowerCase());
  await page.getByRole('button', { name: 'Apply' }).click();
  await expect(page.getByText('Welcome: you save €1.24')).toBeVisible();

  await page.goto('/checkout');
  await fillCheckout(page, shopper('flash'));
  await page.getByRole('radio', { name: /Collect from the quay/ }).check();
  await expect(page.getByTestId('total')).toHaveText('€11.13');
  await fillCard(page, '4242424242424242');
  await staff.getByRole('button', { name: 'Stop now' }).click();
  await expect(staff.getByText('Stopped', { exact: true })).toBeVisible();
  await payButton(page).click();
  await expect(page.getByText('The total has changed from €11.13 to €14.85')).toBeVisible();
  await expect(page.getByText(`Herring Plate is now ${list} instead of ${reduced}.`)).toBeVisible();
  await expect(page.getByTestId('total')).toHaveText('€14.85');
  await payButton(page).click();
  await expect(page.getByRole('heading', { level: 1 })).toContainText(/^Order/, { timeout: 30_000 });
  await expect(page.getByText(`${code} −€1.65`)).toBeVisible();
  for (const surface of surfaces) {
    expect(await (await page.request.get(surface)).text(), surface).not.toContain('Flash sale');
  }
});

test('a sale ends by itself, and an open page takes the price back without being reloaded', async ({
  page,
  context,
}) => {
  const staff = await openStaff(context);
  await page.request.get(path);
  await rule(staff, {
    name: 'Last minute',
    value: 2_500,
    display: 'countdown',
    endsAt: new Date(Date.now() + 25_000).toISOString(),
  });
  await page.goto(path);
  await expect(page.getByTestId('countdown')).toHaveText(/ends in 00:00:\d\d/);
  // Not the lowest price of 30 days, which may be the same.
  const price = page.getByRole('main').locator('p[aria-live="polite"]').first();
  await expect(price).toContainText(reduced);
  await page.evaluate(() => Object.assign(window, { stillHere: true }));
  await expect(price).not.toContainText(reduced, { timeout: 60_000 });
  await expect(price).toContainText(list);
  await expect(page.getByTestId('countdown')).toBeHidden();
  expect(await page.evaluate(() => 'stillHere' in window)).toBe(true);
  expect(await (await page.request.get(path)).text()).not.toContain('Last minute');
  await expect(cartButton(page)).toBeVisible();
});

import { randomUUID } from 'node:crypto';
import { expect, test } from '@playwright/test';

const headers = { origin: process.env.SHOP_URL ?? '' };

test('an order is one trace, from the request to the last consumer, and its page names what was slow', async ({
  page,
  request,
}) => {
  test.skip(!process.env.ERP_URL, 'needs the sandbox ERP of the stack');
  await fetch(new URL('/_sandbox/behaviour', process.env.ERP_URL), {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ mode: 'slow', times: 1, delayMs: 4_200 }),
  });
  await request.post('/api/cart', { headers, data: { sku: 'ATLANTIC-SEA-SALT', quantity: 1 } });
  const delivery = { country: 'IE', shippingMethodId: 'pickup' };
  const quoted = await request.post('/api/checkout/quote', { headers, data: delivery });
  const { totalMinor } = (await quoted.json()) as { totalMinor: number };
  const placed = await request.post('/api/checkout', {
    headers,
    data: {
      checkoutId: randomUUID(),
      email: 'traced@example.com',
      shippingAddress: {
        name: 'Ada Lovelace',
        line1: '12 Quay Street',
        city: 'Galway',
        postcode: 'H91',
        country: 'IE',
      },
      shippingMethodId: 'pickup',
      paymentToken: 'pm_card_visa',
      expectedTotalMinor: totalMinor,
    },
  });
  expect(placed.status()).toBe(201);
  const { orderNumber } = (await placed.json()) as { orderNumber: number };

  await page.goto('/admin/sign-in');
  await page.getByLabel(/e-?mail/i).fill(process.env.ADMIN_EMAIL ?? 'owner@ballast.example');
  await page.getByLabel(/^password/i).fill(process.env.ADMIN_PASSWORD ?? 'ballast-demo-admin');
  await page.getByRole('button', { name: /sign in/i }).click();
  await page.waitForURL(/\/admin$/);
  await page.goto('/admin/orders');
  await page.getByRole('link', { name: `#${orderNumber}`, exact: true }).click();
  await page.waitForURL(/\/admin\/orders\/[0-9a-f-]{36}/);
  const slowest = page.getByRole('link', { name: /^Slowest: POST \/orders .* 4\.[2-9] s$/ });
  await expect(async () => {
    await page.reload();
    await expect(slowest).toBeVisible({ timeout: 2_000 });
    await expect(page.getByText('process email StockCommitted')).toBeVisible({ timeout: 2_000 });
  }).toPass({ timeout: 60_000 });

  const traces = page.getByRole('article');
  await expect(traces).toHaveCount(1);
  await expect(traces.getByRole('heading')).toHaveText('POST /api/checkout');
  for (const once of [
    'authorise stripe',
    'process inventory OrderPlaced',
    'process analytics OrderPlaced',
    'process erp StockCommitted',
    'process email StockCommitted',
    'process loyalty StockCommitted',
    'SMTP send',
    'INSERT order_events',
  ]) {
    const rows = traces.getByRole('listitem').filter({ hasText: once });
    if (once === 'INSERT order_events') await expect(rows.first()).toBeVisible();
    else await expect(rows, once).toHaveCount(1);
  }
  // What the trace keeps of the customer: nothing.
  expect(await traces.innerText()).not.toContain('traced@example.com');
});

import { randomUUID } from 'node:crypto';
import { expect, test } from '@playwright/test';
import { signIn } from '../staff.ts';

test('a name with markup, quotes and other scripts is stored and shown exactly, and runs nothing', async ({
  page,
}) => {
  const name = `<img src=x onerror=alert(1)> O'Brien "& Söhne" 田中さん 🐚`;
  const origin = process.env.SHOP_URL ?? '';
  const email = `exact-${Date.now()}@example.com`;
  const { request } = page;
  const headers = { origin };
  const product = await (await request.get('/p/enamel-mug')).text();
  const sku = /"sku":"(ENAMEL-MUG-[A-Z]+)"/.exec(product)?.[1];
  const added = await request.post('/api/cart', { headers, data: { sku, quantity: 1 } });
  expect(added.status(), await added.text()).toBe(200);
  const quote = (await (
    await request.post('/api/checkout/quote', {
      headers,
      data: { country: 'IE', shippingMethodId: 'pickup' },
    })
  ).json()) as { totalMinor: number };
  const placed = await request.post('/api/checkout', {
    headers,
    data: {
      checkoutId: randomUUID(),
      email,
      shippingAddress: {
        name,
        line1: name.slice(0, 100),
        city: name.slice(0, 90),
        line2: '<b>',
        postcode: 'H91 E2W1',
        country: 'IE',
      },
      shippingMethodId: 'pickup',
      paymentToken: 'pm_card_visa',
      expectedTotalMinor: quote.totalMinor,
    },
  });
  expect(placed.status(), await placed.text()).toBe(201);
  const { accessToken } = (await placed.json()) as { accessToken: string };

  page.on('dialog', () => {
    throw new Error('a script of the customer ran');
  });
  await page.goto(`/orders/${accessToken}?placed`);
  await expect(page.getByText(`Thank you, ${name}.`)).toBeVisible();
  await expect(page.locator('address').getByText(name, { exact: true }).first()).toBeVisible();

  await signIn(page);
  await page.goto(`/admin/orders?q=${encodeURIComponent(email)}`);
  await expect(page.getByText(name).filter({ visible: true }).first()).toBeVisible();

  const mails = `${process.env.MAIL_UI_URL}/messages?to=${encodeURIComponent(email)}`;
  await expect
    .poll(async () => JSON.stringify(await (await request.get(mails)).json()), { timeout: 60_000 })
    .toContain('&lt;img src=x onerror=alert(1)&gt;');
});

import { type APIRequestContext, expect, test } from '@playwright/test';
import { addSomething, fillCard, fillCheckout, payButton, shopper } from './shopper.ts';

const sandbox = String(process.env.STRIPE_API_BASE);
const behave = (request: APIRequestContext, mode: string, times: number) =>
  request.post(`${sandbox}/_sandbox/behaviour`, { data: { gateway: 'stripe', mode, times } });

test.afterEach(({ request }) => behave(request, 'normal', 0));

test('the primary gateway goes away while a customer pays: the card once more, everything else is kept', async ({
  page,
  request,
}) => {
  const who = shopper('failover');
  await addSomething(page, '/c/cabin');
  await page.goto('/checkout');
  await fillCheckout(page, who);
  await fillCard(page, '4242424242424242');
  await behave(request, 'down', 1_000);
  await payButton(page).click();
  await expect(page.getByText('Please enter your card once more').first()).toBeVisible();
  await expect(page.getByLabel('Full name')).toHaveValue(who.name);
  await expect(page.getByLabel('Card number')).toHaveValue('');
  await expect(page.locator('[data-gateway]')).toHaveAttribute('data-gateway', 'adyen');
  await fillCard(page, '4000002500003155');
  const sent = page.waitForRequest((one) => one.url().endsWith('/api/checkout') && one.method() === 'POST');
  await payButton(page).click();
  const { checkoutId } = (await sent).postDataJSON() as { checkoutId: string };
  await page.getByRole('button', { name: 'Approve payment' }).click();
  await expect(page).toHaveURL(/\/orders\/[\w-]+\?placed/);
  const ledger = await request.get(`${sandbox}/_sandbox/ledger?checkout_id=${checkoutId}`);
  expect(await ledger.json()).toMatchObject({ charges: [{ gateway: 'adyen', refundedMinor: 0 }] });
});

import { expect, test } from '@playwright/test';
import { addSomething, fillCard, fillCheckout, payButton, shopper } from './shopper.ts';

test('what was typed survives reload, Back and a second tab; the order closes both', async ({
  page,
  context,
}) => {
  const who = shopper('keeps');
  await addSomething(page, '/c/galley');
  await page.goto('/checkout');
  await fillCheckout(page, who);
  await page.reload();
  await expect(page.getByLabel('E-mail')).toHaveValue(who.email);
  await page.goto('/cart');
  await page.goBack();
  await expect(page.getByLabel('Town')).toHaveValue(who.town);
  const second = await context.newPage();
  await second.goto('/checkout');
  await expect(second.getByLabel('Full name')).toHaveValue(who.name);
  await fillCard(page, '4242424242424242');
  await payButton(page).click();
  await expect(page).toHaveURL(/\/orders\/[\w-]+\?placed/);
  await expect(second.getByText('This order was placed in another tab')).toBeVisible();
});

test('a connection lost while paying ends in the one order that was placed', async ({ page }) => {
  await addSomething(page, '/c/cabin');
  await page.goto('/checkout');
  await fillCheckout(page, shopper('lost'));
  await fillCard(page, '4242424242424242');
  await page.route('**/api/checkout', async (route) => {
    await route.fetch();
    await route.abort();
  });
  await payButton(page).click();
  await expect(page).toHaveURL(/\/orders\/[\w-]+\?placed/, { timeout: 60_000 });
});

test('a card that is over is marked, and the call to look again goes with the last mark', async ({
  page,
}) => {
  await addSomething(page, '/c/galley');
  await page.goto('/checkout');
  await fillCheckout(page, shopper('marks'));
  await fillCard(page, '4242424242424242');
  await page.getByLabel('Expiry').fill('0120');
  await page.getByLabel('Town').fill('');
  await payButton(page).click();
  const again = page.getByText('Please look at the marked fields again');
  await expect(again).toBeVisible();
  await expect(page.getByText('This card has expired.')).toBeVisible();
  await page.getByLabel('Town').fill('Galway');
  await expect(again).toBeVisible();
  await page.getByLabel('Expiry').fill('1299');
  await expect(again).toBeHidden();
});

import { expect, test } from '@playwright/test';
import {
  addSomething,
  cartButton,
  fillCard,
  fillCheckout,
  listenForComplaints,
  payButton,
  shopper,
} from './shopper.ts';

test('a guest finds something, pays, and everybody who must know learns of it', async ({ page, request }) => {
  const complaints = listenForComplaints(page);
  const who = shopper('guest');

  await page.goto('/');
  await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
  const title = await addSomething(page, '/c/galley');
  const cart = page.getByRole('dialog', { name: 'Your cart' });
  await expect(cart.getByText(title)).toBeVisible();
  await cart.getByRole('link', { name: 'Checkout' }).click();

  await fillCheckout(page, who);
  // What is bought has its picture, here and on the order's page.
  const line = page.getByRole('listitem').filter({ hasText: title });
  await expect(line.getByRole('presentation')).toHaveCount(1);
  await page.getByRole('radio', { name: /Express delivery/ }).check();
  // The total is asked for anew.
  await expect(page.getByRole('term').filter({ hasText: 'Express' })).toBeVisible();
  await fillCard(page, '4242424242424242');
  const total = (await page.getByTestId('total').textContent()) ?? 'no total';
  await expect(payButton(page)).toHaveText(`Pay ${total}`);
  await payButton(page).click();

  await expect(page).toHaveURL(/\/orders\/[\w-]+\?placed/);
  await expect(page.getByText('Your order is placed')).toBeVisible();
  await expect(page.getByTestId('total')).toHaveText(total);
  await expect(page.getByText(title)).toBeVisible();
  await expect(line.getByRole('presentation')).toHaveCount(1);
  const number = /\d+/.exec((await page.getByRole('heading', { level: 1 }).textContent()) ?? '')?.[0] ?? '';
  await page.goto('/');
  await expect(cartButton(page)).toHaveAccessibleName('Cart, 0 items');

  // The mail, with a link that opens the order.
  const mails = `${process.env.MAIL_UI_URL}/messages?to=${encodeURIComponent(who.email)}`;
  await expect
    .poll(async () => JSON.stringify(await (await request.get(mails)).json()), { timeout: 60_000 })
    .toContain(`${number}`);

  // Staff see every consequence in the order's timeline.
  await page.goto('/admin/sign-in');
  await page.getByLabel(/e-?mail/i).fill('owner@ballast.example');
  await page.getByLabel(/password/i).fill('ballast-demo-admin');
  await page.getByRole('button', { name: /sign in/i }).click();
  await expect(page).toHaveURL(/\/admin(\/orders)?$/);
  await page.goto(`/admin/orders?q=${encodeURIComponent(who.email)}`);
  await page
    .getByRole('link', { name: new RegExp(number) })
    .first()
    .click();
  await expect(page.getByText('OrderPlaced').first()).toBeVisible();
  await expect
    .poll(
      async () => {
        await page.reload();
        const text = (await page.getByRole('main').textContent()) ?? '';
        return [
          'PaymentCaptured',
          'StockCommitted',
          'OrderExported',
          'ConfirmationSent',
          'LoyaltyPointsEarned',
        ].filter((event) => !text.includes(event));
      },
      { timeout: 60_000 },
    )
    .toEqual([]);
  expect(complaints).toEqual([]);
});

test('a declined card is said at the card, and another one makes one order', async ({ page }) => {
  const who = shopper('declined');
  await addSomething(page, '/c/cabin');
  await page.goto('/checkout');
  await fillCheckout(page, who);
  await fillCard(page, '4000000000000002');
  await payButton(page).click();
  await expect(page.getByRole('alert').filter({ hasText: 'Your card was declined' })).toBeVisible();
  await expect(page.getByLabel('Full name')).toHaveValue(who.name);
  await fillCard(page, '4242424242424242');
  await payButton(page).click();
  await expect(page).toHaveURL(/\/orders\/[\w-]+\?placed/);
});

test('3-D Secure: approved makes an order, declined charges nothing', async ({ page }) => {
  await addSomething(page, '/c/wear');
  await page.goto('/checkout');
  await fillCheckout(page, shopper('secure'));
  await fillCard(page, '4000002500003155');
  await payButton(page).click();
  await page.getByRole('button', { name: 'Decline' }).click();
  await expect(page.getByRole('alert').filter({ hasText: 'did not confirm' })).toBeVisible();
  await page.getByRole('link', { name: 'Back to checkout' }).click();
  await fillCheckout(page, shopper('secure'));
  await fillCard(page, '4000002500003155');
  await payButton(page).click();
  await page.getByRole('button', { name: 'Approve payment' }).click();
  await expect(page).toHaveURL(/\/orders\/[\w-]+\?placed/);
});

test('an impatient double click makes one order and one charge', async ({ page, request }) => {
  await addSomething(page, '/c/bags');
  await page.goto('/checkout');
  await fillCheckout(page, shopper('double'));
  await fillCard(page, '4242424242424242');
  const id = page.waitForRequest((sent) => sent.url().endsWith('/api/checkout') && sent.method() === 'POST');
  await payButton(page).dblclick();
  const { checkoutId } = (await id).postDataJSON() as { checkoutId: string };
  await expect(page).toHaveURL(/\/orders\/[\w-]+\?placed/);
  const ledger = await request.get(
    `${process.env.STRIPE_API_BASE}/_sandbox/ledger?checkout_id=${checkoutId}`,
  );
  expect(((await ledger.json()) as { charges: unknown[] }).charges).toHaveLength(1);
});

test('an empty form says what is missing, at the fields', async ({ page }) => {
  await addSomething(page, '/');
  await page.goto('/checkout');
  await payButton(page).click();
  await expect(page.getByLabel('E-mail')).toBeFocused();
  await expect(page.getByText('Where may we send the confirmation?')).toBeVisible();
  await expect(page.getByText('Please give the whole number of the card.')).toBeVisible();
  // What is typed then is not marked any more; the rest is.
  await page.getByLabel('E-mail').fill('ada@example.com');
  await page.getByLabel('Full name').fill('Ada Lovelace');
  await page.getByLabel('Card number').fill('4242');
  await expect(page.getByText('Where may we send the confirmation?')).toBeHidden();
  await expect(page.getByLabel('E-mail')).not.toHaveAttribute('aria-invalid', 'true');
  await expect(page.getByText('Who is it for?')).toBeHidden();
  await expect(page.getByText('Please give the whole number of the card.')).toBeHidden();
  await expect(page.getByText('Please give street and number.')).toBeVisible();
});

import { expect, test } from '@playwright/test';
import { addSomething, fillCard, fillCheckout, payButton, shopper } from './shopper.ts';

test('a customer registers, proves the address, sees the order and buys again, and leaves', async ({
  page,
  request,
}) => {
  const who = shopper('account');
  await addSomething(page, '/c/galley');
  await page.goto('/account');
  await page.getByRole('button', { name: 'Create an account' }).click();
  await page.getByLabel('Your name').fill(who.name);
  await page.getByLabel('E-mail').fill(who.email);
  await page.getByLabel('New password').fill('a good long password');
  await page.getByRole('form', { name: 'Create an account' }).getByRole('button').click();
  await expect(page.getByText(`Hello, ${who.name}.`)).toBeVisible();

  // The cart is still there, and the e-mail is filled in.
  await page.goto('/checkout');
  await expect(page.getByLabel('E-mail')).toHaveValue(who.email);
  await fillCheckout(page, who);
  await fillCard(page, '4242424242424242');
  await payButton(page).click();
  await expect(page).toHaveURL(/\/orders\/[\w-]+\?placed/);

  await page.goto('/account');
  await page.getByRole('button', { name: 'Send the link' }).first().click();
  await expect(page.getByText(`The link is on its way to ${who.email}.`)).toBeVisible();
  const mails = `${process.env.MAIL_UI_URL}/messages?to=${encodeURIComponent(who.email)}`;
  let link = '';
  await expect
    .poll(
      async () => {
        const said = JSON.stringify(await (await request.get(mails)).json());
        link = /https?:[^"\\\s<]*\/account\/link#[\w-]{43}/.exec(said)?.[0] ?? '';
        return link;
      },
      { timeout: 60_000 },
    )
    .not.toBe('');
  await page.goto(link);
  await page.getByRole('button', { name: 'Sign in' }).click();
  await expect(page.getByRole('link', { name: /^Order \d+/ })).toBeVisible();
  await page.getByRole('button', { name: /^Order \d+ again$/ }).click();
  await expect(page.getByText(/is in your cart/)).toBeVisible();

  // An address that lacks something says so at its fields, until they are filled in.
  await page.getByRole('button', { name: 'Add an address' }).click();
  const address = page.getByRole('form', { name: 'Address' });
  await address.getByLabel('Full name').fill(who.name);
  await address.getByRole('button', { name: 'Save' }).click();
  await expect(address.getByLabel('Address', { exact: true })).toBeFocused();
  await page.keyboard.type(who.address);
  await expect(address.getByText('Please give street and number.')).toBeHidden();
  await expect(address.getByText('Please give the town.')).toBeVisible();

  await page.getByRole('button', { name: 'Delete my account' }).click();
  await page.getByRole('button', { name: 'Yes, delete it for good' }).click();
  await expect(page.getByRole('heading', { name: 'Sign in', exact: true })).toBeVisible();
});

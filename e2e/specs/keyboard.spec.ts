import { expect, type Page, test } from '@playwright/test';
import { shopper } from '../journeys/shopper.ts';

/** Presses Tab until the focus is on what has this accessible name; fails after more stops than a page may have. */
async function tabTo(page: Page, role: 'button' | 'link' | 'textbox' | 'radio', name: RegExp): Promise<void> {
  const wanted = page.getByRole(role, { name });
  for (let stops = 0; stops < 80; stops++) {
    await page.keyboard.press('Tab');
    const focused = wanted.and(page.locator(':focus'));
    if ((await focused.count()) > 0) {
      // Whoever steers by keyboard must see where they are.
      const ring = await focused.evaluate((element) => {
        const { outlineStyle, boxShadow } = getComputedStyle(element);
        return outlineStyle !== 'none' || boxShadow !== 'none';
      });
      expect(ring, `${name} shows that it has the focus`).toBe(true);
      return;
    }
  }
  throw new Error(`Tab does not reach ${name}`);
}

test('from product to paid order without a mouse', async ({ page }) => {
  const who = shopper('keyboard');
  await page.goto('/p/enamel-mug');
  await expect(page.getByRole('button', { name: 'Add to cart' })).toBeEnabled();
  await tabTo(page, 'button', /^Add to cart$/);
  await page.keyboard.press('Enter');
  const drawer = page.getByRole('dialog', { name: 'Your cart' });
  await expect(drawer.getByText('Subtotal')).toBeVisible();
  await tabTo(page, 'link', /^Checkout$/);
  await page.keyboard.press('Enter');
  await expect(page.getByTestId('total')).toBeVisible();
  for (const [name, text] of [
    [/^E-mail/, who.email],
    [/^Full name/, who.name],
    [/^Address$/, who.address],
    [/^Postcode/, who.postcode],
    [/^Town/, who.town],
  ] as const) {
    await tabTo(page, 'textbox', name);
    await page.keyboard.type(text);
  }
  await tabTo(page, 'radio', /Standard delivery/);
  await page.keyboard.press('ArrowDown');
  await expect(page.getByRole('radio', { name: /Express delivery/ })).toBeChecked();
  for (const [name, text] of [
    [/^Card number/, '4242424242424242'],
    [/^Expiry/, '1231'],
    [/^Security code/, '123'],
  ] as const) {
    await tabTo(page, 'textbox', name);
    await page.keyboard.type(text);
  }
  await expect(page.getByRole('button', { name: /^Pay / })).toBeEnabled();
  await tabTo(page, 'button', /^Pay /);
  await page.keyboard.press('Enter');
  await expect(page).toHaveURL(/\/orders\/[\w-]+\?placed/);
  await expect(page.getByText('Your order is placed')).toBeVisible();
});

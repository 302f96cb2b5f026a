import AxeBuilder from '@axe-core/playwright';
import { expect, type Page, test } from '@playwright/test';
import { addSomething, fillCard, fillCheckout, payButton, shopper } from '../journeys/shopper.ts';

async function violations(page: Page): Promise<string[]> {
  // Half-way from one colour to another nothing has the contrast it will have.
  await page.evaluate(() =>
    Promise.allSettled(
      document
        .getAnimations()
        .filter(({ effect }) => effect?.getTiming().iterations !== Number.POSITIVE_INFINITY)
        .map(({ finished }) => finished),
    ),
  );
  const found = await new AxeBuilder({ page })
    .withTags(['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa'])
    .analyze();
  return found.violations.map(
    ({ id, nodes }) => `${id}: ${nodes[0]?.target.join(' ')} (${nodes[0]?.failureSummary})`,
  );
}

for (const path of [
  '/',
  '/c/galley',
  '/p/enamel-mug',
  '/search?q=mug',
  '/search?q=zzzz',
  '/pages/returns',
  '/no/such/page',
  '/admin/sign-in',
]) {
  test(`${path} has no WCAG A or AA violation`, async ({ page }) => {
    await page.goto(path);
    await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
    expect(await violations(page)).toEqual([]);
  });
}

for (const colorScheme of ['light', 'dark'] as const) {
  test.describe(`in the ${colorScheme} scheme`, () => {
    test.use({ colorScheme });

    test('cart, checkout in all its states and order have no WCAG A or AA violation', async ({ page }) => {
      await addSomething(page, '/c/galley');
      expect(await violations(page), 'drawer').toEqual([]);
      await page.goto('/cart');
      await page
        .getByRole('button', { name: /^Save for later: / })
        .first()
        .click();
      await expect(page.getByRole('heading', { name: 'Saved for later' })).toBeVisible();
      expect(await violations(page), 'cart, with something saved').toEqual([]);
      await page.getByRole('button', { name: /^Move to cart: / }).click();
      await expect(page.getByText('Subtotal').first()).toBeVisible();
      await page.getByLabel('Coupon code').fill('NOSUCHCODE');
      await page.getByRole('button', { name: 'Apply' }).click();
      await expect(page.getByText('We do not know the code NOSUCHCODE')).toBeVisible();
      expect(await violations(page), 'cart, coupon refused').toEqual([]);

      await page.goto('/checkout');
      await expect(page.getByTestId('total')).toBeVisible();
      expect(await violations(page), 'checkout').toEqual([]);
      await payButton(page).click();
      await expect(page.getByLabel('E-mail')).toBeFocused();
      expect(await violations(page), 'checkout, fields marked').toEqual([]);
      await fillCheckout(page, shopper(`axe-${colorScheme}`));
      await fillCard(page, '4000000000000002');
      await payButton(page).click();
      await expect(page.getByRole('alert').filter({ hasText: 'Your card was declined' })).toBeVisible();
      expect(await violations(page), 'checkout, declined').toEqual([]);
      await fillCard(page, '4242424242424242');
      await payButton(page).click();
      await expect(page).toHaveURL(/\/orders\/[\w-]+\?placed/);
      expect(await violations(page), 'order').toEqual([]);
    });

    test('the account has no WCAG A or AA violation, signed out and in', async ({ page }) => {
      const who = shopper(`axe-account-${colorScheme}`);
      await page.goto('/account');
      await expect(page.getByRole('heading', { name: 'Sign in', exact: true })).toBeVisible();
      expect(await violations(page), 'sign in').toEqual([]);
      await page.getByRole('button', { name: 'Create an account' }).click();
      expect(await violations(page), 'register').toEqual([]);
      await page.getByLabel('Your name').fill(who.name);
      await page.getByLabel('E-mail').fill(who.email);
      await page.getByLabel('New password').fill('a good long password');
      await page.getByRole('form', { name: 'Create an account' }).getByRole('button').click();
      await expect(page.getByText(`Hello, ${who.name}.`)).toBeVisible();
      expect(await violations(page), 'account').toEqual([]);
      await page.getByRole('button', { name: 'Add an address' }).click();
      await expect(page.getByLabel('Full name')).toBeVisible();
      expect(await violations(page), 'address form').toEqual([]);
    });
  });
}

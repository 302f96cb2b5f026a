import { expect, type Page } from '@playwright/test';
import { type Buyer, fillAddress } from './buy.ts';

export { fillCard, payButton } from './buy.ts';

export const shopper = (name: string): Buyer => ({
  email: `${name}-${Date.now()}@example.com`,
  name: 'Ada Lovelace',
  address: '12 Quay Street',
  postcode: 'H91 E2W1',
  town: 'Galway',
});

/** Fails the test on what a shopper's browser complains about. */
export function listenForComplaints(page: Page): string[] {
  const complaints: string[] = [];
  page.on('pageerror', (error) => complaints.push(`error: ${error.message}`));
  page.on('console', (message) => {
    if (message.type() === 'error' && !/status of (402|404|409)/.test(message.text()))
      complaints.push(message.text());
  });
  return complaints;
}

export const cartButton = (page: Page) => page.getByRole('button', { name: /^Cart, / });

/** From a product page to a filled checkout form, up to the card. */
export async function fillCheckout(page: Page, who: Buyer): Promise<void> {
  await expect(page.getByRole('heading', { level: 1, name: 'Checkout' })).toBeVisible();
  await fillAddress(page, who);
  await expect(page.getByRole('radio', { name: /Standard delivery/ })).toBeChecked();
}

/** Puts the first article that can be bought of a category into the cart. @returns its title. */
export async function addSomething(page: Page, path = '/'): Promise<string> {
  await page.goto(path);
  const card = page.getByRole('article').filter({ hasNotText: 'Sold out' }).first();
  await card.getByRole('link').first().click();
  const heading = page.getByRole('heading', { level: 1 });
  await expect(page.getByRole('button', { name: 'Add to cart' })).toBeEnabled();
  const title = (await heading.textContent()) ?? '';
  await page.getByRole('button', { name: 'Add to cart' }).click();
  await expect(page.getByRole('dialog', { name: 'Your cart' })).toBeVisible();
  return title;
}

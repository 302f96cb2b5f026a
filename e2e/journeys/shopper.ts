import { expect, type Page } from '@playwright/test';

export const shopper = (name: string) => ({
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
export async function fillCheckout(page: Page, who: ReturnType<typeof shopper>): Promise<void> {
  await expect(page.getByRole('heading', { level: 1, name: 'Checkout' })).toBeVisible();
  await page.getByLabel('E-mail').fill(who.email);
  await page.getByLabel('Full name').fill(who.name);
  await page.getByLabel('Address', { exact: true }).fill(who.address);
  await page.getByLabel('Postcode').fill(who.postcode);
  await page.getByLabel('Town').fill(who.town);
  await expect(page.getByRole('radio', { name: /Standard delivery/ })).toBeChecked();
}

export async function fillCard(page: Page, number: string): Promise<void> {
  await page.getByLabel('Card number').fill(number);
  await page.getByLabel('Expiry').fill('1231');
  await page.getByLabel('Security code').fill('123');
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

export const payButton = (page: Page) => page.getByRole('button', { name: /^Pay / });

import { expect, test } from '@playwright/test';
import { addSomething, fillCard, listenForComplaints } from './shopper.ts';

test('a guest in Germany buys in German, with the tax in the price', async ({ page }) => {
  const complaints = listenForComplaints(page);
  await addSomething(page, '/c/galley');
  await page.goto('/de/cart');
  await expect(page.getByRole('heading', { level: 1, name: 'Ihr Warenkorb' })).toBeVisible();
  await page.getByRole('link', { name: 'Zur Kasse' }).click();
  await page.getByLabel('E-Mail').fill(`markt-${Date.now()}@example.com`);
  await page.getByLabel('Vor- und Nachname').fill('Ada Lovelace');
  await page.getByLabel('Straße und Hausnummer').fill('Hafenstraße 1');
  await page.getByLabel('Postleitzahl').fill('1011');
  await page.getByLabel('Ort', { exact: true }).fill('Berlin');
  const pay = page.getByRole('button', { name: /^Zahlungspflichtig bestellen/ });
  await pay.click();
  await expect(page.getByLabel('Postleitzahl')).toBeFocused();
  await expect(page.getByText('Eine Postleitzahl wie 10115')).toBeVisible();
  await page.getByLabel('Postleitzahl').fill('10115');
  await expect(page.getByText('darin MwSt. 19')).toBeVisible();
  await page.getByLabel(/Kartennummer|Card number/).fill('4242424242424242');
  await page.getByLabel(/Gültig bis|Expiry/).fill('1231');
  await page.getByLabel(/Prüfziffer|Security code/).fill('123');
  await pay.click();
  await expect(page).toHaveURL(/\/de\/orders\/[\w-]+\?placed/);
  await expect(page.getByText('Ihre Bestellung ist eingegangen')).toBeVisible();
  expect(complaints).toEqual([]);
});

test('a guest in America pays in dollars, with the state’s tax added and said', async ({ page }) => {
  await addSomething(page, '/us/c/deck');
  await page.goto('/us/checkout');
  await expect(page.getByText('Tax is added once the state is chosen')).toBeVisible();
  await page.getByLabel('E-mail').fill(`market-${Date.now()}@example.com`);
  await page.getByLabel('Full name').fill('Grace Hopper');
  await page.getByLabel('Address', { exact: true }).fill('1 Broadway');
  await page.getByLabel('Postcode').fill('07030');
  await page.getByLabel('Town').fill('Hoboken');
  await page.getByLabel('State', { exact: true }).selectOption('NJ');
  await expect(page.getByText('Sales tax 6.625%')).toBeVisible();
  await expect(page.getByText(/The total has changed from \$/)).toBeVisible();
  await fillCard(page, '4242424242424242');
  const total = (await page.getByTestId('total').textContent()) ?? '';
  expect(total).toMatch(/^\$/);
  await page.getByRole('button', { name: /^Pay \$/ }).click();
  await expect(page).toHaveURL(/\/us\/orders\/[\w-]+\?placed/);
  await expect(page.getByTestId('total')).toHaveText(total);
});

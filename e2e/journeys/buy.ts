import type { Locator, Page } from 'playwright-core';

/**
 * How a guest buys one article, step by step, with nothing but what a browser has: the synthetic monitor makes these
 * steps every minute, the journeys of the tests use the same hands.
 */

export type Buyer = { email: string; name: string; address: string; postcode: string; town: string };

/** What a purchase has come to; filled in as the steps are made. */
export type Purchase = {
  page: Page;
  buyer: Buyer;
  title: string;
  /** The price as the product's page shows it. */
  price: string;
  /** What the checkout shows as the total. */
  total: string;
};

export type Step = { name: string; run: (purchase: Purchase) => Promise<void> };

/** What is looked at on the way; each throws what is wrong. */
export type Inspection = {
  buyButton: (button: Locator) => Promise<void>;
  totals: (purchase: Purchase) => Promise<void>;
};

export const payButton = (page: Page) => page.getByRole('button', { name: /^Pay / });

/** Fills in who buys and where it is sent, as typed. */
export async function fillAddress(page: Page, buyer: Buyer): Promise<void> {
  await page.getByLabel('E-mail').fill(buyer.email);
  await page.getByLabel('Full name').fill(buyer.name);
  await page.getByLabel('Address', { exact: true }).fill(buyer.address);
  await page.getByLabel('Postcode').fill(buyer.postcode);
  await page.getByLabel('Town').fill(buyer.town);
}

/** Fills in a card number, with a date and a code that every sandbox takes. */
export async function fillCard(page: Page, number: string): Promise<void> {
  await page.getByLabel('Card number').fill(number);
  await page.getByLabel('Expiry').fill('1231');
  await page.getByLabel('Security code').fill('123');
}

/** The card that every sandbox accepts. */
const goodCard = '4242424242424242';

/** The steps in order; without `pay` it ends when the total is verified. */
export function journey(inspect: Inspection, { pay }: { pay: boolean }): readonly Step[] {
  const steps: Step[] = [
    {
      name: 'category',
      run: async ({ page }) => {
        await page.goto('/');
        await page.getByRole('main').locator('a[href^="/c/"]:visible').first().click();
        await page.waitForURL(/\/c\//);
        await page.getByRole('article').first().waitFor();
      },
    },
    {
      name: 'product',
      run: async (purchase) => {
        const { page } = purchase;
        const card = page.getByRole('article').filter({ hasNotText: 'Sold out' }).first();
        await card.getByRole('link').first().click();
        await page.waitForURL(/\/p\//);
        await page.getByRole('button', { name: 'Add to cart' }).waitFor({ state: 'attached' });
        purchase.title = (await page.getByRole('heading', { level: 1 }).textContent()) ?? '';
        const shown = page.getByRole('main').locator('p[aria-live="polite"] > span').first();
        purchase.price = (await shown.textContent()) ?? '';
      },
    },
    {
      name: 'add_to_cart',
      run: async ({ page, title }) => {
        const button = page.getByRole('button', { name: 'Add to cart' });
        await inspect.buyButton(button);
        await button.click();
        await page.getByRole('dialog', { name: 'Your cart' }).getByText(title).first().waitFor();
      },
    },
    {
      name: 'checkout',
      run: async ({ page }) => {
        await page
          .getByRole('dialog', { name: 'Your cart' })
          .getByRole('link', { name: 'Checkout', exact: true })
          .click();
        await page.getByRole('heading', { level: 1, name: 'Checkout' }).waitFor();
      },
    },
    {
      name: 'shipping',
      run: async ({ page, buyer }) => {
        await fillAddress(page, buyer);
        await page.locator('input[name="shipping-method"]:checked').waitFor();
        await page.locator('button[type="submit"]:enabled', { hasText: /^Pay / }).waitFor();
      },
    },
    {
      name: 'totals',
      run: async (purchase) => {
        await inspect.totals(purchase);
        purchase.total = (await purchase.page.getByTestId('total').textContent()) ?? '';
      },
    },
  ];
  if (!pay) return steps;
  return [
    ...steps,
    {
      name: 'pay',
      run: async ({ page, total }) => {
        await fillCard(page, goodCard);
        await payButton(page).click();
        await page.waitForURL(/\/orders\/[\w-]+\?placed/);
        const paid = await page.getByTestId('total').textContent();
        if (paid !== total) throw new Error(`The order says ${paid}, the checkout said ${total}`);
      },
    },
  ];
}

import AxeBuilder from '@axe-core/playwright';
import { expect, type Page, test } from '@playwright/test';
import { addSomething } from '../journeys/shopper.ts';

async function violations(page: Page): Promise<string[]> {
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

test('cart and checkout have no WCAG A or AA violation', async ({ page }) => {
  await addSomething(page, '/c/galley');
  expect(await violations(page)).toEqual([]);
  for (const path of ['/cart', '/checkout']) {
    await page.goto(path);
    await expect(page.getByText('Subtotal').first()).toBeVisible();
    expect(await violations(page), path).toEqual([]);
  }
});

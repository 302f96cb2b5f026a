import { expect, type Page, test } from '@playwright/test';
import { signIn } from '../staff.ts';

const origin = process.env.SHOP_URL ?? '';
const titles = ['Charts', 'Flags', 'Anchors', 'Compasses', 'Books', 'Stoves', 'Paint', 'Outlet'];
const menu = (page: Page) => page.getByRole('navigation', { name: 'Categories' });

/** Runs with eight more categories at the top than the demo has, and takes them away again. */
async function withManyCategories(staff: Page, work: () => Promise<void>): Promise<void> {
  await signIn(staff);
  const made: string[] = [];
  try {
    for (const title of titles) {
      const answer = await staff.request.post('/api/admin/categories', {
        headers: { origin },
        data: { title, parentId: null },
      });
      expect(answer.status(), await answer.text()).toBe(201);
      made.push(((await answer.json()) as { id: string }).id);
    }
    await work();
  } finally {
    for (const id of made) {
      const headers = { origin };
      await staff.request.delete(`/api/admin/categories/${id}`, { headers, data: { expectedVersion: 1 } });
    }
  }
}

test('a long menu is one row at every width; the rest is behind More, by keyboard and without script', async ({
  browser,
  page: staff,
}) => {
  await withManyCategories(staff, async () => {
    const page = await (await browser.newContext()).newPage();
    for (const width of [1024, 1100, 1280, 1680]) {
      await page.setViewportSize({ width, height: 800 });
      await page.goto('/c/galley');
      const [first, last] = await Promise.all(
        [menu(page).getByRole('link').first(), menu(page).getByRole('button', { name: 'More' })].map((one) =>
          one.boundingBox(),
        ),
      );
      expect(Math.abs((first?.y ?? 0) - (last?.y ?? 99)), `one row at ${width}`).toBeLessThan(12);
      const over = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
      expect(over, `at ${width}`).toBeLessThanOrEqual(0);
    }
    const more = menu(page).getByRole('button', { name: 'More' });
    const outlet = menu(page).getByRole('link', { name: 'Outlet' });
    await expect(outlet).toBeHidden();
    await more.focus();
    await page.keyboard.press('Enter');
    await expect(outlet).toBeVisible();
    await page.keyboard.press('Escape');
    await expect(outlet).toBeHidden();
    await expect(more).toBeFocused();
    await page.keyboard.press('Enter');
    await page.keyboard.press('Tab');
    await expect(menu(page).getByRole('link').and(page.locator(':focus'))).toBeVisible();
    await outlet.press('Enter');
    await expect(page).toHaveURL(/\/c\/outlet$/);
    await expect(outlet).toBeHidden();

    const plain = await (await browser.newContext({ javaScriptEnabled: false })).newPage();
    await plain.goto('/c/galley');
    await menu(plain).getByRole('button', { name: 'More' }).click();
    await menu(plain).getByRole('link', { name: 'Outlet' }).click();
    await expect(plain).toHaveURL(/\/c\/outlet$/);
  });
});

import { expect, test } from '@playwright/test';
import { signInByApi } from '../staff.ts';
import { expectAccessibleAndFitsPhone } from '../staff-page.ts';

test.beforeEach(async ({ page }) => {
  await signInByApi(page.request);
});

test('a category is made, moved by keyboard and by mouse, and deleted; the shop’s navigation follows at once', async ({
  page,
}) => {
  const title = `Harbour ${Date.now()}`;
  const shop = async () => (await page.request.get('/')).text();
  await page.goto('/admin/categories');
  await page.getByLabel('New category at the top').fill(title);
  await page.getByLabel('New category at the top').press('Enter');
  await expect(page.getByText(`${title} is made`)).toBeVisible();
  expect(await shop()).toContain(title);

  await page.getByRole('button', { name: `Move ${title}, or add below it` }).press('Enter');
  await page.getByLabel(`Where ${title} is`).selectOption({ label: 'below Galley' });
  await page.getByRole('button', { name: 'Move', exact: true }).press('Enter');
  await expect(page.getByText(`${title} is below Galley, behind`)).toBeVisible();
  expect((await (await page.request.get('/c/galley')).text()).includes(title)).toBe(true);

  await page.getByRole('button', { name: `Move ${title}, or add below it` }).press('Enter');
  const handle = page.getByRole('button', { name: `Drag ${title}` });
  const above = page.getByRole('button', { name: 'Drag Galley', exact: true });
  await above.scrollIntoViewIfNeeded();
  const [from, to] = [await handle.boundingBox(), await above.boundingBox()];
  if (!from || !to) throw new Error('nothing to drag');
  await page.mouse.move(from.x + 10, from.y + 10);
  await page.mouse.down();
  await page.mouse.move(to.x + 10, to.y + to.height / 2, { steps: 20 });
  await page.mouse.up();
  await expect(
    page.getByText(`${title} is below Galley, first`).or(page.getByText(`${title} is at the top`)),
  ).toBeVisible();

  page.on('dialog', (dialog) => dialog.accept());
  await page.getByRole('link', { name: title }).click();
  await page.getByRole('button', { name: 'Delete…' }).click();
  await expect(page.getByRole('list', { name: 'Category tree' })).toBeVisible();
  await expect(page.getByText(title)).toHaveCount(0);
  expect(await shop()).not.toContain(title);
});

test('places stand under what one does there, and an address that leads nowhere says so in the admin', async ({
  page,
}) => {
  const answer = await page.goto('/admin/no/such/place');
  expect(answer?.status()).toBe(404);
  await expect(page.getByRole('heading', { level: 1, name: 'There is nothing here' })).toBeVisible();
  const navigation = page.getByRole('navigation', { name: 'Admin' });
  await navigation.getByRole('list', { name: 'Sales' }).getByRole('link', { name: 'Orders' }).click();
  await expect(page.getByRole('heading', { level: 1, name: 'Orders' })).toBeVisible();
  await expect(navigation.getByRole('link', { name: 'Orders' })).toHaveAttribute('aria-current', 'page');
});

for (const path of [
  '/admin',
  '/admin/categories',
  '/admin/reviews',
  '/admin/reviews?status=approved',
  '/admin/redirects',
  '/admin/synonyms',
  '/admin/settings/shop',
  '/admin/settings/shipping',
  '/admin/settings/tax',
  '/admin/rules/new',
  '/admin/customers',
]) {
  test(`${path} has no WCAG A or AA violation, and fits a phone`, async ({ page }) => {
    await page.goto(path);
    await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
    await expectAccessibleAndFitsPhone(page);
  });
}

test('a category’s own page has no WCAG A or AA violation, and fits a phone', async ({ page }) => {
  await page.goto('/admin/categories');
  await page.getByRole('list', { name: 'Category tree' }).getByRole('link').first().click();
  await expect(page.getByRole('heading', { name: 'Products by a rule' })).toBeVisible();
  await expectAccessibleAndFitsPhone(page);
});

test('two people change one product: the second keeps both changes, and a price that looks like a slip is asked about', async ({
  page,
  context,
}) => {
  const mark = Date.now();
  const product = (request: typeof page.request, path: string, data: object) =>
    request.post(`/api/admin/products${path}`, { headers: { origin: process.env.SHOP_URL ?? '' }, data });
  const variant = {
    ...{ sku: `TWO-${mark}`, optionValues: [], priceMinor: 4_900, compareAtMinor: null, barcode: '' },
    ...{ costMinor: null, weightGrams: null, stock: null },
  };
  const document = {
    ...{ title: `Lantern ${mark}`, handle: `lantern-${mark}`, descriptionHtml: '', vendor: 'Foundry' },
    ...{ productType: 'Lights', status: 'draft', seoTitle: '', seoDescription: '', tags: [] },
    ...{ taxClass: 'standard', attributes: [], optionNames: [], variants: [variant], images: [] },
    ...{ categoryIds: [], relatedIds: [] },
  };
  const made = await product(page.request, '', { document });
  const { id } = (await made.json()) as { id: string };
  const other = await context.newPage();
  for (const one of [page, other]) await one.goto(`/admin/products/${id}`);

  await page.getByLabel('Type', { exact: true }).fill('Lamps');
  await page.getByRole('button', { name: 'Save', exact: true }).click();
  await expect(page.getByText('Everything is saved')).toBeVisible();

  await other.getByLabel('Vendor').fill('Chandlery');
  await other.getByRole('button', { name: 'Save', exact: true }).click();
  await expect(other.getByText(/changed this/)).toBeVisible();
  await other.getByRole('button', { name: 'Keep mine beside theirs' }).click();
  await expect(other.getByText('Both changes are here now')).toBeVisible();
  await expect(other.getByLabel('Type', { exact: true })).toHaveValue('Lamps');
  await other.getByRole('button', { name: 'Save', exact: true }).click();
  await expect(other.getByText('Everything is saved')).toBeVisible();

  const asked: string[] = [];
  other.once('dialog', (dialog) => {
    asked.push(dialog.message());
    return dialog.dismiss();
  });
  await other.getByLabel('Price, EUR').fill('4.90');
  await other.getByRole('button', { name: 'Save', exact: true }).click();
  await expect.poll(() => asked).toEqual([`TWO-${mark} would cost 4.90 where it cost 49.00\nSave it so?`]);
  await other.reload();
  await expect(other.getByLabel('Vendor')).toHaveValue('Chandlery');
  await expect(other.getByLabel('Price, EUR')).toHaveValue('49.00');
});

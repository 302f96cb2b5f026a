import { type APIRequestContext, expect, type Page, test } from '@playwright/test';
import { closeDb, closeRedis } from '#lib/platform/index.ts';
import { getSettingsForStaff } from '#lib/settings/index.ts';
import { signInByApi } from '../staff.ts';

const linked = (page: Page, rel: string, tag?: string) =>
  page.locator(`link[rel="${rel}"]${tag ? `[hreflang="${tag}"]` : ''}`).getAttribute('href');

test('every market has the page, says so to search engines, and is one click from the others', async ({
  page,
}) => {
  await page.goto('/c/galley');
  await expect(page.locator('html')).toHaveAttribute('lang', 'en-IE');
  expect(await linked(page, 'canonical')).toMatch(/\/c\/galley$/);
  expect(await linked(page, 'alternate', 'de-DE')).toMatch(/\/de\/c\/galley$/);
  expect(await linked(page, 'alternate', 'x-default')).toMatch(/\/c\/galley$/);
  await page
    .getByRole('navigation', { name: 'Country and language' })
    .getByRole('link', { name: /Germany/ })
    .click();
  await expect(page).toHaveURL(/\/de\/c\/galley$/);
  await expect(page.locator('html')).toHaveAttribute('lang', 'de-DE');
  await expect(page.getByRole('navigation', { name: 'Sortieren nach' })).toBeVisible();
  expect(await linked(page, 'canonical')).toMatch(/\/de\/c\/galley$/);
  await page.getByRole('article').first().getByRole('link').click();
  await expect(page).toHaveURL(/\/de\/p\//);
  await expect(page.getByText(/Inkl\. MwSt/)).toBeVisible();
});

test("the default market's own segment is no second address", async ({ request }) => {
  const answer = await request.get('/ie/c/galley', { maxRedirects: 0 });
  expect(answer.status()).toBe(308);
  expect(answer.headers().location).toMatch(/\/c\/galley$/);
  expect((await request.get('/xx/c/galley')).status()).toBe(404);
});

/** As staff: creates a category of this title, calls it and its address otherwise, and takes it away after `work`. */
async function withRenamed(
  request: APIRequestContext,
  title: string,
  handle: string,
  work: () => Promise<void>,
) {
  await signInByApi(request);
  const headers = { origin: process.env.SHOP_URL ?? '' };
  const made = await request.post('/api/admin/categories', { headers, data: { title, parentId: null } });
  expect(made.status(), await made.text()).toBe(201);
  const address = `/api/admin/categories/${((await made.json()) as { id: string }).id}`;
  const texts = { title, description: '', seoTitle: '', seoDescription: '', hidden: false };
  const renamed = await request.post(address, { headers, data: { ...texts, handle, expectedVersion: 1 } });
  try {
    expect(renamed.status(), await renamed.text()).toBe(200);
    await work();
  } finally {
    const gone = await request.delete(address, { headers, data: { expectedVersion: renamed.ok() ? 2 : 1 } });
    expect(gone.status(), await gone.text()).toBe(200);
  }
}

test('an address in any script that moved, or is another spelling of one, leads on', async ({ request }) => {
  const mark = Date.now().toString(36);
  await withRenamed(request, `кружки ${mark}`, `чашки-${mark}`, async () => {
    const target = `/c/${encodeURIComponent(`чашки-${mark}`)}`;
    for (const [path, place] of [
      [`/c/${encodeURIComponent(`кружки-${mark}`)}`, target],
      [`/de${target}/page-1`, `/de${target}`],
    ] as const) {
      const answer = await request.get(path, { maxRedirects: 0 });
      // A page that is rendered says it twice.
      const said = answer.headersArray().filter(({ name }) => name.toLowerCase() === 'location');
      expect([answer.status(), [...new Set(said.map(({ value }) => value))]], path).toEqual([308, [place]]);
    }
    expect((await request.get(target)).status()).toBe(200);
    const sent = `/search?in=${encodeURIComponent(`чашки-${mark}`)}&sort=newest`;
    const answer = await request.get(sent, { maxRedirects: 0 });
    expect(answer.status()).toBe(303);
    expect(new URL(answer.headers().location ?? '', process.env.SHOP_URL).pathname).toBe(`${target}/newest`);
  });
});

test('what is not there says so in its title, in the language of its market', async ({ page }) => {
  for (const [path, title] of [
    ['/nowhere', 'This page has sailed – Ballast'],
    ['/p/nothing', 'This page has sailed – Ballast'],
    ['/de/nirgends', 'Diese Seite ist ausgelaufen – Ballast'],
  ] as const) {
    expect((await page.goto(path))?.status(), path).toBe(404);
    await expect(page).toHaveTitle(title);
  }
});

test('a checkout with nothing in the cart says so, and the browser has nothing to complain of', async ({
  page,
}) => {
  const complaints: string[] = [];
  page.on('console', (message) => message.type() === 'error' && complaints.push(message.text()));
  await page.goto('/checkout', { waitUntil: 'load' });
  await expect(page.getByText('Nothing aboard yet.')).toBeVisible();
  await page.getByRole('link', { name: 'Look around' }).click();
  await expect(page).toHaveURL('/');
  expect(complaints).toEqual([]);
});

test('a checkout whose cart was emptied shows no form, with or without script', async ({ browser, page }) => {
  const item = { sku: 'ATLANTIC-SEA-SALT', quantity: 1 };
  await page.request.post('/api/cart', { data: item });
  await page.request.delete('/api/cart', { data: { sku: item.sku } });
  await page.goto('/checkout');
  await expect(page.getByText('Nothing aboard yet.')).toBeVisible();
  await expect(page.getByLabel('E-mail')).toHaveCount(0);
  const storageState = await page.context().storageState();
  const plain = await (await browser.newContext({ storageState, javaScriptEnabled: false })).newPage();
  await plain.goto('/checkout');
  await expect(plain.getByText('Nothing aboard yet.')).toBeVisible();
  await expect(plain.getByLabel('E-mail')).toHaveCount(0);
});

test('a wishlist says whether a product is on it, and whether it would be put there', async ({ page }) => {
  await page.goto('/p/enamel-mug');
  await page.getByRole('button', { name: 'Add to wishlist' }).click();
  await page.getByRole('button', { name: 'On your wishlist' }).click();
  await expect(page.getByRole('button', { name: 'Add to wishlist' })).toBeVisible();
});

test('a product says what Google requires of one', async ({ page }) => {
  await page.goto('/p/enamel-mug');
  const text = (await page.locator('script[type="application/ld+json"]').first().textContent()) ?? '';
  const { '@graph': graph } = JSON.parse(text) as { '@graph': Record<string, unknown>[] };
  const product = graph.find((thing) => thing['@type'] === 'Product') as
    | { name: string; image: string[]; offers: Record<string, string>[] }
    | undefined;
  expect(product?.name).toBe('Enamel Mug');
  for (const image of product?.image ?? ['']) expect(image).toMatch(/^https?:\/\//);
  for (const offer of product?.offers ?? [{}]) {
    expect(offer.price).toMatch(/^\d+\.\d\d$/);
    expect(offer.priceCurrency).toBe('EUR');
    expect(offer.availability).toMatch(/^https:\/\/schema\.org\/(InStock|OutOfStock)$/);
  }
  expect(graph.some((thing) => thing['@type'] === 'BreadcrumbList')).toBe(true);
});

test('machines find every page: robots, sitemaps, a feed, and a picture for links', async ({ request }) => {
  const robots = await (await request.get('/robots.txt')).text();
  const index = /Sitemap: (\S+)/.exec(robots)?.[1] ?? '';
  const names = [...(await (await request.get(new URL(index).pathname)).text()).matchAll(/<loc>([^<]+)/g)];
  expect(names.length).toBeGreaterThan(2);
  const products = await (await request.get('/sitemaps/de-1.xml')).text();
  expect(products).toContain('/de/p/enamel-mug</loc>');
  expect((await request.get('/sitemaps/de-1.xml')).headers()['x-cache']).toContain('HIT');
  const written = await (await request.get('/sitemaps/pages.xml')).text();
  for (const page of ['/c/galley', '/pages/returns']) {
    expect(written).toMatch(new RegExp(`/de${page}</loc>.*hreflang="en-IE" href="[^"]+:\\d+${page}"`));
  }
  expect(written).not.toContain('/pages/home-');
  expect(await (await request.get('/feeds/ie-1.xml')).text()).toContain('<g:price>14.50 EUR</g:price>');
  const picture = await request.get('/og/ie/enamel-mug.png');
  expect(picture.headers()['content-type']).toBe('image/png');
  expect((await picture.body()).length).toBeGreaterThan(5_000);
  expect((await request.get('/og/ie/%25.png')).status()).toBe(404);
});

test('pictures, options and the cart work by keyboard alone', async ({ page }) => {
  await page.goto('/p/enamel-mug');
  await page.getByRole('button', { name: 'Show picture larger' }).press('Enter');
  const large = page.getByRole('dialog', { name: 'Enamel Mug' });
  await expect(large).toBeVisible();
  await large.getByRole('button', { name: 'Next picture' }).press('Enter');
  await expect(large.getByText(/^2 \/ /)).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(large).toBeHidden();
  await expect(page.getByRole('button', { name: 'Show picture larger' })).toBeFocused();
  await page.getByRole('radio', { name: 'Cream' }).focus();
  await page.keyboard.press('ArrowRight');
  await expect(page.getByRole('radio', { name: 'Red' })).toBeChecked();
  await page.getByRole('button', { name: 'Add to cart' }).press('Enter');
  const cart = page.getByRole('dialog', { name: 'Your cart' });
  await expect(cart.getByText('Red')).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(cart).toBeHidden();
});

test('at 400 % zoom nothing needs to be scrolled sideways', async ({ page }) => {
  await page.setViewportSize({ width: 320, height: 256 });
  for (const path of ['/', '/c/galley', '/p/enamel-mug', '/search?q=mug', '/de', '/pages/returns']) {
    await page.goto(path);
    expect(await page.evaluate(() => document.documentElement.scrollWidth), path).toBeLessThanOrEqual(320);
  }
});

test('what is ticked narrows the list, has an address of its own, and goes by Back or by its chip', async ({
  page,
}) => {
  await page.goto('/c/galley');
  const count = page.getByRole('heading', { level: 2, name: /items?$/ });
  const all = await count.innerText();
  await page.getByRole('group', { name: 'Colour' }).getByRole('checkbox', { name: /^Red/ }).check();
  await expect(page).toHaveURL(/\/c\/galley\/by-is\.Colour=Red$/);
  await expect(count).not.toHaveText(all);
  await expect(page.locator('meta[name=robots]')).toHaveAttribute('content', /noindex/);
  await page.getByRole('checkbox', { name: /^In stock only/ }).check();
  await expect(page).toHaveURL(/by-is\.Colour=Red,stock=yes$/);
  await page.getByRole('link', { name: 'Remove filter Red' }).click();
  await expect(page).toHaveURL(/\/c\/galley\/by-stock=yes$/);
  await expect(page.getByRole('checkbox', { name: /^Red/ })).not.toBeChecked();
  await page.goBack();
  await expect(page.getByRole('checkbox', { name: /^Red/ })).toBeChecked();
  await page.getByRole('link', { name: 'Clear all filters' }).click();
  await expect(count).toHaveText(all);
});

test('a sheet of filters stays open while boxes are ticked', async ({ browser }) => {
  const phone = await browser.newContext({
    viewport: { width: 390, height: 844 },
    isMobile: true,
    hasTouch: true,
  });
  const page = await phone.newPage();
  await page.goto('/c/galley', { waitUntil: 'load' });
  const sheet = page.locator('#filters');
  await page.getByRole('button', { name: 'Filters' }).tap();
  await sheet.getByText('In stock only').tap();
  await expect(page).toHaveURL(/\/c\/galley\/by-stock=yes$/);
  await expect(sheet).toBeVisible();
  await sheet.getByText('Red', { exact: true }).tap();
  await expect(page).toHaveURL(/by-is\.Colour=Red,stock=yes$/);
  await sheet.getByRole('button', { name: /^Show \d+ items?$/ }).tap();
  await expect(sheet).toBeHidden();
  await expect(page.getByRole('link', { name: 'Remove filter Red' })).toBeVisible();
  await phone.close();
});

for (const path of ['/c/galley', '/search?q=mug']) {
  test(`a filter that is ticked by keyboard keeps the focus, and its list stays open: ${path}`, async ({
    page,
  }) => {
    await page.goto(path, { waitUntil: 'load' });
    const { pathname } = new URL(page.url());
    const more = page.locator('#filters details').first();
    await more.locator('summary').press('Enter');
    const box = more.getByRole('checkbox').last();
    const name = await box.evaluate((input) => (input as HTMLInputElement).value);
    const same = page.locator(`#filters input[value="${name}"]`);
    await box.press('Space');
    await expect(page.getByRole('link', { name: `Remove filter ${name}` })).toBeVisible();
    await expect(same).toBeFocused();
    await expect(same).toBeInViewport();
    await page.keyboard.press('Space');
    await expect(page.getByRole('link', { name: `Remove filter ${name}` })).toBeHidden();
    await expect(same).toBeFocused();
    await expect(same).toBeInViewport();
    expect(new URL(page.url()).pathname).toBe(pathname);
  });
}

test('a search field suggests while one types, by keyboard alone, and a slip is understood', async ({
  page,
}) => {
  await page.goto('/');
  const field = page.getByLabel('Search', { exact: true }).first();
  await field.click();
  await expect(page.getByRole('combobox', { name: 'Search' }).first()).toBeFocused();
  await page.keyboard.type('enam');
  const option = page.getByRole('option', { name: 'Enamel Mug' });
  await expect(option).toBeVisible();
  for (let presses = 0; presses < 10; presses++) {
    await page.keyboard.press('ArrowDown');
    if ((await option.getAttribute('aria-selected')) === 'true') break;
  }
  await page.keyboard.press('Enter');
  await expect(page).toHaveURL(/\/p\/enamel-mug$/);
  await page.goto('/');
  await field.click();
  await page.keyboard.type('lantrn');
  await page.getByRole('option', { name: 'lantern', exact: true }).click();
  await expect(page).toHaveURL(/\/search\?q=lantern$/);
  await page.goto('/');
  await field.click();
  await page.keyboard.type('qqxxz');
  await expect(page.getByRole('option', { name: 'Search for “qqxxz”' })).toBeVisible();
  await page.goto('/search?q=enamle');
  await expect(page.getByRole('link', { name: 'enamel', exact: true })).toBeVisible();
  await expect(page.getByRole('article').first()).toBeVisible();
});

test.afterAll(async () => {
  await closeDb();
  closeRedis();
});

test.describe('without JavaScript', () => {
  test.use({ javaScriptEnabled: false });
  test('lists are sorted and paged, and the search answers', async ({ page }) => {
    await page.goto('/c/galley');
    await page.getByRole('navigation', { name: 'Sort by' }).getByRole('link', { name: 'Newest' }).click();
    await expect(page).toHaveURL(/\/c\/galley\/newest$/);
    await page.getByRole('searchbox', { name: 'Search' }).first().fill('mug');
    await page.getByRole('searchbox', { name: 'Search' }).first().press('Enter');
    await expect(page.getByRole('heading', { level: 1 })).toContainText('Results for “mug”');
  });

  test('the menu of a narrow screen leads to the categories', async ({ page }) => {
    await page.setViewportSize({ width: 390, height: 800 });
    await page.goto('/p/enamel-mug');
    await expect(page.getByRole('button', { name: 'Menu' })).toBeHidden();
    await page.getByRole('link', { name: 'Menu' }).click();
    const galley = page.getByRole('navigation', { name: 'Shop' }).getByRole('link', { name: 'Galley' });
    await expect(galley).toBeInViewport();
    await galley.click();
    await expect(page).toHaveURL(/\/c\/galley$/);
  });

  test('what scripts make says so, and how to reach the shop', async ({ page }) => {
    await signInByApi(page.request);
    const headers = { origin: process.env.SHOP_URL ?? '' };
    const save = async (email: string) => {
      const { version, settings } = await getSettingsForStaff();
      const data = { settings: { ...settings, email }, expectedVersion: version };
      const saved = await page.request.post('/api/admin/settings/shop', { headers, data });
      expect(saved.status(), await saved.text()).toBe(200);
      return settings.email;
    };
    const before = await save('ahoy@shop.example');
    await page.request.post('/api/cart', { data: { sku: 'ATLANTIC-SEA-SALT', quantity: 1 } });
    for (const [path, said] of [
      ['/cart', 'This page needs JavaScript'],
      ['/account', 'This page needs JavaScript'],
      ['/checkout', 'This page needs JavaScript'],
      ['/de/cart', 'Diese Seite braucht JavaScript'],
    ] as const) {
      await page.goto(path);
      const main = page.getByRole('main');
      // Playwright finds no text inside of noscript.
      expect(await main.innerText(), path).toContain(said);
      await expect(main.locator('a[href^="mailto:"]'), path).toBeVisible();
      await expect(main.locator('.animate-spin').filter({ visible: true }), path).toHaveCount(0);
    }
    await save(before);
  });

  test('lists are narrowed by a form', async ({ page }) => {
    await page.goto('/c/galley');
    await page.getByRole('checkbox', { name: /^In stock only/ }).check();
    await page.getByLabel('To', { exact: true }).fill('20');
    await page.getByRole('button', { name: /^Show \d+ items?$/ }).click();
    await expect(page).toHaveURL(/\/c\/galley\/by-max=20,stock=yes$/);
    await expect(page.getByRole('link', { name: /^Remove filter To €20/ })).toBeVisible();
  });
});

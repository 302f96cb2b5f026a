import { expect, type Page, type Request, test } from '@playwright/test';

/** The same on every page, in kB as they come over the wire. */
const sharedBudget = { stylesheet: 12.5, font: 42 };

/**
 * What a first visit loads of a page: its HTML and its scripts as they come over the wire, and its HTML unpacked, which the
 * browser reads. The same on every machine, where Lighthouse's figures are not. In kB: lower a number with every step,
 * raise it only with a reason. No page of the shop goes beyond 120 kB of scripts; checkout and account have forms.
 */
const budgets = [
  { path: '/', script: 117, html: 14.2, unpacked: 75 },
  { path: '/c/galley', script: 118.5, html: 14.3, unpacked: 68 },
  { path: '/p/enamel-mug', script: 120, html: 15.5, unpacked: 71 },
  { path: '/search?q=mug', script: 118.5, html: 12.5, unpacked: 57 },
  { path: '/pages/returns', script: 115, html: 8.6, unpacked: 36 },
  { path: '/cart', script: 119.5, html: 8.3, unpacked: 28.2 },
  { path: '/checkout', script: 135.5, html: 9.8, unpacked: 35.5 },
  { path: '/account', script: 130.5, html: 9.5, unpacked: 34.5 },
] as const;

/** Beyond that, scripts a page fetches by itself once it has loaded and has nothing else to do: what counts the cart. */
const idleBudget = 10;
const countsTheCart = (path: string) => path !== '/checkout' && path !== '/account';

type Weight = Record<'document' | 'script' | 'stylesheet' | 'font', number>;
const isWeighed = (kind: string): kind is keyof Weight =>
  kind === 'document' || kind === 'script' || kind === 'stylesheet' || kind === 'font';

/** Weighs what a page asks for until it has loaded, and then until it has come to rest. */
async function weigh(page: Page, path: string): Promise<{ first: Weight; later: Weight; unpacked: number }> {
  const first: Weight = { document: 0, script: 0, stylesheet: 0, font: 0 };
  const later: Weight = { ...first };
  const requests: Request[] = [];
  // One visit in ten also measures itself, once the page is idle.
  await page.addInitScript(() => {
    Math.random = () => 0.5;
  });
  page.on('requestfinished', (request) => requests.push(request));
  const counted = countsTheCart(path) ? page.waitForResponse(/\/api\/cart\?/) : null;
  const response = await page.goto(path, { waitUntil: 'load' });
  const unpacked = (await response?.body())?.byteLength ?? 0;
  await counted;
  // The page's own clock: what was asked for by its load event, not by when the test hears of that.
  const loadedAt = await page.evaluate(() => {
    const [navigation] = performance.getEntriesByType('navigation');
    return navigation instanceof PerformanceNavigationTiming
      ? performance.timeOrigin + navigation.loadEventStart
      : 0;
  });
  expect(loadedAt).toBeGreaterThan(0);
  for (const request of requests) {
    const kind = request.resourceType();
    if (!isWeighed(kind)) continue;
    const { responseBodySize } = await request.sizes();
    const into = request.timing().startTime <= loadedAt ? first : later;
    into[kind] += responseBodySize / 1_000;
  }
  return { first, later, unpacked: unpacked / 1_000 };
}

for (const { path, script, html, unpacked } of budgets) {
  test(`${path} stays within its weight`, async ({ page }) => {
    // Cart and checkout as somebody sees them who buys.
    await page.request.post('/api/cart', { data: { sku: 'ATLANTIC-SEA-SALT', quantity: 1 } });
    const { first, later, ...document } = await weigh(page, path);
    console.log(
      `${path}: script ${first.script.toFixed(1)} and ${later.script.toFixed(1)} later, html ${first.document.toFixed(1)} of ${document.unpacked.toFixed(1)}, style ${first.stylesheet.toFixed(1)}, font ${first.font.toFixed(1)} kB`,
    );
    expect(first.script).toBeGreaterThan(50);
    expect(first.script).toBeLessThan(script);
    expect(later.script).toBeLessThan(idleBudget);
    expect(first.document).toBeLessThan(html);
    expect(document.unpacked).toBeLessThan(unpacked);
    expect(first.stylesheet).toBeLessThan(sharedBudget.stylesheet);
    expect(first.font).toBeLessThan(sharedBudget.font);
  });
}

/** Notes what moves without the visitor's doing, from the first paint on. @returns what tells the sum so far. */
async function watchShifts(page: Page): Promise<() => Promise<number>> {
  await page.addInitScript(() => {
    const moved: number[] = [];
    Object.assign(window, { moved });
    new PerformanceObserver((list) => {
      for (const entry of list.getEntries()) {
        const { value, hadRecentInput } = entry as PerformanceEntry & {
          value: number;
          hadRecentInput: boolean;
        };
        if (!hadRecentInput) moved.push(value);
      }
    }).observe({ type: 'layout-shift', buffered: true });
  });
  return () =>
    page.evaluate(() =>
      (window as unknown as { moved: number[] }).moved.reduce((sum, value) => sum + value, 0),
    );
}

for (const path of ['/', '/c/galley', '/p/enamel-mug', '/de/p/enamel-mug']) {
  test(`nothing moves on ${path} while it loads and is scrolled`, async ({ page }) => {
    const shift = await watchShifts(page);
    await page.goto(path, { waitUntil: 'load' });
    await page.mouse.wheel(0, 2_000);
    await expect(page.getByRole('contentinfo')).toBeAttached();
    expect(await shift()).toBeLessThan(0.01);
  });
}

/** Lighthouse's slow line: its round trip in milliseconds, its bytes a second. */
const slowLine = { offline: false, latency: 150, downloadThroughput: 184_000, uploadThroughput: 84_000 };
const phone = { width: 390, height: 844 };
const desk = { width: 1280, height: 900 };

for (const viewport of [phone, desk]) {
  test(`what comes later in the checkout has its place, ${viewport.width} wide, and the console is empty`, async ({
    page,
  }) => {
    const complaints: string[] = [];
    page.on('console', (message) => message.type() === 'error' && complaints.push(message.text()));
    page.on('pageerror', (error) => complaints.push(error.message));
    await page.setViewportSize(viewport);
    await page.request.post('/api/cart', { data: { sku: 'ATLANTIC-SEA-SALT', quantity: 1 } });
    const line = await page.context().newCDPSession(page);
    await line.send('Network.enable');
    await line.send('Network.emulateNetworkConditions', slowLine);
    const shift = await watchShifts(page);
    await page.goto('/checkout', { waitUntil: 'load' });
    await expect(page.getByTestId('total')).toBeVisible();
    await expect(page.getByLabel('Card number')).toBeVisible();
    await expect(page.getByRole('link', { name: /Sign in/ })).toBeVisible();
    expect(await shift()).toBeLessThan(0.01);
    expect(complaints).toEqual([]);
  });
}

test('on a phone the picture that fills the first screen goes before everything else', async ({ page }) => {
  await page.setViewportSize(phone);
  await page.addInitScript(() => {
    new PerformanceObserver((list) => {
      const last = list.getEntries().at(-1) as (PerformanceEntry & { element?: Element }) | undefined;
      Object.assign(window, { largest: last?.element });
    }).observe({ type: 'largest-contentful-paint', buffered: true });
  });
  await page.goto('/', { waitUntil: 'load' });
  const largest = () =>
    page.evaluate(() => {
      const { largest } = window as { largest?: Element };
      if (!(largest instanceof HTMLImageElement)) return null;
      return { loading: largest.loading, fetchPriority: largest.fetchPriority };
    });
  await expect.poll(largest).toEqual({ loading: 'auto', fetchPriority: 'high' });
  await expect(page.locator('[fetchpriority="high"]')).toHaveCount(1);
});

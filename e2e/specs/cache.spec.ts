import { type APIRequestContext, expect, test } from '@playwright/test';
import { closeRedis, connectedRedis } from '#lib/platform/index.ts';
import { signInByApi } from '../staff.ts';

type Conflict = { current: { priceMinor: number; version: number } };

/** Signs in as the demo's owner. @returns what makes the mug dearer by so many minor units. */
async function priceChanger(request: APIRequestContext): Promise<(change: number) => Promise<void>> {
  const headers = { origin: process.env.SHOP_URL ?? '' };
  await signInByApi(request);
  const path = '/api/admin/variants/ENAMEL-MUG-NAVY/price';
  return async (change) => {
    const old = await request.post(path, { headers, data: { priceMinor: 1, expectedVersion: 0 } });
    const { priceMinor, version: expectedVersion } = ((await old.json()) as Conflict).current;
    const data = { priceMinor: priceMinor + change, expectedVersion };
    expect((await request.post(path, { headers, data })).status()).toBe(200);
  };
}

test('cached pages set no cookie, hold nothing personal and are the same for everybody', async ({
  request,
}) => {
  for (const path of ['/', '/c/galley', '/p/enamel-mug', '/search?q=mug', '/pages/returns']) {
    const first = await request.get(path, {
      headers: { cookie: 'ballast_cart=0199a0de-0000-7000-8000-000000000000' },
    });
    const second = await request.get(path);
    expect(first.status(), path).toBe(200);
    expect(second.headers()['x-cache'], path).toContain('HIT');
    for (const answer of [first, second]) {
      expect(answer.headers()['set-cookie'], path).toBeUndefined();
      expect(answer.headers().xkey, path).toBeUndefined();
      expect(answer.headers()['cache-control'], path).toContain('no-cache');
    }
    expect(await first.text(), path).toBe(await second.text());
  }
});

test('who has no cart is told so by Varnish, in the words of web', async ({ playwright, baseURL }) => {
  for (const market of ['ie', 'de', 'us']) {
    const visitor = await playwright.request.newContext(baseURL ? { baseURL } : {});
    const asked = await visitor.get(`/api/cart?market=${market}`);
    const again = await visitor.get(`/api/cart?market=${market}`);
    expect([asked.headers()['x-cache'], again.headers()['x-cache']]).toEqual(['PASS', 'OWN']);
    expect(await again.text()).toBe(await asked.text());
    for (const name of ['content-type', 'cache-control', 'set-cookie']) {
      expect(again.headers()[name], name).toBe(asked.headers()[name]);
    }
    await visitor.dispose();
  }
});

test('a browser that has a page is told that it still stands, until it does not', async ({ request }) => {
  const price = await priceChanger(request);
  const ways: Record<string, string>[] = [{}, { rsc: '1' }];
  for (const asked of ways) {
    const { etag = '' } = (await request.get('/p/enamel-mug', { headers: asked })).headers();
    expect(etag).toMatch(/^(W\/)?"[^"]+"$/);
    const again = { ...asked, 'if-none-match': etag };
    await expect
      .poll(async () => (await request.get('/p/enamel-mug', { headers: again })).status())
      .toBe(304);
    await price(-51);
    expect((await request.get('/p/enamel-mug', { headers: again })).status()).toBe(200);
    await price(51);
  }
});

test('personal pages are never kept', async ({ request }) => {
  for (const path of ['/cart', '/checkout', '/admin/sign-in', '/api/cart']) {
    for (let time = 0; time < 2; time++) {
      const answer = await request.get(path);
      expect(answer.headers()['x-cache'], path).toBe('PASS');
      expect(answer.headers()['cache-control'], path).toContain('no-store');
    }
  }
});

test('one search is one page, however it is typed', async ({ request }) => {
  await request.get('/search?q=enamel');
  expect((await request.get('/search?q=enamel&utm_source=mail')).headers()['x-cache']).toContain('HIT');
  const loud = await request.get('/search?q=%20ENAMEL%20');
  expect(await loud.text()).toContain('Results for');
});

test('static files are immutable', async ({ page }) => {
  const seen: string[] = [];
  page.on('response', (response) => {
    if (response.url().includes('/_next/static/')) seen.push(response.headers()['cache-control'] ?? '');
  });
  await page.goto('/');
  expect(seen.length).toBeGreaterThan(3);
  expect(new Set(seen)).toEqual(new Set(['public, max-age=31536000, immutable']));
});

test('what is popular is rendered again after a purge, as a document and as content, before anybody asks', async ({
  request,
}) => {
  const path = '/p/enamel-mug';
  const price = await priceChanger(request);
  const fpc = await connectedRedis('fpc');
  // One look in twenty is told to the worker.
  for (let look = 0; look < 200; look++) await request.get(path);
  const varnish = `${(process.env.VARNISH_URLS ?? '').split(',')[0]}${path}`;
  const stored = async () => fpc.dump((await fpc.keys(`fpc:*/ie${path}`)).join());
  const forms: Record<string, string>[] = [{}, { rsc: '1' }];
  let change = 51;
  try {
    await expect(async () => {
      change = -change;
      const before = await stored();
      await price(change);
      await expect.poll(stored).not.toBe(before);
      for (const headers of forms) {
        const answer = await request.get(varnish, { headers });
        expect(answer.headers()['x-cache']).toBe('HIT');
      }
    }).toPass({ timeout: 120_000 });
  } finally {
    if (change < 0) await price(-change);
    closeRedis();
  }
});

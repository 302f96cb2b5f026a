import { expect, type Page, test } from '@playwright/test';

const headers = { origin: process.env.SHOP_URL ?? '' };

test('a payload is never kept as the page, nor the page as a payload', async ({ request }) => {
  const fresh = `/search?q=mixed-${Date.now()}`;
  const payload = await request.get(fresh, { headers: { rsc: '1' } });
  expect(payload.headers()['content-type']).toContain('text/x-component');
  const page = await request.get(fresh);
  expect(page.headers()['content-type']).toContain('text/html');
  const odd = await request.get(fresh, { headers: { rsc: '2', 'next-router-prefetch': '1' } });
  expect(odd.headers()['content-type']).toContain('text/html');
  const body = await request.get(fresh, {
    headers: { rsc: '1', 'next-router-segment-prefetch': '/../../evil' },
  });
  expect((await request.get(fresh)).headers()['content-type']).toContain('text/html');
  expect(body.status()).toBeLessThan(500);
});

test('tricks with the path lead to no personal page in the cache', async ({ request, page }) => {
  await signIn(page);
  const tricks = [
    '/admin/orders/a.css',
    '/admin/orders%2f..%2fx.js',
    '/cart/style.css',
    '/checkout;.js',
    '/admin/orders/%2e%2e/%2e%2e/p/enamel-mug',
    '//admin/orders',
    '/./admin/orders',
    '/p/..%2fadmin%2forders',
    '/api/cart/x.css',
    '/ADMIN/orders',
  ];
  for (const trick of tricks) {
    const address = `${process.env.SHOP_URL}${trick}`;
    await page.request.get(address, { maxRedirects: 0 });
    const stranger = await request.get(address, { maxRedirects: 0 });
    const text = await stranger.text();
    expect(text, trick).not.toContain('owner@ballast.example');
    expect(stranger.headers()['set-cookie'], trick).toBeUndefined();
  }
});

async function signIn(page: Page): Promise<void> {
  const data = { email: 'owner@ballast.example', password: 'ballast-demo-admin' };
  expect((await page.request.post('/api/admin/session', { headers, data })).status()).toBe(204);
}

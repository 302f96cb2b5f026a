import { spawnSync } from 'node:child_process';
import { expect, test } from '@playwright/test';
import { signInByApi } from '../staff.ts';

const headers = { origin: process.env.SHOP_URL ?? '' };
const path = '/p/enamel-mug';

test.skip(!process.env.DATA_DIR, 'needs the stack of npm test');

test('noise in the address makes no other page, and what a visitor claims is in none', async ({
  request,
}) => {
  const [node = ''] = (process.env.VARNISH_URLS ?? '').split(',');
  const kept = async () => (await request.get(`${node}${path}`)).headers()['x-cache'];
  await expect.poll(kept, { timeout: 60_000 }).toContain('HIT');
  const plain = await (await request.get(path)).text();
  const noise = [
    '?utm_source=x&gclid=1',
    '?_rsc=evil',
    '?x=<script>alert(1)</script>',
    '?a[]=1&a[]=2',
    '?q=%00',
    '?__nextDataReq=1',
  ];
  for (const query of noise) {
    const answer = await request.get(`${node}${path}${query}`);
    expect(answer.headers()['x-cache'], query).toContain('HIT');
    expect((await answer.text()) === plain, query).toBe(true);
  }
  const claims = [
    'host',
    'x-forwarded-host',
    'x-forwarded-proto',
    'x-forwarded-scheme',
    'x-original-url',
    'x-rewrite-url',
    'x-host',
    'forwarded',
    'x-middleware-subrequest',
    'x-middleware-prefetch',
    'x-nextjs-data',
    'x-invoke-path',
    'x-matched-path',
    'next-url',
    'next-router-state-tree',
    'accept-language',
    'user-agent',
    'x-now-route-matches',
    'purpose',
    'x-prerender-revalidate',
  ];
  for (const name of claims) {
    // A page nobody has asked for: what is claimed would be rendered, and then be everybody's.
    const fresh = `/search?q=${name}-${Date.now()}`;
    const claimed = await request.get(fresh, { headers: { [name]: 'evil.example' } });
    const after = await request.get(fresh);
    expect(after.status(), name).toBe(200);
    expect(await after.text(), name).not.toContain('evil.example');
    expect(claimed.headers()['set-cookie'], name).toBeUndefined();
    const same = await (await request.get(path, { headers: { [name]: 'evil.example' } })).text();
    expect(same === plain, `${name}: ${same.slice(0, 200)}`).toBe(true);
  }
});

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
  await signInByApi(page.request);
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

test('two customers with carts and staff with a draft leave nothing of theirs in any kept page', async ({
  browser,
}) => {
  const marks: string[] = [];
  const staff = await browser.newPage();
  await signInByApi(staff.request);
  const secret = `Draft-${Date.now()}`;
  const save = async (expectedVersion: number) =>
    staff.request.post('/api/admin/cms/returns', {
      headers,
      data: { do: 'save_draft', title: 'Returns', bodyHtml: `<p>${secret}</p>`, expectedVersion },
    });
  const { current } = (await (await save(0)).json()) as { current?: { version: number } };
  const saved = await save(current?.version ?? 0);
  const { block } = (await saved.json()) as { block: { version: number } };
  marks.push(secret, 'owner@ballast.example');
  const paths = ['/', path, '/c/galley', '/search?q=mug', '/pages/returns'];
  for (const sku of ['ENAMEL-MUG-NAVY', 'HERRING-PLATE-CREAM']) {
    const customer = await browser.newPage();
    await customer.goto(path);
    await customer.request.post('/api/cart', { headers, data: { sku, quantity: 3 } });
    for (const one of paths) await customer.goto(one);
    marks.push(
      ...(await customer.context().cookies()).map(({ value }) => value).filter((value) => value.length > 8),
    );
    await customer.context().close();
  }
  for (const one of paths) await staff.goto(one);
  marks.push(
    ...(await staff.context().cookies()).map(({ value }) => value).filter((value) => value.length > 8),
  );
  expect(marks.length).toBeGreaterThan(4);
  const kept = keptPages();
  expect(kept.count).toBeGreaterThan(5);
  for (const mark of marks) expect(kept.text.includes(mark), mark).toBe(false);
  // The search finds what is there: else it would prove nothing.
  expect(kept.text).toContain('Enamel Mug');
  await staff.request.post('/api/admin/cms/returns', {
    headers,
    data: { do: 'discard_draft', expectedVersion: block.version },
  });
  await staff.context().close();
});

/** Every page of the page cache, unpacked; what Varnish holds came from there. */
function keptPages(): { count: number; text: string } {
  const run = spawnSync(process.execPath, ['--import', './scripts/environment.ts', 'e2e/kept-pages.ts'], {
    encoding: 'utf8',
    maxBuffer: 512 * 1024 * 1024,
    timeout: 120_000,
  });
  expect(run.status, `${run.stderr}${run.stdout.slice(0, 300)}`).toBe(0);
  const [count = '0', ...rest] = run.stdout.split('\n');
  if (!/^\d+$/.test(count)) throw new Error(run.stdout.slice(0, 300));
  return { count: Number(count), text: rest.join('\n') };
}

import { type APIRequestContext, expect, test } from '@playwright/test';

const headers = { origin: process.env.SHOP_URL ?? '' };
const sku = 'ENAMEL-MUG-NAVY';

/** Every kind of page, and one of each that shows nothing of the mug. */
const pages = {
  home: '/',
  product: '/p/enamel-mug',
  category: '/c/galley',
  'by price': '/c/galley/price-asc',
  search: '/search?q=enamel+mug',
  text: '/pages/returns',
  'other product': '/p/herring-plate',
  'other category': '/c/deck',
  missing: '/p/no-such-thing',
} as const;
type Name = keyof typeof pages;
const names = Object.keys(pages) as Name[];

type Answer = {
  current?: { bodyHtml?: string; version: number; priceMinor: number; onHand: number };
  rule?: { id: string; version: number };
};

async function post(request: APIRequestContext, path: string, data: unknown): Promise<Answer> {
  const answer = await request.post(`/api/admin/${path}`, { headers, data });
  const body = (await answer.json()) as Answer;
  if (answer.status() >= 300 && answer.status() !== 409) throw new Error(`${path}: ${JSON.stringify(body)}`);
  return body;
}

/** Sends a change with the version it is for. */
async function change(
  request: APIRequestContext,
  path: string,
  data: Record<string, unknown>,
): Promise<Answer> {
  const { current } = await post(request, path, { ...data, expectedVersion: 0 });
  return post(request, path, { ...data, expectedVersion: current?.version });
}

async function variant(request: APIRequestContext) {
  const data = { priceMinor: 1, expectedVersion: 0 };
  const { current } = await post(request, `variants/${sku}/price`, data);
  if (!current) throw new Error('no such variant');
  return current;
}

/** Keeps every page, makes the change, and answers which of them had to be rendered anew. */
async function renderedAnew(request: APIRequestContext, make: () => Promise<unknown>): Promise<Name[]> {
  for (const name of names) {
    await expect
      .poll(async () => (await request.get(pages[name])).headers()['x-cache'], { timeout: 10_000 })
      .toContain('HIT');
  }
  await make();
  const anew: Name[] = [];
  for (const name of names) {
    const cache = (await request.get(pages[name])).headers()['x-cache'] ?? '';
    if (!cache.includes('HIT')) anew.push(name);
  }
  return anew;
}

test.beforeEach(async ({ request }) => {
  const data = { email: 'owner@ballast.example', password: 'ballast-demo-admin' };
  expect((await request.post('/api/admin/session', { headers, data })).status()).toBe(204);
});

test('a price purges every page that shows it, and no other', async ({ request }) => {
  const { priceMinor } = await variant(request);
  const set = (minor: number) =>
    change(request, `variants/${sku}/price`, { priceMinor: minor, compareAtMinor: null });
  const anew = await renderedAnew(request, () => set(priceMinor - 51));
  for (const name of ['home', 'product', 'category', 'by price', 'search'] as const)
    expect(anew).toContain(name);
  for (const name of ['text', 'other product', 'other category', 'missing'] as const)
    expect(anew).not.toContain(name);
  await set(priceMinor);
});

test('stock purges when it changes what pages say, and not from 57 to 56', async ({ request }) => {
  const { onHand } = await variant(request);
  const set = (units: number) => change(request, `variants/${sku}/stock`, { onHand: units, reason: 'count' });
  await set(57);
  expect(await renderedAnew(request, () => set(56))).toEqual([]);
  const anew = await renderedAnew(request, () => set(0));
  expect(anew).toContain('product');
  expect(anew).toContain('category');
  expect(anew).not.toContain('text');
  expect(anew).not.toContain('other product');
  await set(onHand);
});

test('a text purges the pages it stands on: its own, and every product page with the notes', async ({
  request,
}) => {
  const asked = { do: 'publish', expectedVersion: 0 };
  const former = (await post(request, 'cms/returns', asked)).current?.bodyHtml ?? '';
  const publish = async (bodyHtml: string) => {
    await change(request, 'cms/returns', { do: 'save_draft', title: 'Returns', bodyHtml });
    await change(request, 'cms/returns', { do: 'publish' });
  };
  const anew = await renderedAnew(request, () => publish(`<p>Thirty days, said ${Date.now()}.</p>`));
  for (const name of ['text', 'product', 'other product'] as const) expect(anew).toContain(name);
  for (const name of ['home', 'category', 'search', 'missing'] as const) expect(anew).not.toContain(name);
  await publish(former);
});

test('a draft purges nothing', async ({ request }) => {
  const draft = () =>
    change(request, 'cms/returns', {
      do: 'save_draft',
      title: 'Returns',
      bodyHtml: `<p>Perhaps ${Date.now()}</p>`,
    });
  expect(await renderedAnew(request, draft)).toEqual([]);
  await change(request, 'cms/returns', { do: 'discard_draft' });
});

test('a price rule purges what it reprices when it starts, and when it stops', async ({ request }) => {
  let made: { id: string; version: number } | undefined;
  const rule = {
    ...{
      name: 'Tagged',
      kind: 'percentage',
      value: 500,
      priority: 0,
      stacking: 'exclusive',
      display: 'plain',
    },
    ...{
      status: 'live',
      startsAt: new Date(Date.now() - 60_000).toISOString(),
      endsAt: null,
      couponCode: null,
    },
    ...{ usageLimit: null, customerLimit: null, targets: [{ kind: 'product', value: 'by-sku' }] },
  };
  const started = await renderedAnew(request, async () => {
    ({ rule: made } = await post(request, 'rules', { rule, skus: [sku] }));
  });
  const stopped = await renderedAnew(request, () =>
    post(request, `rules/${made?.id}/stop`, { expectedVersion: made?.version }),
  );
  for (const anew of [started, stopped]) {
    for (const name of ['home', 'product', 'category', 'by price', 'search'] as const)
      expect(anew).toContain(name);
    for (const name of ['text', 'other product', 'other category', 'missing'] as const)
      expect(anew).not.toContain(name);
  }
});

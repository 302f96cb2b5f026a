import { type APIRequestContext, expect, test } from '@playwright/test';
import { pidOf } from '../processes.ts';

test.skip(!process.env.DATA_DIR, 'needs the stack of npm test');

const headers = { origin: process.env.SHOP_URL ?? '' };
const sku = 'ENAMEL-MUG-NAVY';
const mug = '/p/enamel-mug';

/** Every kind of page. */
const pages = {
  home: '/',
  product: mug,
  'in German': `/de${mug}`,
  category: '/c/galley',
  'by price': '/c/galley/price-asc',
  search: '/search?q=enamel+mug',
  text: '/pages/returns',
  feed: '/feeds/ie-1.xml',
  sitemap: '/sitemaps/ie-1.xml',
  'other product': '/p/herring-plate',
  'other category': '/c/deck',
  'another text': '/pages/shipping-info',
  missing: '/p/no-such-thing',
} as const;
type Name = keyof typeof pages;
const names = Object.keys(pages) as Name[];

type Current = {
  bodyHtml?: string;
  version: number;
  stockVersion?: number;
  priceMinor: number;
  onHand: number;
};
type Answer = { current?: Current; rule?: { id: string; version: number } };

async function post(request: APIRequestContext, path: string, data: unknown): Promise<Answer> {
  const answer = await request.post(`/api/admin/${path}`, { headers, data });
  const body = (await answer.json()) as Answer;
  if (answer.status() >= 300 && answer.status() !== 409) throw new Error(`${path}: ${JSON.stringify(body)}`);
  return body;
}

/** What is stored now, told by a change that names a version that never was. */
async function current(request: APIRequestContext, path: string, data: object): Promise<Current> {
  const answer = await post(request, path, { ...data, expectedVersion: 0 });
  if (!answer.current) throw new Error(`${path} did not conflict`);
  return answer.current;
}

/** Sends a change with the version it is for. */
async function change(request: APIRequestContext, path: string, data: object): Promise<Answer> {
  const { version, stockVersion } = await current(request, path, data);
  const expectedVersion = path.endsWith('/stock') ? stockVersion : version;
  const made = await post(request, path, { ...data, expectedVersion });
  if (made.current) throw new Error(`${path} was refused as a conflict`);
  return made;
}

const price = { priceMinor: 1, compareAtMinor: null };

/** Keeps every page, makes the change, and says what each page had shown and which were rendered anew. */
async function renderedAnew(request: APIRequestContext, make: () => Promise<unknown>) {
  const before = new Map<Name, string>();
  for (const name of names) {
    await expect
      .poll(
        async () => {
          const answer = await request.get(pages[name]);
          before.set(name, await answer.text());
          return answer.headers()['x-cache'];
        },
        { timeout: 30_000, message: `${name} is kept` },
      )
      .toContain('HIT');
  }
  const anew: Name[] = [];
  const told: Partial<Record<Name, string>> = {};
  // The worker would render what is popular again before anybody looks.
  const worker = pidOf('worker');
  process.kill(worker, 'SIGSTOP');
  try {
    await make();
    for (const name of names) {
      const cache = (await request.get(pages[name])).headers()['x-cache'] ?? '';
      // Another node may have to fetch it from the page cache: that is no render.
      told[name] = cache;
      if (cache.includes('fpc MISS')) anew.push(name);
    }
  } finally {
    process.kill(worker, 'SIGCONT');
  }
  return {
    anew,
    told: JSON.stringify(told),
    showing: (text: string) => names.filter((name) => before.get(name)?.includes(text)),
  };
}

/** Pages that show the mug with its price: all that lead to it, but the sitemap, which has no prices. */
const withPrice = (showing: (text: string) => Name[]) =>
  showing('enamel-mug').filter((name) => name !== 'sitemap');

test.beforeEach(async ({ request }) => {
  const data = { email: 'owner@ballast.example', password: 'ballast-demo-admin' };
  expect((await request.post('/api/admin/session', { headers, data })).status()).toBe(204);
});

test('a price purges every page that shows it, and no other', async ({ request }) => {
  const path = `variants/${sku}/price`;
  const { priceMinor } = await current(request, path, price);
  const set = (minor: number) => change(request, path, { ...price, priceMinor: minor });
  const { anew, showing } = await renderedAnew(request, () => set(priceMinor - 51));
  await set(priceMinor);
  expect(anew).toEqual(withPrice(showing));
  for (const name of ['product', 'in German', 'category', 'by price', 'search', 'feed'] as const)
    expect(anew).toContain(name);
  expect(anew).not.toContain('another text');
});

test('stock purges when it changes what pages say, and not from 57 to 56', async ({ request }) => {
  const path = `variants/${sku}/stock`;
  const { onHand } = await current(request, path, { onHand: 1, reason: 'count' });
  const set = (units: number) => change(request, path, { onHand: units, reason: 'count' });
  await set(57);
  const quiet = await renderedAnew(request, () => set(56));
  const { anew, showing } = await renderedAnew(request, () => set(0));
  await set(onHand);
  expect(quiet.anew).toEqual([]);
  expect(anew).toEqual(expect.arrayContaining(showing('enamel-mug').filter((name) => name !== 'sitemap')));
  for (const name of ['text', 'other category'] as const) expect(anew).not.toContain(name);
});

test('a text purges the pages it stands on, and a draft of it none', async ({ request }) => {
  const path = 'cms/returns';
  const { bodyHtml = '' } = await current(request, path, { do: 'publish' });
  const draft = (html: string) =>
    change(request, path, { do: 'save_draft', title: 'Returns', bodyHtml: html });
  const unseen = await renderedAnew(request, () => draft(`<p>Thirty days, said ${Date.now()}.</p>`));
  const { anew } = await renderedAnew(request, () => change(request, path, { do: 'publish' }));
  await draft(bodyHtml);
  await change(request, path, { do: 'publish' });
  expect(unseen.anew).toEqual([]);
  expect(anew).toEqual(['product', 'in German', 'text', 'other product']);
});

test('a price rule purges what it reprices when it starts, and when it stops', async ({ request }) => {
  let made: { id: string; version: number } | undefined;
  const rule = {
    ...{ name: 'Tagged', kind: 'percentage', value: 500, priority: 0, stacking: 'exclusive' },
    ...{ display: 'plain', status: 'live', startsAt: new Date(Date.now() - 60_000).toISOString() },
    ...{ endsAt: null, couponCode: null, usageLimit: null, customerLimit: null },
    targets: [{ kind: 'vendor', value: 'Hearth & Hold' }],
  };
  const started = await renderedAnew(request, async () => {
    ({ rule: made } = await post(request, 'rules', { rule, skus: [] }));
  });
  const stopped = await renderedAnew(request, () =>
    post(request, `rules/${made?.id}/stop`, { expectedVersion: made?.version }),
  );
  for (const { anew, showing } of [started, stopped]) {
    expect(anew).toEqual(expect.arrayContaining(withPrice(showing)));
    for (const name of ['another text', 'sitemap'] as const) expect(anew).not.toContain(name);
  }
});

test('a product page is tagged with all it is made of', async ({ request }) => {
  const [node] = (process.env.VARNISH_URLS ?? '').split(',');
  const answer = await request.get(`${node}${pages['in German']}`, { headers: { 'x-show-tags': '1' } });
  const kinds = (answer.headers().xkey ?? '').split(' ');
  const made = ['navigation', 'rates', 'cms:footer-about', 'cms:returns', 'cms:shipping-info'];
  expect(kinds).toEqual(expect.arrayContaining(made));
  expect(kinds.some((tag) => tag.startsWith('product:'))).toBe(true);
  expect(kinds.some((tag) => tag.startsWith('category:'))).toBe(true);
});

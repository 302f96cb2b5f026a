import { randomUUID } from 'node:crypto';
import { type APIRequestContext, expect, test } from '@playwright/test';
import { closeDb, closeRedis, connectedRedis, db } from '#lib/platform/index.ts';
import { getRates } from '#lib/rates/index.ts';
import { listSynonyms } from '#lib/search/index.ts';
import { getSettingsForStaff } from '#lib/settings/index.ts';
import { pidOf } from '../processes.ts';
import { signInByApi } from '../staff.ts';

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
  'other search': '/search?q=herring',
  text: '/pages/returns',
  feed: '/feeds/ie-1.xml',
  sitemap: '/sitemaps/ie-1.xml',
  'sitemap of texts': '/sitemaps/pages.xml',
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

/** Stops the worker where it holds nothing that a change waits for: neither rows of the database nor the purger's lock. */
async function freezeIdleWorker(): Promise<number> {
  const worker = pidOf('worker');
  const fpc = await connectedRedis('fpc');
  await expect
    .poll(
      async () => {
        process.kill(worker, 'SIGSTOP');
        const [[row], lock] = await Promise.all([
          db().$queryRaw<{ open: bigint }[]>`SELECT COUNT(*) AS open FROM information_schema.innodb_trx`,
          fpc.exists('fpc:purger'),
        ]);
        const idle = Number(row?.open) === 0 && lock === 0;
        if (!idle) process.kill(worker, 'SIGCONT');
        return idle;
      },
      { timeout: 60_000, intervals: [20] },
    )
    .toBe(true);
  return worker;
}

/** A page as the first Varnish has it. The edge asks again for what takes long, and would be told of a hit. */
const look = (request: APIRequestContext, name: Name) =>
  request.get(`${(process.env.VARNISH_URLS ?? '').split(',')[0]}${pages[name]}`);

/** Keeps every page, makes the change, and says what each page had shown and which were rendered anew. */
async function renderedAnew(request: APIRequestContext, make: () => Promise<unknown>) {
  const before = new Map<Name, string>();
  for (const name of names) {
    await expect
      .poll(
        async () => {
          const answer = await look(request, name);
          before.set(name, await answer.text());
          return answer.headers()['x-cache'];
        },
        { timeout: 30_000, message: `${name} is kept` },
      )
      .toContain('HIT');
  }
  const anew: Name[] = [];
  const after = new Map<Name, string>();
  const told: Partial<Record<Name, string>> = {};
  // The worker would render what is popular again before anybody looks.
  const worker = await freezeIdleWorker();
  try {
    await make();
    for (const name of names) {
      const answer = await look(request, name);
      const cache = answer.headers()['x-cache'] ?? '';
      const body = await answer.text();
      after.set(name, body);
      const changed = body !== before.get(name);
      told[name] = `${cache}${changed ? ', changed' : ''}`;
      // What was being fetched when the purge came is fetched again by Varnish itself, and a hit with its new content.
      if (cache.includes('fpc MISS') || changed) anew.push(name);
    }
  } finally {
    process.kill(worker, 'SIGCONT');
  }
  return {
    anew,
    after,
    told: JSON.stringify(told),
    showing: (text: string) => names.filter((name) => before.get(name)?.includes(text)),
  };
}

/** Pages that show the mug with its price: all that lead to it, but the sitemap, which has no prices. */
const withPrice = (showing: (text: string) => Name[]) =>
  showing('enamel-mug').filter((name) => name !== 'sitemap');

test.beforeEach(async ({ request }) => {
  await signInByApi(request);
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
  for (const name of ['another text', 'other search'] as const) expect(anew).not.toContain(name);
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
  for (const name of ['text', 'other category', 'other search', 'missing', 'sitemap'] as const)
    expect(anew).not.toContain(name);
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

test('a text that is published for the first time is in the sitemap, and no other page is made anew', async ({
  request,
}) => {
  const key = `care-${Date.now()}`;
  await post(request, 'cms', { key, title: 'Care' });
  const path = `cms/${key}`;
  await change(request, path, { do: 'save_draft', title: 'Care', bodyHtml: '<p>Dry it well.</p>' });
  const sitemap = () => look(request, 'sitemap of texts').then((answer) => answer.text());
  expect(await sitemap()).not.toContain(key);
  const { anew } = await renderedAnew(request, () => change(request, path, { do: 'publish' }));
  expect(anew).toEqual(['sitemap of texts']);
  expect(await sitemap()).toContain(`/pages/${key}</loc>`);
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
  for (const { anew, showing, told } of [started, stopped]) {
    expect(anew, told).toEqual(expect.arrayContaining(withPrice(showing)));
    for (const name of ['another text', 'sitemap'] as const) expect(anew).not.toContain(name);
  }
});

/** A change that says `mark`, and the one that takes it back. */
type Undo = () => Promise<unknown>;
const elsewhere = {
  translation: async (request: APIRequestContext, mark: string): Promise<Undo> => {
    const { id } = await db().product.findUniqueOrThrow({ where: { handle: 'enamel-mug' } });
    const where = { entity: 'product', entityId: id, locale: 'de', field: 'title' };
    const { value } = await db().translation.findFirstOrThrow({ where });
    const say = (title: string) =>
      post(request, `products/${id}/translations`, { locale: 'de', texts: { title } });
    await say(`Emaillebecher ${mark}`);
    return () => say(value);
  },
  review: async (request: APIRequestContext, mark: string): Promise<Undo> => {
    const { id: productId } = await db().product.findUniqueOrThrow({ where: { handle: 'enamel-mug' } });
    const who = { productId, orderId: randomUUID(), email: `${mark}@example.com`, name: 'Ada' };
    const said = { rating: 4, title: '', body: `Holds tea: ${mark}`, locale: 'en', createdAt: new Date() };
    await db().review.create({ data: { id: randomUUID(), ...who, ...said } });
    const decide = async (decision: object) => {
      const { id, version } = await db().review.findFirstOrThrow({ where: { email: who.email } });
      await post(request, `reviews/${id}`, { ...decision, expectedVersion: version });
    };
    await decide({ decision: 'approved' });
    return () => decide({ decision: 'rejected', reason: 'Of a test' });
  },
  shipping: async (request: APIRequestContext, mark: string): Promise<Undo> => {
    const before = await getRates();
    const save = async (zones: typeof before.zones) => {
      const { shippingVersion } = await getRates();
      await post(request, 'settings/shipping', { zones, expectedVersion: shippingVersion });
    };
    await save(
      before.zones.map((zone) => ({
        ...zone,
        methods: zone.methods.map((method) => ({
          ...method,
          title: { ...method.title, en: `Post ${mark}` },
        })),
      })),
    );
    return () => save(before.zones);
  },
  category: async (request: APIRequestContext, mark: string): Promise<Undo> => {
    const where = { handle: 'galley' };
    const { id, ...stored } = await db().category.findUniqueOrThrow({ where });
    const { title, handle, seoTitle, seoDescription, hidden } = stored;
    const say = async (description: string) => {
      const { version: expectedVersion } = await db().category.findUniqueOrThrow({ where });
      const fields = { title, handle, description, seoTitle, seoDescription, hidden, expectedVersion };
      await post(request, `categories/${id}`, fields);
    };
    await say(`For cooks: ${mark}`);
    return () => say(stored.description);
  },
  settings: async (request: APIRequestContext, mark: string): Promise<Undo> => {
    const before = await getSettingsForStaff();
    const save = async (settings: typeof before.settings) => {
      const { version } = await getSettingsForStaff();
      await post(request, 'settings/shop', { settings, expectedVersion: version });
    };
    const announcement = { shown: true, text: { en: mark, de: mark }, href: '' };
    await save({ ...before.settings, announcement });
    return () => save(before.settings);
  },
  synonyms: async (request: APIRequestContext, mark: string): Promise<Undo> => {
    const before = await listSynonyms();
    const save = async (groups: string[][]) => {
      const { version } = await listSynonyms();
      await post(request, 'synonyms', { groups, expectedVersion: version });
    };
    await save([[mark, 'mug']]);
    return () => save(before.groups.map(({ words }) => words));
  },
};

// Where it can be read once it was changed, and a page that must not be rendered for it.
for (const { name, on, not } of [
  { name: 'translation', on: ['in German'], not: 'another text' },
  { name: 'review', on: ['product', 'in German'], not: 'another text' },
  { name: 'shipping', on: ['product', 'other product'], not: 'category' },
  { name: 'category', on: ['category', 'by price'], not: 'other category' },
  { name: 'settings', on: ['home', 'product', 'in German', 'category', 'search', 'text'], not: 'sitemap' },
  { name: 'synonyms', on: [], not: 'text' },
] as const) {
  test(`${name}: what shows it is rendered anew, and nothing else`, async ({ request }) => {
    const mark = `${name.slice(0, 3)}x${Date.now()}`;
    let undo: Undo = async () => undefined;
    const { anew, after, told } = await renderedAnew(request, async () => {
      undo = await elsewhere[name](request, mark);
    });
    await undo();
    expect(
      on.map((page) => after.get(page)?.includes(mark)),
      told,
    ).toEqual(on.map(() => true));
    for (const page of on) expect(anew, told).toContain(page);
    if (name === 'synonyms') expect(anew, told).toContain('search');
    expect(anew, told).not.toContain(not);
  });
}

test.afterAll(async () => {
  await closeDb();
  closeRedis();
});

test('a product page is tagged with all it is made of', async ({ request }) => {
  const [node] = (process.env.VARNISH_URLS ?? '').split(',');
  let kinds: string[] = [];
  const made = ['navigation', 'rates', 'cms:footer-about', 'cms:returns', 'cms:shipping-info'];
  // One that was purged while it was made is sent without them, and made again.
  await expect
    .poll(async () => {
      const answer = await request.get(`${node}${pages['in German']}`, { headers: { 'x-show-tags': '1' } });
      kinds = (answer.headers().xkey ?? '').split(' ');
      return kinds;
    })
    .toEqual(expect.arrayContaining(made));
  expect(kinds.some((tag) => tag.startsWith('product:'))).toBe(true);
  expect(kinds.some((tag) => tag.startsWith('category:'))).toBe(true);
});

import { setStocksIn } from '#lib/inventory/index.ts';
import { db, env, systemContext, withTransaction } from '#lib/platform/index.ts';
import { send } from '../generator/client.ts';
import type { Payment } from '../generator/others.ts';
import { contentPath } from '../generator/visitor.ts';
import { newestPath, planSession, searchPath, type World } from '../model/session.ts';
import { seeded } from '../random.ts';

/** What a run needs of the shop it is about: what is sold there, units to sell, people who are signed in. */

const mostProducts = 20_000;
const mostTerms = 300;
const plenty = 1_000_000;
const chunk = 500;
const customers = 12;
const password = 'load-test-shopper';

/** In an order of its own for each seed: which articles are popular is not known, only how much more than others. */
function shuffled<T>(items: readonly T[], seed: number): T[] {
  const random = seeded(seed);
  return items
    .map((item) => ({ item, at: random() }))
    .sort((a, b) => a.at - b.at)
    .map(({ item }) => item);
}

/** Everything on sale, at most 20,000 products. @throws Error when there is nothing. */
export async function readWorld(seed: number): Promise<World> {
  const variants = await db().variant.findMany({
    where: { product: { status: 'active' } },
    select: { sku: true, product: { select: { handle: true, title: true } } },
    orderBy: { sku: 'asc' },
    take: mostProducts * 3,
  });
  const [categories, products] = [
    await db().category.findMany({ select: { handle: true }, orderBy: { handle: 'asc' }, take: 1_000 }),
    [...Map.groupBy(variants, ({ product }) => product.handle)].slice(0, mostProducts),
  ];
  if (products.length === 0 || categories.length === 0) throw new Error('There is nothing on sale');
  const titles = products.map(([, [first]]) => first?.product.title ?? '');
  const words = new Set(titles.flatMap((title) => title.toLowerCase().match(/\p{L}{3,}/gu) ?? []));
  return {
    products: shuffled(products, seed).map(([handle, some]) => ({
      path: `/p/${handle}`,
      skus: some.map(({ sku }) => sku),
    })),
    categories: categories.map(({ handle }) => `/c/${handle}`),
    terms: shuffled([...words], seed).slice(0, mostTerms),
    texts: ['/pages/shipping-info', '/pages/returns', '/pages/footer-about'],
  };
}

type Count = { sku: string; onHand: number };

async function setAll(counts: readonly Count[], reason: string): Promise<void> {
  for (let from = 0; from < counts.length; from += chunk) {
    const part = counts.slice(from, from + chunk);
    await withTransaction((tx) => setStocksIn(tx, systemContext('load'), { counts: part, reason }));
  }
}

/**
 * Gives every article units for the run, so that it measures the shop and not its warehouse.
 * @returns the function that puts back as many as there were, less none: what was sold in the run was not meant.
 */
export async function stockUp(world: World): Promise<() => Promise<void>> {
  const skus = world.products.flatMap((product) => product.skus);
  const before: Count[] = [];
  for (let from = 0; from < skus.length; from += chunk) {
    const rows = await db().stockItem.findMany({ where: { sku: { in: skus.slice(from, from + chunk) } } });
    before.push(...rows.map(({ sku, onHand }) => ({ sku, onHand })));
  }
  const scarce = before.filter(({ onHand }) => onHand < plenty / 2);
  await setAll(
    scarce.map(({ sku }) => ({ sku, onHand: plenty })),
    'load test',
  );
  return () => setAll(scarce, 'load test over');
}

/** Looks of an hour and more of the baseline: from a sample of them the worker knows which pages are popular. */
const ordinaryLooks = 60_000;

/** The addresses that ordinary sessions look at, as documents and as content only. */
function* ordinaryPages(world: World, seed: number): Generator<{ path: string; document: boolean }> {
  const random = seeded(seed);
  for (let looks = 0; looks < ordinaryLooks; ) {
    for (const step of planSession(world, random).steps) {
      if (!('document' in step)) continue;
      looks++;
      yield step;
    }
  }
}

/**
 * Brings the shop to where an ordinary day leaves it: every page that sessions may look at is asked for once, as a document
 * and as its content only, then as often as they look at each. Four at a time. @param mark the headers of a test's requests.
 */
export async function warmPages(
  url: string,
  world: World,
  mark: Record<string, string>,
  seed: number,
): Promise<void> {
  const every = [
    ...['/', ...world.texts, ...world.terms.map(searchPath)],
    ...world.categories.flatMap((path) => [path, newestPath(path)]),
    ...world.products.map(({ path }) => path),
  ];
  const both = every.flatMap((path) => [true, false].map((document) => ({ path, document })));
  const headers = { ...mark, 'accept-encoding': 'gzip' };
  const ask = async (pages: Iterable<{ path: string; document: boolean }>) => {
    for (const { path, document } of pages) {
      if (document) await send(new URL(path, url), 'GET', { ...headers, accept: 'text/html' });
      else await send(new URL(contentPath(path), url), 'GET', { ...headers, accept: '*/*', rsc: '1' });
    }
  };
  for (const pages of [both.values(), ordinaryPages(world, seed)])
    await Promise.all(Array.from({ length: 4 }, () => ask(pages)));
}

async function post(path: string, body: object): Promise<{ status: number; cookies: string[] }> {
  const response = await fetch(new URL(path, env.SHOP_URL), {
    method: 'POST',
    headers: { 'content-type': 'application/json', origin: env.SHOP_URL },
    body: JSON.stringify(body),
    signal: AbortSignal.timeout(20_000),
  });
  await response.arrayBuffer();
  return { status: response.status, cookies: response.headers.getSetCookie() };
}

const cookieOf = (cookies: readonly string[]) =>
  cookies.map((line) => line.split(';')[0] ?? '').find((pair) => /ballast_(customer|staff)=/.test(pair));

/** Cookies of customers with an account. Fewer where the shop lets no more register or sign in just now. */
export async function signInCustomers(): Promise<string[]> {
  const cookies: string[] = [];
  for (let index = 0; index < customers; index++) {
    const email = `load-${index}@example.com`;
    const registered = await post('/api/account/register', {
      ...{ email, password, name: 'Ada Lovelace', market: 'ie' },
    });
    const signed =
      registered.status === 409 ? await post('/api/account/session', { email, password }) : registered;
    const cookie = cookieOf(signed.cookies);
    if (cookie === undefined) break;
    cookies.push(cookie);
  }
  return cookies;
}

/** The owner's session; null where signing in takes more than the password of the environment. */
export async function signInStaff(): Promise<string | null> {
  const { cookies } = await post('/api/admin/session', {
    email: env.ADMIN_EMAIL,
    password: env.ADMIN_PASSWORD,
  });
  return cookieOf(cookies) ?? null;
}

/** Some payments that Stripe took, for webhooks about them. */
export async function settledPayments(): Promise<Payment[]> {
  const rows = await db().$queryRaw<Payment[]>`
    SELECT JSON_VALUE(p.data, '$.reference') AS reference, JSON_VALUE(p.data, '$.currency') AS currency,
           CAST(JSON_VALUE(p.data, '$.amountMinor') AS INT) AS amountMinor,
           JSON_VALUE(o.data, '$.checkoutId') AS checkoutId
    FROM order_events p JOIN order_events o ON o.order_id = p.order_id AND o.version = 1
    WHERE p.type = 'PaymentCaptured' AND JSON_VALUE(p.data, '$.gateway') = 'stripe'
      AND NOT JSON_EXISTS(o.metadata, '$.imported')
    ORDER BY p.order_id DESC LIMIT 500`;
  return rows.map((row) => ({ ...row, amountMinor: Number(row.amountMinor) }));
}

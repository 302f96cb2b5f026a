import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createSession, createStaff, type Role, roles, sessionCookie } from '#lib/auth/index.ts';
import { getVariantsBySku, saveProducts } from '#lib/catalogue/index.ts';
import { closeDb, closeRedis, env, systemContext, uuidv7 } from '#lib/platform/index.ts';
import { GET as getTimeline } from './orders/[id]/timeline/route.ts';
import { GET as getOrders } from './orders/route.ts';
import { POST as postPrice } from './variants/[sku]/price/route.ts';
import { POST as postStock } from './variants/[sku]/stock/route.ts';

const ctx = systemContext('test');
const tokens = new Map<Role | 'nobody', string>();
const sku = `ADMIN/${uuidv7()} %41ü`;

beforeAll(async () => {
  for (const role of roles) {
    const email = `${role}-${uuidv7()}@staff.example`;
    const { staff } = await createStaff(ctx, { email, name: role, password: 'long enough', role });
    tokens.set(role, await createSession(ctx, staff));
  }
  const variant = { sku, optionValues: [], priceMinor: 1_000, compareAtMinor: null, onHand: 10 };
  const outcomes = await saveProducts(ctx, [
    {
      handle: `admin-${uuidv7()}`,
      title: 'Anchor',
      descriptionHtml: '',
      vendor: '',
      productType: '',
      status: 'active',
      optionNames: [],
      images: null,
      variants: [variant],
      categoryPaths: [],
    },
  ]);
  expect(outcomes).toHaveLength(1);
});

afterAll(async () => {
  closeRedis();
  await closeDb();
});

function ask(who: Role | 'nobody', path: string, body?: unknown, origin = env.SHOP_URL): Request {
  const token = tokens.get(who);
  return new Request(new URL(path, env.SHOP_URL), {
    method: body === undefined ? 'GET' : 'POST',
    headers: { ...(token ? { cookie: `${sessionCookie}=${token}` } : {}), origin },
    ...(body === undefined ? {} : { body: typeof body === 'string' ? body : JSON.stringify(body) }),
  });
}

type Variant = { priceMinor: number; onHand: number; version: number; stockVersion: number };

const price = (who: Role | 'nobody', body: unknown, of = sku, origin?: string) =>
  postPrice(ask(who, '/api/admin/variants/x/price', body, origin), { params: Promise.resolve({ sku: of }) });
const stock = (who: Role | 'nobody', body: unknown, of = sku, origin?: string) =>
  postStock(ask(who, '/api/admin/variants/x/stock', body, origin), { params: Promise.resolve({ sku: of }) });
const timeline = (who: Role | 'nobody', id: string) =>
  getTimeline(ask(who, '/api/admin/orders/x/timeline'), { params: Promise.resolve({ id }) });
const orders = (who: Role | 'nobody', query = '') => getOrders(ask(who, `/api/admin/orders${query}`));

const stale = {
  price: { priceMinor: 1, expectedVersion: 999 },
  stock: { onHand: 1, reason: 'count', expectedVersion: 999 },
};

// 409 and 404 mean "let through": the change itself is refused on purpose, so that nothing depends on order.
test.each([
  ['nobody', 401, 401, 401, 401],
  ['readonly', 200, 404, 403, 403],
  ['support', 200, 404, 403, 409],
  ['merchandiser', 200, 404, 409, 409],
  ['owner', 200, 404, 409, 409],
] as const)('%s: orders %i, timeline %i, price %i, stock %i', async (who, ...expected) => {
  const answers = [
    await orders(who),
    await timeline(who, uuidv7()),
    await price(who, stale.price),
    await stock(who, stale.stock),
  ];
  expect(answers.map((answer) => answer.status)).toEqual(expected);
  for (const answer of answers) expect(answer.headers.get('cache-control')).toContain('no-store');
});

test('a page of another site changes nothing, whoever is signed in', async () => {
  const body = { priceMinor: 1, expectedVersion: 1 };
  const answer = await price('owner', body, sku, 'https://evil.example');
  expect(answer.status).toBe(403);
  expect(await answer.json()).toMatchObject({ code: 'cross_origin' });
  expect((await getVariantsBySku([sku])).get(sku)?.priceMinor).not.toBe(1);
});

describe('changing a variant', () => {
  test('a price is saved, and the second save from the same version meets the first', async () => {
    const stranger = await price('owner', { priceMinor: 1, expectedVersion: 0 });
    const { current } = (await stranger.json()) as { current: Variant };
    const first = await price('owner', {
      priceMinor: current.priceMinor + 50,
      expectedVersion: current.version,
    });
    expect(first.status).toBe(200);
    const saved = (await first.json()) as { variant: Variant; purge: { durationMs: number } };
    expect(saved.variant).toMatchObject({
      sku,
      priceMinor: current.priceMinor + 50,
      version: current.version + 1,
    });
    expect(saved.purge.durationMs).toBeGreaterThanOrEqual(0);
    const second = await price('owner', { priceMinor: 7, expectedVersion: current.version });
    expect(second.status).toBe(409);
    expect(await second.json()).toMatchObject({ code: 'version_conflict', current: saved.variant });
  });

  test('stock is saved by support with its own version', async () => {
    const { current } = (await (await stock('support', { ...stale.stock })).json()) as { current: Variant };
    const body = { onHand: current.onHand + 3, reason: 'delivery', expectedVersion: current.stockVersion };
    const answer = await stock('support', body);
    expect(answer.status).toBe(200);
    expect(await answer.json()).toMatchObject({
      variant: { onHand: current.onHand + 3, stockVersion: current.stockVersion + 1 },
    });
    expect((await stock('support', body)).status).toBe(409);
  });

  test.each([1.5, -1, 1e10, '5', null, [], 'x'.repeat(500)])('the number %j is refused', async (value) => {
    const asPrice = await price('owner', { priceMinor: value, expectedVersion: 1 });
    const asStock = await stock('owner', { onHand: value, reason: 'count', expectedVersion: 1 });
    expect([asPrice.status, asStock.status]).toEqual([422, 422]);
    expect(asPrice.headers.get('content-type')).toBe('application/problem+json');
  });

  test.each([
    ['{', 400],
    ['[]', 422],
    ['null', 422],
    [JSON.stringify({ priceMinor: 1, expectedVersion: 1, pad: 'x'.repeat(70_000) }), 413],
  ])('the body %.20s answers %i', async (body, status) => {
    expect((await price('owner', body)).status).toBe(status);
  });

  test('a compare-at price below the price is refused with its reason', async () => {
    const answer = await price('owner', { priceMinor: 500, compareAtMinor: 400, expectedVersion: 1 });
    expect(answer.status).toBe(422);
    expect(await answer.json()).toMatchObject({ code: 'invalid_price' });
  });

  test.each(['unknown', '', "' OR 1=1 --", '\u0000', '🚢', '../../x', '%', '\ud800'])(
    'the SKU %j is not found',
    async (unknown) => {
      const answers = [
        await price('owner', stale.price, unknown),
        await stock('owner', stale.stock, unknown),
      ];
      expect(answers.map(({ status }) => status)).toEqual([404, 404]);
    },
  );
});

describe('reading orders', () => {
  test.each([
    'undefined',
    "'; DROP TABLE orders; --",
    '%',
    '\\',
    '\u0000',
    '🚢',
    '%_%',
    '１２３',
    '<script>',
  ])('searching for %j finds or does not', async (q) => {
    const answer = await orders('readonly', `?${new URLSearchParams({ q })}`);
    expect(answer.status).toBe(200);
    expect(await answer.json()).toMatchObject({ page: 1 });
  });

  test.each(['?page=0', '?page=x', '?page=1.5', '?page=1e9', '?status=lost', `?q=${'x'.repeat(200)}`])(
    '%s is refused',
    async (query) => {
      expect((await orders('readonly', query)).status).toBe(422);
    },
  );

  test.each(['x', '', '1', "' OR 1=1", '00000000-0000-0000-0000-000000000000'])(
    'the order %j is not found',
    async (id) => {
      expect((await timeline('readonly', id)).status).toBe(404);
    },
  );
});

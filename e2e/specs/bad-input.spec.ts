import { randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { type APIResponse, expect, test } from '@playwright/test';

// The Big List of Naughty Strings (MIT), in every field a stranger can fill.
const naughty = JSON.parse(readFileSync('e2e/fixtures/blns/blns.json', 'utf8')) as string[];
const origin = () => ({ origin: process.env.SHOP_URL ?? '' });

async function expectClear(answer: APIResponse, what: string): Promise<void> {
  const status = answer.status();
  expect(status, what).toBeLessThan(500);
  if (status >= 400) {
    expect(answer.headers()['content-type'], what).toContain('application/problem+json');
    const body = (await answer.json()) as { status: number; code: string; title: string };
    expect(body.status, what).toBe(status);
    expect(body.code, what).toMatch(/^[a-z_]+$/);
    expect(body.title.length, what).toBeGreaterThan(5);
  }
}

const address = {
  name: 'Ada Lovelace',
  line1: '12 Quay Street',
  line2: '',
  city: 'Galway',
  postcode: 'H91 E2W1',
  country: 'IE',
  phone: '+353 91 123 456',
};

function checkoutBody(change: (body: Record<string, unknown>) => void): Record<string, unknown> {
  const body: Record<string, unknown> = {
    checkoutId: randomUUID(),
    email: 'ada@example.com',
    shippingAddress: { ...address },
    shippingMethodId: 'standard',
    paymentToken: 'pm_card_visa',
    expectedTotalMinor: 1_999,
  };
  change(body);
  return body;
}

test('quantities that are no quantities are refused by name', async ({ request }) => {
  for (const quantity of [0, -1, 1e9, 1.5, '2', null, true, [], {}, Number.MAX_SAFE_INTEGER]) {
    for (const method of ['post', 'patch'] as const) {
      const answer = await request[method]('/api/cart', {
        data: { sku: 'ANY', quantity },
        headers: origin(),
      });
      expect(answer.status(), `${method} ${JSON.stringify(quantity)}`).toBe(422);
      await expectClear(answer, `${method} ${JSON.stringify(quantity)}`);
    }
  }
});

test('naughty strings in the cart give a clear answer', async ({ request }) => {
  for (const text of naughty) {
    const answer = await request.post('/api/cart', { data: { sku: text, quantity: 1 }, headers: origin() });
    expect(answer.status(), JSON.stringify(text)).toBeGreaterThanOrEqual(400);
    await expectClear(answer, JSON.stringify(text));
  }
});

test('naughty strings in every field of a checkout give a clear answer', async ({ request }) => {
  const fields: ((text: string) => (body: Record<string, unknown>) => void)[] = [
    ...[
      'checkoutId',
      'email',
      'shippingMethodId',
      'paymentToken',
      'expectedTotalMinor',
      'shippingAddress',
    ].map((field) => (text: string) => (body: Record<string, unknown>) => {
      body[field] = text;
    }),
    ...Object.keys(address).map((field) => (text: string) => (body: Record<string, unknown>) => {
      body.shippingAddress = { ...address, [field]: text };
    }),
  ];
  for (const [index, text] of naughty.entries()) {
    // Each string in two fields, each field with every seventh string: all pairs would take minutes.
    for (const field of [fields[index % fields.length], fields[(index * 5 + 3) % fields.length]]) {
      if (!field) continue;
      const answer = await request.post('/api/checkout', {
        data: checkoutBody(field(text)),
        headers: origin(),
      });
      await expectClear(answer, JSON.stringify(text));
    }
  }
});

test('bodies that are no JSON, too large, or of another shape are refused', async ({ request }) => {
  const bodies: [string, number][] = [
    ['{', 400],
    ['', 400],
    ['null', 422],
    ['[]', 422],
    ['"text"', 422],
    [`{"sku":"${'x'.repeat(100_000)}"}`, 413],
    [`${'['.repeat(5_000)}${']'.repeat(5_000)}`, 422],
  ];
  for (const path of ['/api/cart', '/api/checkout', '/api/checkout/quote']) {
    for (const [body, status] of bodies) {
      const answer = await request.post(path, {
        data: Buffer.from(body),
        headers: { ...origin(), 'content-type': 'application/json' },
      });
      await expectClear(answer, `${path} ${body.slice(0, 30)}`);
      expect(answer.status(), `${path} ${body.slice(0, 30)}`).toBe(status);
    }
  }
});

test('unknown ids are not found, and naughty addresses are never an error of ours', async ({ request }) => {
  await expectClear(await request.get(`/api/checkout/${randomUUID()}`), 'unknown checkout');
  expect((await request.get(`/api/checkout/${randomUUID()}`)).status()).toBe(404);
  expect((await request.get('/orders/not-a-token')).status()).toBe(404);
  expect((await request.get('/p/no-such-product')).status()).toBe(404);
  expect((await request.get('/c/no-such-category')).status()).toBe(404);
  for (const text of naughty.filter((_, index) => index % 4 === 0)) {
    const part = encodeURIComponent(text);
    for (const path of [`/search?q=${part}`, `/p/${part}`, `/api/checkout/${part}`, `/orders/${part}`]) {
      expect((await request.get(path, { maxRedirects: 2 })).status(), path).toBeLessThan(500);
    }
  }
});

test('another site cannot change a cart or check out', async ({ request }) => {
  for (const path of ['/api/cart', '/api/checkout']) {
    const answer = await request.post(path, { data: {}, headers: { origin: 'https://evil.example' } });
    expect(answer.status(), path).toBe(403);
    await expectClear(answer, path);
  }
});

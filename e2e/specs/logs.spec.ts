import { randomUUID } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from '@playwright/test';
import { waitingEffects } from '#lib/orders/index.ts';
import { closeDb } from '#lib/platform/index.ts';

const origin = process.env.SHOP_URL ?? '';
const folder = join(process.env.DATA_DIR ?? '', 'log');

/** Everything any process of the stack has written down. */
const everyLog = () =>
  readdirSync(folder)
    .map((name) => readFileSync(join(folder, name), 'utf8'))
    .join('\n');

type Line = { msg?: string; name?: string; route?: string; trace_id?: string; [key: string]: unknown };
const lines = (file: string): Line[] =>
  readFileSync(join(folder, file), 'utf8')
    .split('\n')
    .flatMap((line) => {
      try {
        return line.startsWith('{') ? [JSON.parse(line) as Line] : [];
      } catch {
        return [];
      }
    });

test.afterAll(() => closeDb());

test('a whole purchase, with what goes wrong in one, leaves its ids in the logs and nothing of who bought', async ({
  request,
}) => {
  test.skip(!process.env.DATA_DIR, 'needs the stack of npm test: its log files');
  const unique = Date.now().toString(36);
  const email = `zebedee.${unique}@quillfeather.example`;
  const address = {
    name: 'Zebedee Quillfeather',
    line1: '77 Unmistakable Row',
    city: 'Kilmacanogue',
    postcode: 'A98 X2Y3',
    country: 'IE',
    phone: '+353 87 555 0199',
  };
  const headers = { origin };
  await request.post('/api/cart', { headers, data: { sku: 'ATLANTIC-SEA-SALT', quantity: 1 } });
  const delivery = { country: 'IE', shippingMethodId: 'pickup' };
  const quoted = await request.post('/api/checkout/quote', { headers, data: delivery });
  const { totalMinor } = (await quoted.json()) as { totalMinor: number };
  const traceId = randomUUID().replaceAll('-', '');
  // The ERP refuses once, so that a consumer has something to write: once nobody else's order waits for it.
  const waitsForErp = async () => (await waitingEffects()).find(({ consumer }) => consumer === 'erp')?.count;
  await expect.poll(waitsForErp, { timeout: 60_000 }).toBe(0);
  const behaviour = { mode: 'down', times: 1 };
  await request.post(new URL('/_sandbox/behaviour', process.env.ERP_URL).href, { data: behaviour });
  const data = {
    checkoutId: randomUUID(),
    email,
    shippingAddress: address,
    shippingMethodId: 'pickup',
    expectedTotalMinor: totalMinor,
  };
  const sent = { ...headers, traceparent: `00-${traceId}-00f067aa0ba902b7-01` };
  const pay = (paymentToken: string) =>
    request.post('/api/checkout', { headers: sent, data: { ...data, paymentToken } });
  expect((await pay('pm_card_chargeDeclined')).status()).toBe(402);
  const placed = await pay('pm_card_visa');
  expect(placed.status()).toBe(201);
  const { accessToken } = (await placed.json()) as { accessToken: string };
  await request.get(`/orders/${accessToken}?placed`);
  await request.post('/api/admin/session', {
    headers,
    data: { email, password: 'no-such-Secret-77', code: '' },
  });
  await request.post('/api/account/register', {
    headers,
    data: { email, name: address.name, password: 'Sup3r-s3cret-77' },
  });

  const failure = () =>
    lines('worker.log').find(({ name, trace_id }) => name === 'consumer:erp' && trace_id === traceId);
  await expect.poll(failure, { timeout: 30_000 }).toMatchObject({
    orderId: expect.stringMatching(/^[0-9a-f-]{36}$/),
    eventId: expect.any(String),
  });
  const mails = `${process.env.MAIL_UI_URL}/messages?to=${encodeURIComponent(email)}`;
  await expect
    .poll(async () => JSON.stringify(await (await request.get(mails)).json()), { timeout: 30_000 })
    .toContain('Quillfeather');

  const web = [...lines('web-1.log'), ...lines('web-2.log')];
  const asked = web.filter(({ msg, trace_id }) => msg === 'request' && trace_id === traceId);
  expect(asked.map(({ method, route, status, traffic }) => ({ method, route, status, traffic }))).toEqual([
    { method: 'POST', route: '/api/checkout', status: 402, traffic: 'shopper' },
    { method: 'POST', route: '/api/checkout', status: 201, traffic: 'shopper' },
  ]);
  for (const { ms } of asked) expect(ms).toBeGreaterThan(0);
  expect(web.some(({ route }) => route === '/orders/[token]')).toBe(true);

  const cookies = (await request.storageState()).cookies
    .map(({ value }) => value)
    .filter(({ length }) => length > 8);
  const everything = everyLog();
  const unsaid = [
    ...[email, 'quillfeather', 'Zebedee', 'Unmistakable', 'Kilmacanogue', 'A98 X2Y3', '555 0199'],
    ...['no-such-Secret-77', 'Sup3r-s3cret-77', 'pm_card_visa', accessToken, ...cookies],
    ...['sk_test_ballast_sandbox', 'whsec_ballast_sandbox', 'development-only-auth-secret'],
  ];
  expect(unsaid.filter((word) => everything.toLowerCase().includes(word.toLowerCase()))).toEqual([]);
});

test('a search is one request to web, which asks itself nothing over HTTP', async ({ request }) => {
  test.skip(!process.env.DATA_DIR, 'needs the stack of npm test: its log files');
  const searches = () =>
    [...lines('web-1.log'), ...lines('web-2.log')].filter(
      ({ route, traffic }) => route === '/search/[[...query]]' && traffic === 'shopper',
    ).length;
  const before = searches();
  const asked = 3;
  for (let index = 0; index < asked; index++) {
    expect((await request.get(`/search?q=once-${randomUUID()}`)).status()).toBe(200);
  }
  await expect.poll(searches, { timeout: 30_000 }).toBeGreaterThanOrEqual(before + asked);
  expect(searches()).toBe(before + asked);
});

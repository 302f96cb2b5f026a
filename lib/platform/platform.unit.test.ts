import { expect, test } from 'vitest';
import { z } from 'zod';
import { exampleSecrets, hasSecretsOf, parseEnv } from './env.ts';
import { uuidv7 } from './ids.ts';
import { formatMoney } from './money.ts';
import { readJson } from './problem.ts';

test('example secrets work in the demo and are refused in production', () => {
  expect(parseEnv({}).AUTH_SECRET).toBe(exampleSecrets.AUTH_SECRET);
  expect(() => parseEnv({ BALLAST_PROFILE: 'production' })).toThrow(/AUTH_SECRET/);
});

test('in production a gateway that is not used needs no secrets, and has some only when they are its own', () => {
  const secrets = Object.fromEntries(
    Object.keys(exampleSecrets).map((name) => [
      name,
      name.endsWith('KEY') ? 'aa'.repeat(32) : 'own'.repeat(20),
    ]),
  );
  const live = { BALLAST_PROFILE: 'production', SHOP_URL: 'https://shop.example' };
  const own = { ...live, PAYMENT_GATEWAYS: 'adyen', ...secrets };
  const has = (change: Record<string, string>) => {
    const parsed = parseEnv({ ...own, ...change });
    return [hasSecretsOf('stripe', parsed), hasSecretsOf('adyen', parsed)];
  };
  expect(has({})).toEqual([true, true]);
  expect(has({ STRIPE_WEBHOOK_SECRET: exampleSecrets.STRIPE_WEBHOOK_SECRET })).toEqual([false, true]);
  expect(() => has({ ADYEN_HMAC_KEY: exampleSecrets.ADYEN_HMAC_KEY })).toThrow(/ADYEN_HMAC_KEY/);
  expect(hasSecretsOf('stripe', parseEnv({ PAYMENT_GATEWAYS: 'adyen' }))).toBe(true);
});

test('a wrong variable is named', () => {
  expect(() => parseEnv({ SANDBOX_ERP_PORT: '99999' })).toThrow(/SANDBOX_ERP_PORT/);
});

test('ids sort by time and carry version 7', () => {
  const first = uuidv7(1_000, new Uint8Array(10).fill(255));
  const second = uuidv7(1_001, new Uint8Array(10));
  expect(first < second).toBe(true);
  expect(first).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
});

test('money keeps the decimals of its currency', () => {
  expect(formatMoney(1999, 'EUR')).toBe('€19.99');
  expect(formatMoney(1999, 'JPY', 'en-US')).toBe('¥1,999');
});

test.each([
  ['{', 400, 'not_json'],
  ['{"n":1.5}', 422, 'invalid_input'],
  [JSON.stringify({ n: 'x'.repeat(200) }), 413, 'body_too_large'],
])('bad body %s answers %i problem+json', async (body, status, code) => {
  const request = new Request('http://shop.test/', { method: 'POST', body });
  const result = await readJson(request, z.object({ n: z.number().int() }), 100);
  if (result.ok) throw new Error('accepted a bad body');
  expect(result.error.status).toBe(status);
  expect(result.error.headers.get('content-type')).toBe('application/problem+json');
  expect(await result.error.json()).toMatchObject({ code });
});

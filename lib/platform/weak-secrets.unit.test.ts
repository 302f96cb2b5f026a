import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { parseAllDocuments } from 'yaml';
import { parseEnv } from './env.ts';

type Manifest = { kind: string; data?: Record<string, string>; stringData?: Record<string, string> };
const manifests = parseAllDocuments(readFileSync('infra/kubernetes/config.yaml', 'utf8')).map(
  (document) => document.toJS() as Manifest,
);
const shipped = Object.assign({}, ...manifests.map(({ data, stringData }) => ({ ...data, ...stringData })));

const chosen = {
  ...shipped,
  DATABASE_URL: 'mysql://ballast:3kq9%40x@mariadb-primary:3306/ballast',
  SMTP_URL: 'smtp://user:7hs2@mail.example:587',
  AUTH_SECRET: 'kD3v9QmXw2Lr8TzB5nYc7HfJ4sPgA6Ue',
  STRIPE_SECRET_KEY: 'sk_live_1',
  STRIPE_PUBLISHABLE_KEY: 'pk_live_1',
  STRIPE_WEBHOOK_SECRET: 'whsec_1',
  ADMIN_PASSWORD: 'correct horse',
};

function refusal(values: Record<string, string>): string {
  try {
    parseEnv(values);
    return '';
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}
const named = (message: string) => [...message.matchAll(/^([A-Z_]+): /gm)].map(([, name]) => name).sort();

test('the secrets that our own manifest ships are refused in production, each by name', () => {
  expect(named(refusal(shipped))).toEqual([
    'ADMIN_PASSWORD',
    'AUTH_SECRET',
    'DATABASE_URL',
    'SMTP_URL',
    'STRIPE_PUBLISHABLE_KEY',
    'STRIPE_SECRET_KEY',
    'STRIPE_WEBHOOK_SECRET',
  ]);
  expect(refusal(chosen)).toBe('');
  expect(refusal({ ...shipped, BALLAST_PROFILE: 'demo' })).toBe('');
});

test.each([
  ['AUTH_SECRET', 'kD3v9QmXw2Lr8TzB5nYc7HfJ4sPgA6U'],
  ['ADMIN_PASSWORD', 'correct hor'],
  ['SHOP_URL', 'http://shop.example'],
  ['REDIS_SESSION_URL', 'redis+sentinel://:change-me@one:26379,two:26379/MASTER'],
])('%s of %s is refused in production', (name, value) => {
  expect(named(refusal({ ...chosen, [name]: value }))).toEqual([name]);
});

test('a gateway that is not in use may keep any key', () => {
  const adyen = { ADYEN_API_KEY: 'change-me', ADYEN_CLIENT_KEY: 'live_1', ADYEN_HMAC_KEY: 'ab12' };
  expect(refusal({ ...chosen, ...adyen })).toBe('');
  expect(named(refusal({ ...chosen, ...adyen, PAYMENT_GATEWAYS: 'stripe,adyen' }))).toEqual([
    'ADYEN_API_KEY',
  ]);
});

import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { startGateway } from '../index.ts';
import { wireEvent } from './wire.ts';

type Schema = {
  $ref?: string;
  type?: string;
  enum?: unknown[];
  nullable?: boolean;
  maxLength?: number;
  required?: string[];
  properties?: Record<string, Schema>;
  items?: Schema;
  anyOf?: Schema[];
};

const stripe = JSON.parse(
  readFileSync('workers/sandbox/gateway/stripe/fixtures/stripe-openapi-extract.json', 'utf8'),
) as { schemas: Record<string, Schema>; fixtures: Record<string, unknown> };

const kinds: Record<string, (value: unknown) => boolean> = {
  string: (value) => typeof value === 'string',
  integer: Number.isInteger,
  number: (value) => typeof value === 'number',
  boolean: (value) => typeof value === 'boolean',
  array: Array.isArray,
  object: (value) => typeof value === 'object' && value !== null && !Array.isArray(value),
};

/** What is wrong with a value by Stripe's description, each with its path. A property Stripe does not know is wrong. */
function faults(value: unknown, schema: Schema, path: string, strict = true): string[] {
  if (schema.$ref) return faults(value, stripe.schemas[schema.$ref] ?? {}, path, strict);
  if (value === null) return schema.nullable ? [] : [`${path} is null`];
  if (schema.anyOf) {
    const tries = schema.anyOf.map((one) => faults(value, one, path, strict));
    return tries.some((found) => found.length === 0) ? [] : (tries[0] ?? []);
  }
  if (schema.type && !kinds[schema.type]?.(value)) return [`${path} is no ${schema.type}`];
  if (schema.enum && !schema.enum.includes(value)) return [`${path} is ${JSON.stringify(value)}`];
  if (schema.maxLength && String(value).length > schema.maxLength) return [`${path} is too long`];
  if (Array.isArray(value)) {
    return value.flatMap((item, index) => faults(item, schema.items ?? {}, `${path}[${index}]`, strict));
  }
  if (!schema.properties || typeof value !== 'object') return [];
  const properties = schema.properties;
  const missing = (schema.required ?? [])
    .filter((name) => !(name in value))
    .map((name) => `${path}.${name} is missing`);
  const wrong = Object.entries(value).flatMap(([name, one]) => {
    const known = properties[name];
    if (!known) return strict ? [`${path}.${name} is unknown to Stripe`] : [];
    return faults(one, known, `${path}.${name}`, strict);
  });
  return [...missing, ...wrong];
}

const check = (value: unknown, schema: string, strict = true) =>
  faults(value, { $ref: schema }, schema, strict);

let folder = '';
let sandbox: Awaited<ReturnType<typeof startGateway>>;

async function call(path: string, form?: Record<string, string>): Promise<Record<string, unknown>> {
  const response = await fetch(`http://127.0.0.1:${sandbox.port}${path}`, {
    method: form ? 'POST' : 'GET',
    headers: { authorization: 'Bearer sk_test_contract' },
    ...(form ? { body: new URLSearchParams(form) } : {}),
  });
  return (await response.json()) as Record<string, unknown>;
}

const pay = (method: string) =>
  call('/v1/payment_intents', {
    amount: '1200',
    currency: 'eur',
    payment_method: method,
    confirm: 'true',
    return_url: 'http://localhost/return',
    'metadata[checkout_id]': 'c1',
  });

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'ballast-contract-'));
  sandbox = await startGateway({
    port: 0,
    ledgerFile: join(folder, 'ledger.jsonl'),
    webhookUrl: 'http://127.0.0.1:9/none',
    webhookSecret: 'whsec_contract',
    publishableKey: 'pk_test_contract',
    secretKey: 'sk_test_contract',
  });
});

afterAll(async () => {
  await sandbox.close();
  rmSync(folder, { recursive: true, force: true });
});

test("the validator accepts Stripe's own fixtures and refuses broken ones", () => {
  for (const [name, fixture] of Object.entries(stripe.fixtures)) {
    expect(check(fixture, name, false), name).toEqual([]);
    expect(check({ ...(fixture as object), object: 'other' }, name, false), name).not.toEqual([]);
    expect(check({ ...(fixture as object), created: 'today' }, name, false), name).not.toEqual([]);
  }
  expect(check({}, 'refund')).toContain('refund.amount is missing');
});

test('payments, paid, challenged and cancelled, are what Stripe describes', async () => {
  const paid = await pay('pm_card_visa');
  const challenged = await pay('pm_card_threeDSecure2Required');
  const cancelled = await call(`/v1/payment_intents/${String(challenged.id)}/cancel`, {});
  expect([paid.status, challenged.status, cancelled.status]).toEqual([
    'succeeded',
    'requires_action',
    'canceled',
  ]);
  for (const intent of [paid, challenged, cancelled]) expect(check(intent, 'payment_intent')).toEqual([]);
  const list = await call('/v1/payment_intents?limit=2');
  expect(list).toMatchObject({ object: 'list', url: '/v1/payment_intents', has_more: false });
});

test('a refused payment is an error with the payment in it, as Stripe describes', async () => {
  const answer = await pay('pm_card_chargeDeclinedInsufficientFunds');
  expect(check(answer, 'error')).toEqual([]);
  const { error } = answer as { error: Record<string, unknown> };
  expect(error).toMatchObject({
    type: 'card_error',
    code: 'card_declined',
    decline_code: 'insufficient_funds',
  });
  expect(check(error.payment_intent, 'payment_intent')).toEqual([]);
});

test('payment methods, refunds, events and errors of use are what Stripe describes', async () => {
  const card = {
    type: 'card',
    'card[number]': '5555555555554444',
    'card[exp_month]': '12',
    'card[exp_year]': '2031',
  };
  expect(check(await call('/v1/payment_methods', card), 'payment_method')).toEqual([]);
  const paid = await pay('pm_card_visa');
  const refund = await call('/v1/refunds', { payment_intent: String(paid.id), amount: '200' });
  expect(check(refund, 'refund')).toEqual([]);
  expect(check(wireEvent('evt_1', 'payment_intent.succeeded', 1, paid), 'event')).toEqual([]);
  for (const wrong of [
    await call('/v1/payment_intents/pi_none'),
    await call('/v1/nothing'),
    await call('/v1/payment_intents', { amount: '-5', currency: 'eur' }),
    await call('/v1/refunds', { payment_intent: String(paid.id), amount: '99999' }),
  ]) {
    expect(check(wrong, 'error')).toEqual([]);
  }
});

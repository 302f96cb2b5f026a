import { randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { startGateway } from './index.ts';

/** What the gateways' clients never do, and others may: the rest is held by the conformance suite. */

const keys = { secretKey: 'sk_test_wire', publishableKey: 'pk_test_wire', webhookSecret: 'whsec_wire' };
const secret = { authorization: `Bearer ${keys.secretKey}` };
let folder = '';
let address = '';
let sandbox: Awaited<ReturnType<typeof startGateway>>;

const behave = (body: unknown) =>
  fetch(`${address}/_sandbox/behaviour`, { method: 'POST', body: JSON.stringify(body) });

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'ballast-wire-'));
  sandbox = await startGateway({
    ...keys,
    port: 0,
    ledgerFile: join(folder, 'ledger.jsonl'),
    webhookUrl: 'http://127.0.0.1:9/none',
  });
  address = `http://127.0.0.1:${sandbox.port}`;
});
afterAll(async () => {
  await sandbox.close();
  rmSync(folder, { recursive: true, force: true });
});

test('the same key at the same time: one runs, the other is told so, one charge', async () => {
  await behave({ mode: 'slow', times: 1, delayMs: 400 });
  const key = randomUUID();
  const checkout = randomUUID();
  const send = () =>
    fetch(`${address}/v1/payment_intents`, {
      method: 'POST',
      headers: { ...secret, 'idempotency-key': key },
      body: new URLSearchParams({
        amount: '900',
        currency: 'eur',
        payment_method: 'pm_card_visa',
        confirm: 'true',
        'metadata[checkout_id]': checkout,
      }),
    });
  const both = await Promise.all([send(), send()]);
  expect(both.map(({ status }) => status).sort()).toEqual([200, 409]);
  expect((await send()).headers.get('idempotent-replayed')).toBe('true');
  const told = await fetch(`${address}/_sandbox/ledger?checkout_id=${checkout}`);
  expect(await told.json()).toMatchObject({ charges: [{ status: 'succeeded' }], netMinor: 900 });
});

test('any page may make a token: the preflight is answered', async () => {
  const preflight = await fetch(`${address}/v1/payment_methods`, {
    method: 'OPTIONS',
    headers: { origin: 'http://shop.example', 'access-control-request-headers': 'authorization' },
  });
  expect(preflight.status).toBe(204);
  expect(preflight.headers.get('access-control-allow-origin')).toBe('*');
  expect(preflight.headers.get('access-control-allow-headers')).toContain('authorization');
});

test('malformed input is refused with a 4xx, never a 500', async () => {
  const post = (path: string, body: string) =>
    fetch(`${address}${path}`, { method: 'POST', headers: secret, body });
  const statuses = [
    await post('/_sandbox/behaviour', 'not json'),
    await post('/_sandbox/behaviour', 'null'),
    await behave({ mode: 'explode' }),
    await post('/v1/payment_methods', `type=card&x=${'x'.repeat(70_000)}`),
    await post('/v1/payment_intents', 'amount=1e400&currency=eur'),
    await post('/v1/payment_intents', 'amount[a]=1&currency[]=eur'),
    await post('/v1/payment_intents', '%E0%A4%A'),
    await post('/v1/refunds', 'payment_intent=__proto__'),
    await post('/v1/payment_intents/constructor/confirm', ''),
    await fetch(`${address}/v1/payment_intents/%00`, { headers: secret }),
    await fetch(`${address}//`, { headers: secret }),
    await fetch(`${address}/3ds/none`),
  ].map(({ status }) => status);
  expect(statuses.filter((status) => status < 400 || status >= 500)).toEqual([]);
});

import { randomUUID } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { startGateway } from './index.ts';

let folder = '';
const secretKey = 'sk_test_ledger';

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'ballast-ledger-'));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

async function withGateway<T>(ledgerFile: string, work: (address: string) => Promise<T>): Promise<T> {
  const sandbox = await startGateway({
    port: 0,
    ledgerFile,
    webhookUrl: 'http://127.0.0.1:9/none',
    webhookSecret: 'whsec_ledger',
    publishableKey: 'pk_test_ledger',
    secretKey,
  });
  try {
    return await work(`http://127.0.0.1:${sandbox.port}`);
  } finally {
    await sandbox.close();
  }
}

async function post(address: string, path: string, key: string, form: Record<string, string>) {
  const response = await fetch(`${address}${path}`, {
    method: 'POST',
    headers: { authorization: `Bearer ${secretKey}`, 'idempotency-key': key },
    body: new URLSearchParams(form),
  });
  return { status: response.status, object: (await response.json()) as Record<string, unknown> };
}

const pay = (address: string, key: string, checkout: string) =>
  post(address, '/v1/payment_intents', key, {
    amount: '1500',
    currency: 'eur',
    payment_method: 'pm_card_visa',
    confirm: 'true',
    'metadata[checkout_id]': checkout,
  });

async function net(address: string, checkout: string): Promise<number> {
  const told = await fetch(`${address}/_sandbox/ledger?checkout_id=${checkout}`);
  return ((await told.json()) as { netMinor: number }).netMinor;
}

test('cut off between or inside any of its lines, it charges and refunds once when the same keys come again', async () => {
  const file = join(folder, 'whole.jsonl');
  const [payKey, refundKey, checkout] = [randomUUID(), randomUUID(), randomUUID()];
  const payAndRefund = async (address: string) => {
    const paid = await pay(address, payKey, checkout);
    await post(address, '/v1/refunds', refundKey, { payment_intent: String(paid.object.id), amount: '500' });
  };
  await withGateway(file, payAndRefund);
  const content = readFileSync(file, 'utf8');
  const ends = [...content.matchAll(/\n/g)].flatMap(({ index }) => [index, index + 20]);
  for (const cut of [0, ...ends, content.length - 1, content.length]) {
    const torn = join(folder, `cut-${cut}.jsonl`);
    writeFileSync(torn, content.slice(0, cut));
    const left = await withGateway(torn, async (address) => {
      await payAndRefund(address);
      return net(address, checkout);
    });
    expect(left, `cut at ${cut}`).toBe(1_000);
    expect(await withGateway(torn, (address) => net(address, checkout)), `again ${cut}`).toBe(1_000);
  }
});

test('a kill -9 of the process loses nothing that was answered', async () => {
  const { spawn } = await import('node:child_process');
  const file = join(folder, 'killed.jsonl');
  const program = `import { startGateway } from '#workers/sandbox/gateway/index.ts';
    const { port } = await startGateway({ port: 0, ledgerFile: process.argv[1], webhookUrl: 'http://127.0.0.1:9/none',
      webhookSecret: 'w', publishableKey: 'pk', secretKey: '${secretKey}' });
    process.stdout.write(String(port));`;
  const child = spawn(process.execPath, ['--input-type=module', '-e', program, file], {
    stdio: ['ignore', 'pipe', 'inherit'],
    env: { ...process.env, LOG_LEVEL: 'silent' },
  });
  const port = await new Promise<string>((done) => {
    child.stdout.once('data', (chunk: Buffer) => done(String(chunk)));
  });
  const checkouts = Array.from({ length: 20 }, () => randomUUID());
  const answered: string[] = [];
  const all = checkouts.map(async (checkout, index) => {
    const { status } = await pay(`http://127.0.0.1:${port}`, checkout, checkout);
    if (status === 200) answered.push(checkout);
    if (index === 9) child.kill('SIGKILL');
  });
  await Promise.allSettled(all);
  expect(answered.length).toBeGreaterThan(0);
  await withGateway(file, async (address) => {
    for (const checkout of answered) expect(await net(address, checkout)).toBe(1_500);
    for (const checkout of checkouts) await pay(address, checkout, checkout);
    for (const checkout of checkouts) expect(await net(address, checkout)).toBe(1_500);
  });
});

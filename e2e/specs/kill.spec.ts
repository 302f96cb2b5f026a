import { randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type APIRequestContext, expect, request as requests, test } from '@playwright/test';
import { preparePurchase } from '../journeys/api-purchase.ts';

const shoppers = 16;
const headers = { origin: process.env.SHOP_URL ?? '' };

type Paying = { context: APIRequestContext; checkoutId: string; send: () => Promise<string> };

function pidsOf(prefix: string): number[] {
  const list = readFileSync(join(process.env.DATA_DIR ?? '', 'run/processes.json'), 'utf8');
  return (JSON.parse(list) as { name: string; pid: number }[])
    .filter(({ name }) => name.startsWith(prefix))
    .map(({ pid }) => pid);
}

async function shopper(sku: string): Promise<Paying> {
  const context = await requests.newContext({
    baseURL: process.env.SHOP_URL ?? '',
    extraHTTPHeaders: headers,
  });
  const data = await preparePurchase(context, { sku, email: `kill-${randomUUID()}@example.com` });
  const send = async () => {
    try {
      return String((await context.post('/api/checkout', { data, timeout: 20_000 })).status());
    } catch {
      return 'lost';
    }
  };
  return { context, checkoutId: data.checkoutId, send };
}

test('kill -9 of every web process while 16 pay: each charge is one order or given back', async ({
  request,
}) => {
  test.skip(!process.env.DATA_DIR, 'needs the stack of npm test: its process list');
  const page = await (await request.get('/p/tea-towel')).text();
  const any = page.includes('"sku":"') ? page : await (await request.get('/p/enamel-mug')).text();
  const sku = /"sku":"([A-Z0-9-]+)"/.exec(any)?.[1] ?? '';
  const paying = await Promise.all(Array.from({ length: shoppers }, () => shopper(sku)));

  const answers = Promise.all(paying.map(({ send }) => send()));
  // In the middle: as soon as the gateway has taken the first money.
  await expect
    .poll(
      async () => {
        const ledgers = await Promise.all(paying.map(({ checkoutId }) => ledger(request, checkoutId)));
        return ledgers.some(({ netMinor }) => netMinor > 0);
      },
      { intervals: [5], timeout: 60_000 },
    )
    .toBe(true);
  for (const pid of pidsOf('web-')) process.kill(pid, 'SIGKILL');
  // The kill must have hit somebody, or this proves nothing.
  expect((await answers).filter((status) => status !== '201').length).toBeGreaterThan(0);

  // The browsers that lost their answers ask, and send the same request again, as ours does.
  const states = await Promise.all(
    paying.map(async ({ context, checkoutId, send }) => {
      for (const deadline = Date.now() + 100_000; Date.now() < deadline; ) {
        const answer = await context
          .get(`/api/checkout/${checkoutId}`, { timeout: 10_000 })
          .catch(() => null);
        if (answer?.status() === 404) await send();
        else if (answer?.ok()) {
          const { status } = (await answer.json()) as { status: string };
          if (status === 'placed') return status;
          if (status === 'failed') await send();
        }
        await new Promise((done) => setTimeout(done, 500));
      }
      return 'unsettled';
    }),
  );
  expect(states).toEqual(paying.map(() => 'placed'));
  for (const { checkoutId } of paying) {
    const { charges, netMinor } = await ledger(request, checkoutId);
    expect(netMinor, checkoutId).toBe(charges[0]?.amountMinor);
    expect(
      charges.filter(({ refundedMinor }) => refundedMinor === 0),
      checkoutId,
    ).toHaveLength(1);
  }
});

type Ledger = { netMinor: number; charges: { amountMinor: number; refundedMinor: number }[] };

async function ledger(request: APIRequestContext, checkoutId: string): Promise<Ledger> {
  const told = await request.get(`${process.env.STRIPE_API_BASE}/_sandbox/ledger?checkout_id=${checkoutId}`);
  return (await told.json()) as Ledger;
}

import { mkdtempSync } from 'node:fs';
import { createServer, type IncomingMessage, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from '@playwright/test';
import { claimRun, type Device, monitorOverview, readRunFile } from '#lib/monitor/index.ts';
import { figuresSince, listOrders, loadOrder } from '#lib/orders/index.ts';
import { closeDb, db, env, signTraffic, systemContext, trafficHeader } from '#lib/platform/index.ts';
import { makeRun } from '#workers/synthetic-monitor/monitor.ts';
import { type JourneyInput, runJourney } from '#workers/synthetic-monitor/run-journey.ts';

// The monitor traces its own browser; the runner would trace it too.
test.use({ trace: 'off', screenshot: 'off' });

/** A busy machine is ten times slower. */
const patience = { deadlineMs: 180_000, stepMs: 60_000 };

type Change = (path: string, type: string, body: string) => string;

/** The shop as it would be after a bad release: what it answers goes through `change`. */
class BadRelease {
  #server: Server;
  readonly statuses: number[] = [];

  constructor(change: Change) {
    this.#server = createServer((request, response) => {
      this.#answer(request, change).then(
        ({ status, headers, body }) => {
          this.statuses.push(status);
          response.writeHead(status, headers).end(body);
        },
        (error: unknown) => response.writeHead(502).end(String(error)),
      );
    });
  }

  async open(): Promise<string> {
    await new Promise<void>((listening) => this.#server.listen(0, '127.0.0.1', listening));
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}`;
  }

  close(): void {
    this.#server.closeAllConnections();
    this.#server.close();
  }

  async #answer(request: IncomingMessage, change: Change) {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    const { origin } = new URL(env.SHOP_URL);
    const passedOn = Object.entries(request.headers).filter(
      ([name]) => !/^(host|connection|accept-encoding|content-length|origin)$/.test(name),
    );
    const answer = await fetch(new URL(request.url ?? '/', origin), {
      method: request.method ?? 'GET',
      headers: [
        ...passedOn.map(([name, value]): [string, string] => [name, String(value)]),
        ...(request.headers.origin ? [['origin', origin] satisfies [string, string]] : []),
        ['accept-encoding', 'identity'],
      ],
      redirect: 'manual',
      ...(chunks.length > 0 ? { body: Buffer.concat(chunks) } : {}),
    });
    const type = answer.headers.get('content-type') ?? '';
    const raw = Buffer.from(await answer.arrayBuffer());
    const changes = /html|json/.test(type);
    const body = changes ? Buffer.from(change(request.url ?? '/', type, raw.toString())) : raw;
    const headers: Record<string, string | string[]> = {};
    for (const [name, value] of answer.headers) {
      if (!/^(content-length|content-encoding|transfer-encoding|connection|set-cookie)$/.test(name)) {
        headers[name] = value;
      }
    }
    headers['set-cookie'] = answer.headers.getSetCookie();
    return { status: answer.status, headers, body };
  }
}

let lastPair = Math.floor(Math.random() * 10_000_000);

/** A run that was due at a moment of its own, later than those before it, on this device. */
async function claimed(device: Device) {
  lastPair += 1;
  const minute = 2 * lastPair + (device === 'phone' ? 1 : 0);
  const ctx = { ...systemContext('test'), now: () => new Date(minute * 60_000) };
  const claim = await claimRun(ctx, { everyMs: 60_000, deadlineMs: 0 });
  if (claim?.device !== device) throw new Error('no run was claimed');
  return claim;
}

const journey = (change: Partial<JourneyInput>) =>
  runJourney({
    device: 'desktop',
    shopUrl: env.SHOP_URL,
    headers: { [trafficHeader]: signTraffic('synthetic') },
    buyer: {
      email: 'probe@ballast.invalid',
      name: 'Probe',
      address: '1 Probe Street',
      postcode: 'H91 E2W1',
      town: 'Galway',
    },
    pay: false,
    folder: mkdtempSync(join(tmpdir(), 'ballast-monitor-')),
    ...patience,
    signal: new AbortController().signal,
    ...change,
  });

const signal = new AbortController().signal;
const patient = { signal, ...patience };

test.afterAll(() => closeDb());

test('buys, pays and cancels on both devices; no unit moves, nobody outside hears, no figure counts it', async ({
  request,
}) => {
  const began = new Date();
  const unitsMoved = () => db().stockLedgerEntry.count({ where: { reason: { in: ['order', 'return'] } } });
  const before = { units: await unitsMoved(), orders: (await figuresSince(began)).orders };
  for (const device of ['desktop', 'phone'] as const) {
    const run = await makeRun(await claimed(device), patient);
    expect(run).toMatchObject({ outcome: 'passed', failedStep: null, reason: null });
    expect(run.steps.map(({ name }) => name)).toEqual([
      ...['category', 'product', 'add_to_cart', 'checkout', 'shipping', 'totals', 'pay', 'cancel'],
    ]);
    const id = run.orderId ?? '';
    expect((await loadOrder(id))?.state).toMatchObject({ status: 'cancelled', traffic: 'synthetic' });
    await expect
      .poll(async () => (await loadOrder(id))?.state.refunds.every(({ completed }) => completed))
      .toBe(true);
    const booked = await request.get(new URL(`/orders?orderId=${id}`, env.ERP_URL).href);
    expect(await booked.json()).toMatchObject({ orders: [] });
    expect((await listOrders({ q: 'synthetic-monitor@' })).total).toBe(0);
    expect((await listOrders({ q: 'synthetic-monitor@', own: true })).total).toBeGreaterThan(0);
  }
  const mails = await request.get(
    `${env.MAIL_UI_URL}/messages?to=${encodeURIComponent('synthetic-monitor@ballast.invalid')}`,
  );
  expect(await mails.json()).toMatchObject({ messages: [] });
  expect({ units: await unitsMoved(), orders: (await figuresSince(began)).orders }).toEqual(before);
});

test('a release that covers the buy button on phones fails there and not on desktop, while every answer is fine', async () => {
  const row = 'div:has(> button.flex-1)';
  const veil = `<style>@media (max-width: 700px) {
    ${row} { position: relative }
    ${row}::after { content: ""; position: absolute; inset: 0; z-index: 9 }
  }</style>`;
  const release = new BadRelease((_path, type, body) =>
    type.includes('html') ? body.replace('</head>', `${veil}</head>`) : body,
  );
  const shopUrl = await release.open();
  try {
    expect(await journey({ shopUrl })).toMatchObject({ outcome: 'passed' });
    const claim = await claimed('phone');
    expect(await makeRun(claim, { ...patient, shopUrl })).toMatchObject({
      outcome: 'failed',
      failedStep: 'add_to_cart',
      reason: expect.stringContaining('covered by'),
      files: ['screenshot.png', 'trace.zip', 'network.har'],
    });
    expect(release.statuses.filter((status) => status >= 400)).toEqual([]);
    const { devices, troubled } = await monitorOverview(systemContext('test'));
    expect(devices.find(({ device }) => device === 'phone')?.consecutiveFailures).toBeGreaterThan(0);
    expect(troubled.map(({ id }) => id)).toContain(claim.id);
    const har = (await readRunFile(claim.id, 'network.har'))?.toString() ?? '';
    expect(har).toContain('/api/cart');
    expect(har).not.toContain(signTraffic('synthetic'));
  } finally {
    release.close();
  }
});

test('a total that does not add up fails, though it is what the shop charges', async () => {
  const dearer = new BadRelease((path, _type, body) =>
    path.startsWith('/api/checkout/quote')
      ? body.replace(
          /"totalMinor":(\d+),"currency"/,
          (_all, minor: string) => `"totalMinor":${Number(minor) + 1},"currency"`,
        )
      : body,
  );
  const shopUrl = await dearer.open();
  const run = await journey({ shopUrl }).finally(() => dearer.close());
  expect(run).toMatchObject({
    outcome: 'failed',
    failedStep: 'totals',
    reason: expect.stringMatching('its parts'),
  });
});

import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { moneySentence, readAlerts, readCharts, readMoney, readRunbook } from '#lib/operations/index.ts';
import { gatewayNames } from '#lib/payments/index.ts';
import { freePort } from '#lib/platform/free-port.fixtures.ts';
import { env, serveMetrics, systemContext } from '#lib/platform/index.ts';
import { sampleBusiness } from '#workers/exporter/business.ts';
import { startMail } from '#workers/sandbox/mail/mail-server.ts';
import { every, type Schedule } from '#workers/schedules/every.ts';
import { renderAlertmanager } from '../../infra/alertmanager/render.ts';
import { renderPrometheus } from '../../infra/prometheus/render.ts';
import { openShop, type TestShop, tokens } from './checkout.fixtures.ts';
import { placeOrder } from './index.ts';

// From broken gateways to the mail: the ledger, the exporter, the real Prometheus with the shop's own rules, the real
// Alertmanager and a mail server. Only the intervals are shorter.
const folder = mkdtempSync(join(tmpdir(), 'ballast-alerts-'));
const closing: (() => unknown)[] = [];
let shop: TestShop;
let prometheus = '';
let mails = '';
const posted: string[] = [];

function run(program: string, args: string[]): void {
  const child: ChildProcess = spawn(program, args, { stdio: 'ignore' });
  closing.push(() => new Promise((ended) => child.once('exit', ended) && child.kill()));
}

async function webhookReceiver(): Promise<string> {
  const server: Server = createServer((request, response) => {
    let body = '';
    request.on('data', (chunk: Buffer) => {
      body += chunk.toString();
    });
    request.on('end', () => {
      posted.push(body);
      response.end();
    });
  });
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  closing.push(() => server.close());
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}/hook`;
}

async function query(expr: string): Promise<number | null> {
  const answer = await fetch(`${prometheus}/api/v1/query?query=${encodeURIComponent(expr)}`);
  const { data } = (await answer.json()) as { data: { result: { value: [number, string] }[] } };
  return data.result[0] ? Number(data.result[0].value[1]) : null;
}

beforeAll(async () => {
  shop = await openShop();
  const mail = await startMail({ smtpPort: 0, webPort: 0, file: join(folder, 'mail.jsonl') });
  closing.push(() => mail.close());
  mails = mail.webUrl;
  const [metricsPort, prometheusPort, alertmanagerPort] = [
    await freePort(),
    await freePort(),
    await freePort(),
  ];
  prometheus = `http://127.0.0.1:${prometheusPort}`;
  const config = {
    prometheus: renderPrometheus({
      rulesDir: resolve('infra/prometheus/rules'),
      alertmanager: `127.0.0.1:${alertmanagerPort}`,
      targets: [{ process: 'exporter', address: `127.0.0.1:${metricsPort}` }],
      interval: '1s',
    }),
    alertmanager: renderAlertmanager(
      {
        SMTP_URL: mail.smtpUrl,
        ALERT_MAIL_TO: 'night@ballast.example',
        ALERT_WEBHOOK_URL: await webhookReceiver(),
      },
      { wait: '1s', again: '1s' },
    ),
  };
  for (const [name, text] of Object.entries(config)) writeFileSync(join(folder, `${name}.yml`), text);
  Object.assign(env, { METRICS_PORT: metricsPort });
  serveMetrics();
  const sampled: Schedule = every('test', 500, () => sampleBusiness(systemContext('test')));
  closing.push(() => sampled.stop());
  run('prometheus', [
    `--config.file=${join(folder, 'prometheus.yml')}`,
    `--storage.tsdb.path=${join(folder, 'prometheus')}`,
    `--web.listen-address=127.0.0.1:${prometheusPort}`,
  ]);
  run('prometheus-alertmanager', [
    `--config.file=${join(folder, 'alertmanager.yml')}`,
    `--storage.path=${join(folder, 'alertmanager')}`,
    `--web.listen-address=127.0.0.1:${alertmanagerPort}`,
    '--cluster.listen-address=',
  ]);
});
afterAll(async () => {
  for (const close of closing.reverse()) await close();
  await shop.close();
  rmSync(folder, { recursive: true, force: true });
});

test('both gateways are away: the one on call gets a mail that says what to do, and so does the webhook', async () => {
  const failed = 'sum(ballast_payment_attempts_total{traffic="shopper",outcome="failed"})';
  let before = 0;
  await vi.waitFor(
    async () => {
      const known = await query(`min_over_time(${failed}[3s:1s])`).catch(() => null);
      expect(known).not.toBeNull();
      before = known ?? 0;
    },
    { timeout: 60_000, interval: 250 },
  );
  for (const name of gatewayNames) await shop.behave('down', 100_000, name);
  for (let tries = 0; tries < 40; tries++) {
    const gateway = gatewayNames[tries % gatewayNames.length] ?? 'stripe';
    await placeOrder(shop.ctx, await shop.order({ gateway, paymentToken: tokens[gateway].good }));
    if (((await query(failed)) ?? 0) >= before + 4) break;
  }
  const mail = await vi.waitFor(
    async () => {
      const answer = await fetch(new URL('/messages?to=night@ballast.example', mails));
      const found = (await answer.json()) as { messages: { subject: string; text: string }[] };
      const alert = found.messages.find(({ subject }) => subject === 'ALERT: AllPaymentsFail');
      if (!alert) throw new Error('no mail yet');
      return alert;
    },
    { timeout: 60_000, interval: 500 },
  );
  expect(mail.text).toContain('No payment was taken in the last 10 minutes');
  expect(mail.text).toContain('docs/runbooks/payments.md');
  await expect.poll(() => posted.join()).toContain('AllPaymentsFail');
});

test('the Operations page has the same: the alert with its runbook, the failed payments as a line, the sentence', async () => {
  Object.assign(env, { PROMETHEUS_URL: prometheus });
  const alert = ((await readAlerts()) ?? []).find(({ name }) => name === 'AllPaymentsFail');
  expect(alert).toMatchObject({ state: 'firing', severity: 'page' });
  expect(await readRunbook(alert?.runbook ?? '')).toContain('# Payments fail');
  // Points lie on full minutes: looked at from the next one.
  shop.clock.ahead = 60_000;
  const groups = (await readCharts(shop.ctx, '1h')) ?? [];
  const payments = groups.flatMap(({ charts }) => charts).find(({ id }) => id === 'payments');
  expect(payments?.series.map(({ name }) => name)).toContain('failed');
  expect(payments?.times).toHaveLength(61);
  expect(moneySentence(await readMoney(shop.ctx), shop.ctx.now()).text).toMatch(/payments? failed/);
});

test('without Prometheus the page has its sentence, and says that the rest is missing', async () => {
  Object.assign(env, { PROMETHEUS_URL: 'http://127.0.0.1:9' });
  expect(await readAlerts()).toBeNull();
  expect(await readCharts(shop.ctx, '24h')).toBeNull();
  expect((await readMoney(shop.ctx)).attempts.failed).toBeGreaterThan(2);
});

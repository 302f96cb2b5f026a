import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { timedCall } from './dependency.ts';
import { env } from './env.ts';
import { measureRequests } from './http-metrics.ts';
import { counter, gauge, metrics } from './metrics.ts';
import { serveMetrics } from './metrics-server.ts';

const shop = createServer((request, response) => {
  response.statusCode = request.url?.startsWith('/broken') ? 500 : 200;
  response.end();
});
let address = '';
let metricsAddress = '';

beforeAll(async () => {
  const free = createServer().listen(0, '127.0.0.1');
  await new Promise((listening) => free.once('listening', listening));
  const { port } = free.address() as AddressInfo;
  await new Promise((closed) => free.close(closed));
  Object.assign(env, { METRICS_PORT: port });
  metricsAddress = `http://127.0.0.1:${port}`;
  measureRequests((path, at) => (at === port ? null : path.startsWith('/p/') ? '/p/[handle]' : 'other'));
  serveMetrics();
  await new Promise<void>((listening) => shop.listen(0, '127.0.0.1', listening));
  address = `http://127.0.0.1:${(shop.address() as AddressInfo).port}`;
});
afterAll(() => shop.close());

test('requests are measured by route, method and class of the answer, and served apart', async () => {
  for (const path of ['/p/mug?utm=1', '/p/bowl', '/broken'])
    await fetch(address + path).then((one) => one.text());
  const text = await fetch(`${metricsAddress}/metrics`).then((one) => one.text());
  expect(text).toContain(
    'ballast_http_request_seconds_count{route="/p/[handle]",method="GET",status="2xx"} 2',
  );
  expect(text).toContain('ballast_http_request_seconds_count{route="other",method="GET",status="5xx"} 1');
  expect(text).toContain('nodejs_eventloop_lag_p99_seconds');
  expect(text).not.toMatch(/mug|utm/);
  expect((await fetch(`${metricsAddress}/p/mug`)).status).toBe(404);
});

test('a call that throws, or answers with a failure of its own, is an error', async () => {
  await timedCall('erp', async () => 200);
  await timedCall(
    'erp',
    async () => 503,
    (status) => status >= 500,
  );
  await expect(timedCall('erp', () => Promise.reject(new Error('reset')))).rejects.toThrow('reset');
  const text = await metrics().metrics();
  expect(text).toContain('ballast_dependency_seconds_count{dependency="erp",outcome="ok"} 1');
  expect(text).toContain('ballast_dependency_seconds_count{dependency="erp",outcome="error"} 2');
});

test('a metric is made once, and one that is read is read when somebody asks', async () => {
  expect(counter('ballast_test_things_total', 'x', [])).toBe(counter('ballast_test_things_total', 'x', []));
  let value = 1;
  gauge('ballast_test_level', 'x', [], (metric) => metric.set(value));
  value = 7;
  expect(await metrics().metrics()).toContain('ballast_test_level 7');
});

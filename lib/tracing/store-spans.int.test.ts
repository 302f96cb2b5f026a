import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { afterAll, expect, test } from 'vitest';
import { closeDb, db } from '#lib/platform/index.ts';
import { storeSpans } from './store-spans.ts';

const span = {
  traceId: 'e'.repeat(32),
  spanId: '0000000000000001',
  parentId: null,
  service: 'edge',
  name: 'POST /api/checkout',
  kind: 'server',
  startedUs: 1_700_000_000_123_456,
  durationUs: 1_000,
  failed: true,
  attributes: { 'http.response.status_code': 502, 'ballast.edge.upstream': '127.0.0.1:1' },
};

afterAll(async () => {
  await db().tracePart.deleteMany({ where: { traceId: span.traceId } });
  await db().traceTrouble.deleteMany({ where: { traceId: span.traceId } });
  await closeDb();
});

test('spans of the edge are stored, and leave by OTLP as JSON', async () => {
  const { promise: asked, resolve: hear } = Promise.withResolvers<{
    url: string | undefined;
    body: string;
  }>();
  const collector = createServer((request, response) => {
    void text(request).then((body) => {
      hear({ url: request.url, body });
      response.end('{}');
    });
  }).listen(0, '127.0.0.1');
  await once(collector, 'listening');
  await storeSpans([span], `http://127.0.0.1:${(collector.address() as AddressInfo).port}/`);
  const { url, body } = await asked;
  collector.close();
  expect(url).toBe('/v1/traces');
  expect(JSON.parse(body)).toMatchObject({
    resourceSpans: [
      {
        resource: { attributes: [{ key: 'service.name', value: { stringValue: 'edge' } }, {}] },
        scopeSpans: [
          {
            spans: [
              {
                ...{ traceId: span.traceId, spanId: span.spanId, parentSpanId: '', kind: 2 },
                startTimeUnixNano: '1700000000123456000',
                endTimeUnixNano: '1700000000124456000',
                attributes: [
                  { key: 'http.response.status_code', value: { intValue: '502' } },
                  { key: 'ballast.edge.upstream', value: { stringValue: '127.0.0.1:1' } },
                ],
                status: { code: 2 },
              },
            ],
          },
        ],
      },
    ],
  });
  expect(await db().tracePart.count({ where: { traceId: span.traceId } })).toBe(1);
});

test('an endpoint that is dead, or never answers, is not waited for', async () => {
  const silent = createServer(() => undefined).listen(0, '127.0.0.1');
  await once(silent, 'listening');
  const began = performance.now();
  for (const port of [9, (silent.address() as AddressInfo).port]) {
    for (let i = 0; i < 6; i++) await storeSpans([span], `http://127.0.0.1:${port}`);
  }
  // Waiting for the silent one would take five seconds each time.
  expect(performance.now() - began).toBeLessThan(25_000);
  silent.closeAllConnections();
  silent.close();
});

import { once } from 'node:events';
import { createServer, type IncomingHttpHeaders } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, expect, test } from 'vitest';
import { closeDb, fetchInSpan, inSpan, inTrace } from '#lib/platform/index.ts';
import { findSpans } from './spans.repository.ts';
import { startTracing } from './start-tracing.ts';

const tracing = startTracing('test');
const told: IncomingHttpHeaders[] = [];
const party = createServer((request, response) => {
  told.push(request.headers);
  if (request.url?.startsWith('/broken')) request.socket.destroy();
  else response.writeHead(request.url?.startsWith('/orders') ? 200 : 503).end();
}).listen(0, '127.0.0.1');
await once(party, 'listening');
const base = `http://127.0.0.1:${(party.address() as AddressInfo).port}`;

afterAll(async () => {
  party.close();
  party.closeAllConnections();
  await closeDb();
});

const call = (path: string) =>
  fetchInSpan(`${base}${path}`, {
    method: 'POST',
    headers: { 'x-key': 's3cret' },
    body: 'a body',
    signal: AbortSignal.timeout(5_000),
  });

test('a call of a party outside is a span with its address and answer, and the party is told of it', async () => {
  const traceId = '4bf92f3577b34da6a3ce929d0e0e4736';
  await inTrace(`00-${traceId}-00f067aa0ba902b7-01`, () =>
    inSpan('work', {}, async () => {
      await call('/orders?token=s3cret');
      await call('/away');
      await expect(call('/broken')).rejects.toThrow();
    }),
  );
  await call('/orders');
  await tracing.stop();
  const spans = await findSpans([traceId]);
  const work = spans.find(({ name }) => name === 'work');
  const calls = spans.filter(({ name }) => name === 'POST');
  expect(
    calls.map(({ kind, parentId, failed, attributes }) => ({
      ...{ kind, failed, under: parentId === work?.spanId },
      ...{ path: attributes['url.path'], status: attributes['http.response.status_code'] },
    })),
  ).toEqual([
    { kind: 'client', under: true, failed: false, path: '/orders', status: 200 },
    { kind: 'client', under: true, failed: true, path: '/away', status: 503 },
    { kind: 'client', under: true, failed: true, path: '/broken', status: undefined },
  ]);
  expect(calls[0]?.attributes).toMatchObject({
    'http.request.method': 'POST',
    'server.address': '127.0.0.1',
    'server.port': Number(new URL(base).port),
  });
  expect(told.map(({ traceparent }) => traceparent)).toEqual([
    ...calls.map(({ spanId }) => `00-${traceId}-${spanId}-01`),
    undefined,
  ]);
  expect(JSON.stringify(spans)).not.toContain('s3cret');
});

import { context, ROOT_CONTEXT, SpanKind, type Tracer, trace } from '@opentelemetry/api';
import { InMemorySpanExporter, SimpleSpanProcessor, TracerProvider } from '@opentelemetry/sdk-trace';
import { afterAll, beforeEach, describe, expect, it } from 'vitest';
import { closeDb, db, systemContext } from '#lib/platform/index.ts';
import { findTroubles } from './find-troubles.ts';
import { getTraces } from './get-traces.ts';
import { KeepSlowAndFailed } from './keep-slow-and-failed.ts';
import { spansOf } from './part.ts';
import { pruneSpans } from './prune-spans.ts';
import { ballastSampler } from './sampler.ts';
import { SpanBuffer } from './span-buffer.ts';
import { findSpans, insertSpans } from './spans.repository.ts';

const ctx = systemContext('test');
const minuteMs = 60_000;

function tracerInto(buffer: SpanBuffer, ratio = 0): Tracer {
  return new TracerProvider({ sampler: ballastSampler(ratio), spanProcessors: [buffer] }).getTracer('test');
}

function request(tracer: Tracer, target: string, startTime = Date.now()) {
  return tracer.startSpan(
    'POST',
    { kind: SpanKind.SERVER, startTime, attributes: { 'http.target': target } },
    ROOT_CONTEXT,
  );
}

/** A request of two seconds with a step in it. */
function slowRequest(tracer: Tracer, target: string): string {
  const root = request(tracer, target, Date.now() - 2_000);
  tracer.startSpan('step', {}, trace.setSpan(context.active(), root)).end();
  root.end();
  return root.spanContext().traceId;
}

const storedSpans = async () => (await db().tracePart.findMany()).flatMap(spansOf);

beforeEach(async () => {
  await db().tracePart.deleteMany();
  await db().traceTrouble.deleteMany();
});
afterAll(closeDb);

describe('spans of orders', () => {
  it('are kept with what followed, without secrets, and read as a waterfall', async () => {
    const buffer = new SpanBuffer(insertSpans);
    const tracer = tracerInto(buffer);
    const root = request(tracer, '/api/checkout?token=abc');
    const child = tracer.startSpan(
      'authorise stripe',
      { attributes: { 'http.request.header.authorization': 'Bearer x', 'peer.service': 'stripe' } },
      trace.setSpan(context.active(), root),
    );
    child.recordException(new Error('reset'));
    child.setStatus({ code: 2, message: 'ambiguous' });
    child.end();
    root.end();
    await buffer.shutdown();
    const [read] = await getTraces([root.spanContext().traceId]);
    expect(read?.rows.map(({ name, depth }) => [name, depth])).toEqual([
      ['POST', 0],
      ['authorise stripe', 1],
    ]);
    expect(read?.failed.map(({ name }) => name)).toEqual(['authorise stripe']);
    expect(JSON.stringify(read)).not.toMatch(/Bearer|abc/);
  });

  it('are all that is kept of what is quick and succeeds', async () => {
    const buffer = new SpanBuffer(insertSpans);
    request(tracerInto(buffer), '/p/mug').end();
    await buffer.shutdown();
    expect(await storedSpans()).toEqual([]);
  });

  it('are dropped and counted, never waited for, while the database is slow', async () => {
    const written: number[] = [];
    const { promise: slow, resolve: answer } = Promise.withResolvers<void>();
    const buffer = new SpanBuffer(async (spans) => {
      written.push(spans.length);
      await slow;
    });
    const tracer = tracerInto(buffer);
    for (let i = 0; i < 6_000; i++) request(tracer, '/api/checkout').end();
    expect(buffer.dropped).toBe(1_000);
    answer();
    await buffer.shutdown();
    expect(written.reduce((sum, some) => sum + some, 0)).toBe(5_000);
  });

  it('end by age and by number', async () => {
    const now = Date.now();
    const spans = Array.from({ length: 10 }, (_, index) => ({
      traceId: String(index).padStart(32, 'a'),
      spanId: '1'.repeat(16),
      parentId: null,
      service: 'web',
      name: 'x',
      kind: 'server',
      startedUs: (now - index * 24 * 60 * minuteMs) * 1_000,
      durationUs: 1,
      failed: false,
      attributes: {},
    }));
    await insertSpans(spans);
    await db().traceSpan.create({
      data: {
        ...{ traceId: 'b'.repeat(32), spanId: '1'.repeat(16), service: 'web', name: 'x', kind: 'server' },
        ...{ attributes: {}, startedUs: 1n, durationUs: 1n },
      },
    });
    expect(await pruneSpans({ ...ctx, now: () => new Date(now) }, { days: 6, most: 1_000_000 })).toBe(3);
    expect(await pruneSpans({ ...ctx, now: () => new Date(now) }, { days: 6, most: 3 })).toBe(3);
    expect(await db().tracePart.count()).toBe(4);
    expect(await db().traceSpan.count()).toBe(0);
  });

  it('are a row for each trace they were written of at once, read once each, also by SQL alone', async () => {
    const traceId = 'c'.repeat(32);
    const span = (spanId: string, startedUs: number) => ({
      ...{
        traceId,
        spanId: spanId.repeat(16),
        parentId: null,
        service: 'worker',
        name: 'Grüße',
        kind: 'internal',
      },
      ...{ startedUs, durationUs: 1, failed: false, attributes: { 'db.query.text': 'SELECT 1', n: 1.5 } },
    });
    const [first, second] = [span('1', 1_700_000_000_000_001), span('2', 1_700_000_000_000_002)];
    await insertSpans([second, first, { ...first, traceId: 'd'.repeat(32) }]);
    await insertSpans([first]);
    expect(await db().tracePart.count()).toBe(3);
    expect(await findSpans([traceId])).toEqual([first, second]);
    const [row] = await db().$queryRaw<{ text: string }[]>`
      SELECT JSON_VALUE(CONVERT(UNCOMPRESS(body) USING utf8mb4), '$[0].name') AS text FROM trace_parts LIMIT 1`;
    expect(row?.text).toBe('Grüße');
  });
});

describe('requests that ended slow or failed', () => {
  it('are stored with what they did, and listed; others are not', async () => {
    const buffer = new SpanBuffer(insertSpans);
    const tracer = tracerInto(buffer, 1);
    const slow = slowRequest(tracer, '/p/mug');
    const failed = request(tracer, '/search');
    failed.setAttribute('http.status_code', 500).updateName('GET /search').end();
    const quick = request(tracer, '/');
    tracer.startSpan('step', {}, trace.setSpan(context.active(), quick)).end();
    quick.end();
    await buffer.shutdown();
    const { traces } = await findTroubles({});
    expect(traces.map(({ name, status, failed: how }) => [name, status, how])).toEqual([
      ['GET /search', 500, true],
      ['POST', null, false],
    ]);
    expect((await getTraces([slow]))[0]?.rows.map(({ name }) => name)).toEqual(['POST', 'step']);
    expect(await storedSpans()).toHaveLength(3);
    expect((await findTroubles({ failed: true })).traces).toHaveLength(1);
    expect((await findTroubles({ slowerThanUs: 1_500_000 })).traces).toHaveLength(1);
    expect((await findTroubles({ slowerThanUs: 2_500_000 })).traces).toEqual([]);
    expect((await findTroubles({ name: '/search' })).traces).toHaveLength(1);
    expect((await findTroubles({ name: '%' })).traces).toEqual([]);
    expect((await findTroubles({ service: 'worker' })).traces).toEqual([]);
  });

  it('name the order they belong to, each trace once, page after page', async () => {
    const orderId = '01900000-0000-7000-8000-000000000001';
    const span = (trace: number, spanId: string, name: string, seconds: number) => ({
      ...{ traceId: String(trace).padStart(32, '0'), spanId: spanId.repeat(16), parentId: null },
      ...{ service: 'worker', name, kind: 'consumer', failed: false },
      startedUs: (1_700_000_000 + trace) * 1e6,
      durationUs: seconds * 1e6,
      attributes: { 'ballast.order.id': orderId },
    });
    const many = Array.from({ length: 60 }, (_, index) => [
      span(index + 1, 'a', 'process email OrderPlaced', 1),
      span(index + 1, 'b', 'process erp OrderPlaced', 4),
    ]);
    await insertSpans(many.flat());
    const { traces, before } = await findTroubles({});
    expect(traces).toHaveLength(50);
    expect(traces[0]).toMatchObject({ name: 'process erp OrderPlaced', durationUs: 4e6, orderId });
    const rest = await findTroubles({ before: before ?? 0 });
    expect([rest.traces.length, rest.before]).toEqual([10, null]);
    await pruneSpans({ ...ctx, now: () => new Date(1_700_000_031_000) }, { days: 0, most: 1_000_000 });
    expect((await findTroubles({})).traces).toHaveLength(30);
  });

  it('are the first of each minute only, and what they did is held for a hundred at a time', async () => {
    const buffer = new SpanBuffer(insertSpans);
    const tracer = tracerInto(buffer, 1);
    const open = Array.from({ length: 101 }, () => {
      const root = request(tracer, '/', Date.now() - 2_000);
      tracer.startSpan('step', {}, trace.setSpan(context.active(), root)).end();
      return root;
    });
    for (const root of open) root.end();
    await buffer.shutdown();
    expect(await db().traceTrouble.count()).toBe(30);
    // The first one's step had to make room.
    expect(await storedSpans()).toHaveLength(59);
  });

  it('never tell the address of an order, which is all it takes to see it', async () => {
    const buffer = new SpanBuffer(insertSpans);
    const tracer = tracerInto(buffer, 1);
    const [own, staffs] = ['/en/orders/s3cr3t', '/admin/orders/7'].map((path) => slowRequest(tracer, path));
    await buffer.shutdown();
    const targets = (await storedSpans())
      .filter(({ kind }) => kind === 'server')
      .map(({ traceId, attributes }) => [traceId, attributes]);
    expect(Object.fromEntries(targets)).toEqual({
      [own ?? '']: { 'http.target': '/en/orders/…' },
      [staffs ?? '']: { 'http.target': '/admin/orders/7' },
    });
  });
});

describe('requests that were not sampled', () => {
  it('leave all the same when they were slow or failed', async () => {
    const exporter = new InMemorySpanExporter();
    const processor = new KeepSlowAndFailed(new SimpleSpanProcessor({ exporter }), 1_000);
    const provider = new TracerProvider({ sampler: ballastSampler(0), spanProcessors: [processor] });
    const tracer = provider.getTracer('test');
    request(tracer, '/quick').end();
    const failed = request(tracer, '/failed');
    failed.setAttribute('http.status_code', 503);
    failed.end();
    const slow = request(tracer, '/orders/s3cr3t?token=abc', Date.now() - 2_000).updateName('slow');
    slow.end();
    await provider.forceFlush();
    expect(exporter.getFinishedSpans().map(({ name }) => name)).toEqual(['POST', 'slow']);
    expect(exporter.getFinishedSpans()[1]?.attributes).toEqual({ 'http.target': '/orders/…?…' });
  });
});

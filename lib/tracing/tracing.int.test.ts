import { context, ROOT_CONTEXT, SpanKind, type Tracer, trace } from '@opentelemetry/api';
import { InMemorySpanExporter, SimpleSpanProcessor, TracerProvider } from '@opentelemetry/sdk-trace';
import { afterAll, beforeEach, describe, expect, it } from 'vitest';
import { closeDb, db, systemContext } from '#lib/platform/index.ts';
import { getTraces } from './get-traces.ts';
import { KeepSlowAndFailed } from './keep-slow-and-failed.ts';
import { pruneSpans } from './prune-spans.ts';
import { ballastSampler } from './sampler.ts';
import { SpanBuffer } from './span-buffer.ts';
import { insertSpans } from './spans.repository.ts';

const ctx = systemContext('test');
const minuteMs = 60_000;

function tracerInto(buffer: SpanBuffer): Tracer {
  return new TracerProvider({ sampler: ballastSampler(0), spanProcessors: [buffer] }).getTracer('test');
}

function request(tracer: Tracer, target: string) {
  return tracer.startSpan(
    'POST',
    { kind: SpanKind.SERVER, attributes: { 'http.target': target } },
    ROOT_CONTEXT,
  );
}

beforeEach(async () => {
  await db().traceSpan.deleteMany();
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

  it('are all that is kept', async () => {
    const buffer = new SpanBuffer(insertSpans);
    request(tracerInto(buffer), '/p/mug').end();
    await buffer.shutdown();
    expect(await db().traceSpan.count()).toBe(0);
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
      traceId: 'a'.repeat(32),
      spanId: String(index).padStart(16, '0'),
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
    await insertSpans(spans);
    expect(await db().traceSpan.count()).toBe(10);
    expect(await pruneSpans({ ...ctx, now: () => new Date(now) }, { days: 6, most: 1_000_000 })).toBe(3);
    expect(await pruneSpans({ ...ctx, now: () => new Date(now) }, { days: 6, most: 3 })).toBe(3);
    expect(await db().traceSpan.count()).toBe(4);
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
    const slow = tracer.startSpan(
      'slow',
      { kind: SpanKind.SERVER, startTime: Date.now() - 2_000 },
      ROOT_CONTEXT,
    );
    slow.end();
    await provider.forceFlush();
    expect(exporter.getFinishedSpans().map(({ name }) => name)).toEqual(['POST', 'slow']);
  });
});

import { type Attributes, ROOT_CONTEXT, SpanKind, TraceFlags, trace } from '@opentelemetry/api';
import { SamplingDecision } from '@opentelemetry/sdk-trace';
import { describe, expect, it } from 'vitest';
import { isOrderTrace } from '#lib/platform/index.ts';
import { ballastSampler } from './sampler.ts';

const traceId = 'f'.repeat(32);
const under = (flags: TraceFlags, isRemote: boolean) =>
  trace.setSpanContext(ROOT_CONTEXT, { traceId, spanId: '1'.repeat(16), traceFlags: flags, isRemote });
const sample = (ratio: number, context = ROOT_CONTEXT, kind = SpanKind.SERVER, attributes: Attributes = {}) =>
  ballastSampler(ratio).shouldSample(context, traceId, 'x', kind, attributes, []);

describe('what is sampled', () => {
  it('keeps each request that moves an order, and marks its trace', () => {
    for (const path of ['/api/checkout', '/api/checkout/0190-7?x=1', '/api/admin/orders/1/commands']) {
      const result = sample(0, ROOT_CONTEXT, SpanKind.SERVER, { 'http.target': path });
      expect(result.decision, path).toBe(SamplingDecision.RECORD_AND_SAMPLED);
      expect(isOrderTrace(result)).toBe(true);
    }
  });

  it('marks it also when the edge began the trace', () => {
    const result = sample(0, under(TraceFlags.SAMPLED, true), SpanKind.SERVER, {
      'http.target': '/api/checkout',
    });
    expect(isOrderTrace(result)).toBe(true);
  });

  it('takes for one neither a page named like it, nor a look at prices or orders, nor the receipt of a webhook', () => {
    for (const path of [
      '/api/checkouts',
      '/api/checkout/quote',
      '/api/webhooks/stripe',
      '/api/admin/orders',
      '/api/admin/orders/1/timeline',
    ]) {
      const result = sample(0, ROOT_CONTEXT, SpanKind.SERVER, { 'http.target': path });
      expect(result.decision, path).toBe(SamplingDecision.RECORD);
    }
  });

  it('goes on with a sampled trace, here and from elsewhere', () => {
    for (const remote of [true, false]) {
      const result = sample(0, under(TraceFlags.SAMPLED, remote), SpanKind.CLIENT);
      expect(result.decision).toBe(SamplingDecision.RECORD_AND_SAMPLED);
    }
  });

  it('records a request it does not sample, but nothing below it and no loop of a worker', () => {
    expect(sample(0).decision).toBe(SamplingDecision.RECORD);
    expect(sample(0, under(TraceFlags.NONE, false)).decision).toBe(SamplingDecision.NOT_RECORD);
    expect(sample(1, ROOT_CONTEXT, SpanKind.CLIENT).decision).toBe(SamplingDecision.NOT_RECORD);
    expect(sample(1, ROOT_CONTEXT, SpanKind.INTERNAL).decision).toBe(SamplingDecision.NOT_RECORD);
  });

  it('makes no span of what a framework does inside', () => {
    const result = ballastSampler(1).shouldSample(
      under(TraceFlags.SAMPLED, false),
      traceId,
      'start response',
      SpanKind.INTERNAL,
      {},
      [],
    );
    expect(result.decision).toBe(SamplingDecision.NOT_RECORD);
  });

  it('keeps the ratio of the rest', () => {
    expect(sample(1).decision).toBe(SamplingDecision.RECORD_AND_SAMPLED);
  });
});

import {
  type Attributes,
  type Context,
  context,
  createTraceState,
  type Span,
  SpanKind,
  SpanStatusCode,
  trace,
} from '@opentelemetry/api';

export type SpanAttributes = Attributes;
export type { Span };
export type SpanRole = 'internal' | 'client' | 'producer' | 'consumer';

const kinds: Record<SpanRole, SpanKind> = {
  internal: SpanKind.INTERNAL,
  client: SpanKind.CLIENT,
  producer: SpanKind.PRODUCER,
  consumer: SpanKind.CONSUMER,
};

/** The mark that a trace belongs to an order; travels in W3C `tracestate`. */
const orderMark = { key: 'ballast', value: 'order' };

const tracer = () => trace.getTracer('ballast');

/**
 * Runs `work` in a span of its own; without tracing it costs a function call. What it throws is recorded and thrown
 * on. Attribute names follow OpenTelemetry's semantic conventions.
 */
export function inSpan<T>(
  name: string,
  { role = 'internal', attributes = {} }: { role?: SpanRole; attributes?: SpanAttributes },
  work: (span: Span) => Promise<T>,
): Promise<T> {
  return tracer().startActiveSpan(name, { kind: kinds[role], attributes }, async (span) => {
    try {
      return await work(span);
    } catch (error) {
      span.recordException(error instanceof Error ? error : String(error));
      span.setAttribute('error.type', error instanceof Error ? error.name : 'unknown');
      span.setStatus({ code: SpanStatusCode.ERROR, message: error instanceof Error ? error.message : '' });
      throw error;
    } finally {
      span.end();
    }
  });
}

/** The running trace as a W3C `traceparent`, to be stored with what is done later; undefined without a sampled one. */
export function traceparent(): string | undefined {
  const span = trace.getActiveSpan()?.spanContext();
  if (!span || (span.traceFlags & 1) === 0) return undefined;
  return `00-${span.traceId}-${span.spanId}-01`;
}

/** Goes on with the order's trace that `parent` names, a stored `traceparent`; without one in a trace of its own. */
export function inTrace<T>(parent: string | undefined, work: () => Promise<T>): Promise<T> {
  return parent ? context.with(contextOf(parent), work) : work();
}

const form = /^00-((?!0{32})[0-9a-f]{32})-((?!0{16})[0-9a-f]{16})-([0-9a-f]{2})$/;

/** Not by the propagator, which also looks for baggage and reads the trace state anew for each span. */
function contextOf(parent: string): Context {
  const found = form.exec(parent);
  if (!found) return context.active();
  const [, traceId = '', spanId = '', flags = ''] = found;
  const traceFlags = Number.parseInt(flags, 16);
  const span = { traceId, spanId, traceFlags, isRemote: true, traceState: orderTraceState };
  return trace.setSpanContext(context.active(), span);
}

/**
 * Begins a span in the trace that `parent` names, for work done for many traces at once. Undefined without a parent;
 * the caller ends it. `childTraceparent` is what those who go on from it are given.
 */
export function spanUnder(
  parent: string | undefined,
  name: string,
  { role = 'internal', attributes = {} }: { role?: SpanRole; attributes?: SpanAttributes },
): { span: Span; childTraceparent: string } | undefined {
  if (!parent) return undefined;
  const span = tracer().startSpan(name, { kind: kinds[role], attributes }, contextOf(parent));
  const { traceId, spanId } = span.spanContext();
  return { span, childTraceparent: `00-${traceId}-${spanId}-01` };
}

/** A trace state with the mark of an order. */
export const orderTraceState = createTraceState().set(orderMark.key, orderMark.value);

/** Whether a span's context carries the mark of an order. */
export const isOrderTrace = (span: { traceState?: { get: (key: string) => string | undefined } }) =>
  span.traceState?.get(orderMark.key) === orderMark.value;

/** Ids of the running trace for a log line; nothing without one. */
export function traceIds(): { trace_id?: string; span_id?: string } {
  const span = trace.getActiveSpan()?.spanContext();
  return span ? { trace_id: span.traceId, span_id: span.spanId } : {};
}

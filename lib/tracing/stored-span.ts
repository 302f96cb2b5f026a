import { type HrTime, SpanKind, SpanStatusCode } from '@opentelemetry/api';
import type { ReadableSpan } from '@opentelemetry/sdk-trace';
import type { StoredSpan } from './types.ts';

const longestValue = 500;
const mostAttributes = 40;

const micros = ([seconds, nanos]: HrTime) => seconds * 1_000_000 + Math.round(nanos / 1_000);

/** What is never kept in a trace, whoever set it: query strings carry tokens, statements carry values. */
const unwantedKeys = /(^db\.query\.parameter|authorization|cookie|password|secret|token|email)/i;
/** The names of attributes are few and come again with each span. */
const known = new Map<string, boolean>();
const mostKnown = 1_000;

function isUnwanted(key: string): boolean {
  const before = known.get(key);
  if (before !== undefined) return before;
  const unwanted = unwantedKeys.test(key);
  if (known.size < mostKnown) known.set(key, unwanted);
  return unwanted;
}

function plain(attributes: ReadableSpan['attributes']): StoredSpan['attributes'] {
  const kept: StoredSpan['attributes'] = {};
  for (const [key, value] of Object.entries(attributes).slice(0, mostAttributes)) {
    if (value === undefined || isUnwanted(key)) continue;
    if (typeof value === 'number' || typeof value === 'boolean') kept[key] = value;
    else kept[key] = withoutSecrets(key, String(value)).slice(0, longestValue);
  }
  return kept;
}

/** The address of a customer's order is a capability: whoever knows it sees the order. */
const orderAddress = /(?<!\/admin)\/orders\/(?!\[)[^/?#]+/;

const withoutSecrets = (key: string, value: string) =>
  /^(url\.|http\.)/.test(key) ? value.replace(/\?.*$/, '?…').replace(orderAddress, '/orders/…') : value;

/** The same span for whoever takes it elsewhere: its attributes bounded and free of secrets. */
export function redacted(span: ReadableSpan): ReadableSpan {
  return Object.create(span, { attributes: { value: plain(span.attributes), enumerable: true } });
}

/** Whether a span says of itself that it failed, or answered a request with an error of ours. */
export const hasFailed = ({ status, attributes }: ReadableSpan): boolean =>
  status.code === SpanStatusCode.ERROR || Number(attributes['http.status_code'] ?? 0) >= 500;

/** A finished span without its attributes. */
export function outlineOf(span: ReadableSpan): Omit<StoredSpan, 'attributes'> {
  const { traceId, spanId } = span.spanContext();
  return {
    traceId,
    spanId,
    parentId: span.parentSpanContext?.spanId ?? null,
    service: String(span.resource.attributes['service.name'] ?? ''),
    name: span.name.slice(0, 190),
    kind: SpanKind[span.kind]?.toLowerCase() ?? 'internal',
    startedUs: micros(span.startTime),
    durationUs: Math.max(0, micros(span.duration)),
    failed: hasFailed(span),
  };
}

/** A finished span as it is stored: attributes bounded, free of secrets. */
export function storedSpan(span: ReadableSpan): StoredSpan {
  const failure = span.events.find(({ name }) => name === 'exception')?.attributes;
  return {
    ...outlineOf(span),
    attributes: {
      ...plain(span.attributes),
      ...(span.status.message ? { 'status.message': span.status.message.slice(0, longestValue) } : {}),
      ...(failure ? plain(failure) : {}),
    },
  };
}

import { context } from '@opentelemetry/api';
import { suppressTracing } from '@opentelemetry/core';
import { env } from '#lib/platform/index.ts';
import { insertSpans } from './spans.repository.ts';
import type { StoredSpan } from './types.ts';

const timeoutMs = 5_000;
const mostUnderWay = 4;
let underWay = 0;

/** Numbers of OTLP's SpanKind. https://github.com/open-telemetry/opentelemetry-proto, trace.proto */
const kinds: Record<string, number> = { internal: 1, server: 2, client: 3, producer: 4, consumer: 5 };
const failedStatus = 2;

const nanos = (us: number) => `${Math.round(us)}000`;

function anyValue(value: string | number | boolean) {
  if (typeof value === 'boolean') return { boolValue: value };
  if (typeof value === 'string') return { stringValue: value };
  return Number.isInteger(value) ? { intValue: String(value) } : { doubleValue: value };
}
const attributesOf = (from: StoredSpan['attributes']) =>
  Object.entries(from).map(([key, value]) => ({ key, value: anyValue(value) }));

/** What OTLP/HTTP takes as JSON. */
function otlpJson(spans: readonly StoredSpan[]): object {
  const resourceSpans = [...Map.groupBy(spans, ({ service }) => service)].map(([service, own]) => ({
    resource: { attributes: attributesOf({ 'service.name': service, 'service.namespace': 'ballast' }) },
    scopeSpans: [
      {
        scope: { name: 'ballast' },
        spans: own.map(
          ({ traceId, spanId, parentId, name, kind, startedUs, durationUs, failed, attributes }) => ({
            ...{ traceId, spanId, parentSpanId: parentId ?? '', name, kind: kinds[kind] ?? 1 },
            startTimeUnixNano: nanos(startedUs),
            endTimeUnixNano: nanos(startedUs + durationUs),
            attributes: attributesOf(attributes),
            status: failed ? { code: failedStatus } : {},
          }),
        ),
      },
    ],
  }));
  return { resourceSpans };
}

async function send(endpoint: string, spans: readonly StoredSpan[]): Promise<void> {
  if (underWay >= mostUnderWay) return;
  underWay += 1;
  try {
    const response = await fetch(`${endpoint.replace(/\/$/, '')}/v1/traces`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(otlpJson(spans)),
      signal: AbortSignal.timeout(timeoutMs),
    });
    await response.arrayBuffer();
  } catch {
    // A dead endpoint costs spans, never more; those of orders are in our own store.
  } finally {
    underWay -= 1;
  }
}

/**
 * Keeps finished spans that no SDK of ours made: of nginx, Varnish, browsers. Where OTEL_EXPORTER_OTLP_ENDPOINT is set they
 * leave as well, without being waited for. @throws when the database does not take them.
 */
export async function storeSpans(
  spans: StoredSpan[],
  endpoint: string | undefined = env.OTEL_EXPORTER_OTLP_ENDPOINT,
): Promise<void> {
  if (endpoint) void context.with(suppressTracing(context.active()), () => send(endpoint, spans));
  await insertSpans(spans);
}

import { OTLPTraceExporter } from '@opentelemetry/exporter-trace-otlp-http';
import { resourceFromAttributes } from '@opentelemetry/resources';
import { NodeSDK } from '@opentelemetry/sdk-node';
import { BatchSpanProcessor, type SpanProcessor } from '@opentelemetry/sdk-trace';
import { env } from '#lib/platform/index.ts';
import { KeepSlowAndFailed } from './keep-slow-and-failed.ts';
import { ballastSampler } from './sampler.ts';
import { SpanBuffer } from './span-buffer.ts';
import { insertSpans } from './spans.repository.ts';
import { slowUs } from './trouble.ts';

const exportTimeoutMs = 5_000;

export type Tracing = { stop: () => Promise<void> };

// Next loads instrumentation and routes as separate copies of a module: one SDK per process, not per copy.
const shared = globalThis as { ballastTracing?: Tracing };

/**
 * Starts tracing in this process, once. Spans leave by OTLP/HTTP when OTEL_EXPORTER_OTLP_ENDPOINT is set, and those of
 * orders, and of what ended slow or failed, are kept in MySQL. @param service `web`, `worker`, …: the name on its spans.
 */
export function startTracing(service: string): Tracing {
  if (env.TRACING === 'off') return { stop: async () => {} };
  if (shared.ballastTracing) return shared.ballastTracing;
  const spanProcessors: SpanProcessor[] = [new SpanBuffer(insertSpans)];
  if (env.OTEL_EXPORTER_OTLP_ENDPOINT) {
    const url = `${env.OTEL_EXPORTER_OTLP_ENDPOINT.replace(/\/$/, '')}/v1/traces`;
    const exporter = new OTLPTraceExporter({ url, timeoutMillis: exportTimeoutMs });
    // A dead endpoint costs a bounded queue, then spans, never a request.
    const batched = new BatchSpanProcessor({
      exporter,
      maxQueueSize: 2_048,
      exportTimeoutMillis: exportTimeoutMs,
    });
    spanProcessors.push(new KeepSlowAndFailed(batched, slowUs / 1_000));
  }
  const sdk = new NodeSDK({
    resource: resourceFromAttributes({ 'service.name': service, 'service.namespace': 'ballast' }),
    autoDetectResources: false,
    sampler: ballastSampler(env.TRACE_RATIO),
    spanProcessors,
    metricReaders: [],
    logRecordProcessors: [],
    // None: they hook every `require`, which Next calls with each request (decision 0171).
    instrumentations: [],
  });
  sdk.start();
  shared.ballastTracing = { stop: () => sdk.shutdown().catch(() => undefined) };
  return shared.ballastTracing;
}

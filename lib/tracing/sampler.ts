import { type Attributes, type Context, SpanKind, trace } from '@opentelemetry/api';
import {
  type Sampler,
  SamplingDecision,
  type SamplingResult,
  TraceIdRatioBasedSampler,
} from '@opentelemetry/sdk-trace';
import { orderTraceState } from '#lib/platform/index.ts';

const drop: SamplingResult = { decision: SamplingDecision.NOT_RECORD };
const keep: SamplingResult = { decision: SamplingDecision.RECORD_AND_SAMPLED };
/** Recorded so that it can still be kept when it ends slow or failed, but its children are not. */
const watch: SamplingResult = { decision: SamplingDecision.RECORD };

/** What moves an order: kept always, whatever the ratio. The edge marks the same (infra/edge/nginx.conf). */
const orderRoutes = /^\/api\/(checkout(?!\/quote)|admin\/orders\/[^/?]+\/commands)(\/|\?|$)/;

/** Steps inside Next that say nothing; none of them has children that do. */
const innerSteps = new Set([
  'resolve page components',
  'load route module',
  'load app route module',
  'prepare route module',
  'start response',
]);

function targetOf(attributes: Attributes): string {
  return String(attributes['http.target'] ?? attributes['url.path'] ?? '');
}

/**
 * Which traces are kept: every request that moves an order and all that follows from it; of the rest a ratio, and
 * each request's own span if it ends slow or failed (`KeepSlowAndFailed` decides then). Loops of a worker that look
 * for work start no trace.
 */
export function ballastSampler(ratio: number): Sampler {
  const some = new TraceIdRatioBasedSampler(ratio);
  return {
    shouldSample(context: Context, traceId, name, kind, attributes): SamplingResult {
      if (innerSteps.has(name)) return drop;
      const parent = trace.getSpanContext(context);
      const local = parent !== undefined && !parent.isRemote;
      if (!local && kind === SpanKind.SERVER && orderRoutes.test(targetOf(attributes))) {
        return { ...keep, traceState: orderTraceState };
      }
      if (parent && (parent.traceFlags & 1) === 1) return keep;
      if (local || kind === SpanKind.CLIENT || kind === SpanKind.INTERNAL) return drop;
      const sampled = some.shouldSample(context, traceId);
      return sampled.decision === SamplingDecision.RECORD_AND_SAMPLED ? keep : watch;
    },
    toString: () => `BallastSampler{${ratio}}`,
  };
}

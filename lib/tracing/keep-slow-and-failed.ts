import { TraceFlags } from '@opentelemetry/api';
import type { ReadableSpan, SpanProcessor } from '@opentelemetry/sdk-trace';
import { hasFailed, redacted } from './stored-span.ts';

/**
 * Passes on, without secrets, what was sampled, and of the rest the requests that ended slow or failed: these were
 * recorded without their children, and leave as sampled.
 */
export class KeepSlowAndFailed implements SpanProcessor {
  readonly #next: SpanProcessor;
  readonly #slowMs: number;

  constructor(next: SpanProcessor, slowMs: number) {
    this.#next = next;
    this.#slowMs = slowMs;
  }

  onStart(...started: Parameters<SpanProcessor['onStart']>): void {
    this.#next.onStart(...started);
  }

  onEnd(span: ReadableSpan): void {
    const own = span.spanContext();
    if ((own.traceFlags & TraceFlags.SAMPLED) !== 0) {
      this.#next.onEnd(redacted(span));
      return;
    }
    const tookMs = span.duration[0] * 1_000 + span.duration[1] / 1e6;
    if (!hasFailed(span) && tookMs < this.#slowMs) return;
    const sampled = { ...own, traceFlags: own.traceFlags | TraceFlags.SAMPLED };
    this.#next.onEnd(Object.create(redacted(span), { spanContext: { value: () => sampled } }));
  }

  forceFlush(): Promise<void> {
    return this.#next.forceFlush();
  }

  shutdown(): Promise<void> {
    return this.#next.shutdown();
  }
}

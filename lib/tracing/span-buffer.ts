import { context } from '@opentelemetry/api';
import { suppressTracing } from '@opentelemetry/core';
import type { ReadableSpan, SpanProcessor } from '@opentelemetry/sdk-trace';
import { isOrderTrace } from '#lib/platform/index.ts';
import { storedSpan } from './stored-span.ts';
import type { StoredSpan } from './types.ts';

const flushEveryMs = 500;
const batch = 400;
const mostWaiting = 5_000;
/** Steps inside Next that say nothing about an order; none of them has children that do. */
const innerSteps = new Set([
  'resolve page components',
  'load route module',
  'load app route module',
  'prepare route module',
  'start response',
]);

/**
 * Keeps the spans of orders and writes them in batches, off the request's path. Bounded: what does not fit while the
 * database is slow is dropped and counted, never waited for.
 */
export class SpanBuffer implements SpanProcessor {
  #waiting: StoredSpan[] = [];
  #writing: Promise<void> = Promise.resolve();
  #timer: NodeJS.Timeout;
  readonly #write: (spans: StoredSpan[]) => Promise<void>;
  dropped = 0;

  constructor(write: (spans: StoredSpan[]) => Promise<void>) {
    this.#write = write;
    this.#timer = setInterval(() => void this.forceFlush(), flushEveryMs);
    this.#timer.unref();
  }

  onStart(): void {}

  onEnd(span: ReadableSpan): void {
    if (!isOrderTrace(span.spanContext()) || innerSteps.has(span.name)) return;
    if (this.#waiting.length >= mostWaiting) {
      this.dropped += 1;
      return;
    }
    this.#waiting.push(storedSpan(span));
  }

  /** Writes what waits; one writer at a time. What the database refuses is dropped and counted. */
  forceFlush(): Promise<void> {
    this.#writing = this.#writing.then(async () => {
      // Not what comes meanwhile: under load that would be statement after statement of a few spans.
      for (let left = this.#waiting.length; left > 0; left -= batch) {
        const spans = this.#waiting.splice(0, Math.min(batch, left));
        try {
          await context.with(suppressTracing(context.active()), () => this.#write(spans));
        } catch {
          this.dropped += spans.length;
          return;
        }
      }
    });
    return this.#writing;
  }

  async shutdown(): Promise<void> {
    clearInterval(this.#timer);
    await this.forceFlush();
  }
}

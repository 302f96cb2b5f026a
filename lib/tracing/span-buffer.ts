import { context } from '@opentelemetry/api';
import { suppressTracing } from '@opentelemetry/core';
import type { ReadableSpan, SpanProcessor } from '@opentelemetry/sdk-trace';
import type { StoredSpan } from './types.ts';
import { WhatIsStored } from './what-is-stored.ts';

// What one trace leaves in this time is one row: the rarer, the fewer rows. Staff look later than that.
const flushEveryMs = 2_000;
/** Enough for a write before its time, so that a burst is not dropped. */
const batch = 1_000;
const mostWaiting = 5_000;

/**
 * Keeps the spans of orders, and of requests that ended slow or failed, and writes them in batches, off the request's
 * path. Bounded: what does not fit while the database is slow is dropped and counted, never waited for.
 */
export class SpanBuffer implements SpanProcessor {
  #waiting: StoredSpan[] = [];
  #writing: Promise<void> = Promise.resolve();
  #timer: NodeJS.Timeout;
  readonly #stored = new WhatIsStored();
  readonly #write: (spans: StoredSpan[]) => Promise<void>;
  dropped = 0;

  constructor(write: (spans: StoredSpan[]) => Promise<void>) {
    this.#write = write;
    this.#timer = setInterval(() => void this.forceFlush(), flushEveryMs);
    this.#timer.unref();
  }

  onStart(): void {}

  onEnd(span: ReadableSpan): void {
    for (const kept of this.#stored.after(span)) {
      if (this.#waiting.length < mostWaiting) this.#waiting.push(kept);
      else this.dropped += 1;
      if (this.#waiting.length === batch) void this.forceFlush();
    }
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

import type { ReadableSpan } from '@opentelemetry/sdk-trace';
import { isOrderTrace } from '#lib/platform/index.ts';
import { outlineOf, storedSpan } from './stored-span.ts';
import { isTrouble } from './trouble.ts';
import type { StoredSpan } from './types.ts';

const mostTraces = 100;
const mostSpansOfOne = 300;
/** In an outage every request fails: the first of each minute tell as much as all. */
const mostTroublesAMinute = 30;

/**
 * Decides what the embedded store keeps. Spans of orders: all, at once. Of other requests nothing is known until they
 * end, so what they did is held until then: it is kept when they end slow or failed. Bounded in each direction.
 */
export class WhatIsStored {
  /** By trace, the longest held first. */
  readonly #held = new Map<string, ReadableSpan[]>();
  #minuteBegan = Number.NEGATIVE_INFINITY;
  #kept = 0;

  /** What is to be stored now that `span` has ended. */
  after(span: ReadableSpan): StoredSpan[] {
    if (isOrderTrace(span.spanContext())) return [storedSpan(span)];
    const { traceId } = span.spanContext();
    if (span.parentSpanContext && !span.parentSpanContext.isRemote) {
      this.#hold(traceId, span);
      return [];
    }
    const held = this.#held.get(traceId) ?? [];
    this.#held.delete(traceId);
    return isTrouble(outlineOf(span)) && this.#mayKeep() ? [...held, span].map(storedSpan) : [];
  }

  #hold(traceId: string, span: ReadableSpan): void {
    const spans = this.#held.get(traceId);
    if (spans) {
      if (spans.length < mostSpansOfOne) spans.push(span);
      return;
    }
    const [oldest] = this.#held.keys();
    if (oldest !== undefined && this.#held.size >= mostTraces) this.#held.delete(oldest);
    this.#held.set(traceId, [span]);
  }

  #mayKeep(): boolean {
    const now = performance.now();
    if (now - this.#minuteBegan >= 60_000) {
      this.#minuteBegan = now;
      this.#kept = 0;
    }
    this.#kept += 1;
    return this.#kept <= mostTroublesAMinute;
  }
}

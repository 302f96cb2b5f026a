import { setTimeout as wait } from 'node:timers/promises';
import { logger } from '#lib/platform/index.ts';
import type { Behaviour } from './behaviour.ts';

const log = logger('sandbox:gateway');
const delaysMs = [0, 1_000, 5_000, 15_000, 60_000];
const timeoutMs = 10_000;
/** An event that waits for another to overtake it does not wait longer. */
const overtakeMs = 1_500;
const firstMs = 2_000;

export type Signed = { id: string; body: string; headers: Record<string, string> };

/** Sends one gateway's webhooks: at least once, again after a failure, a bounded number of times, or as told. */
export class Deliveries {
  readonly #url: string;
  readonly #behaviour: Behaviour;
  readonly #signal: AbortSignal;
  #first: Promise<void>[] = [];
  #held: Signed | null = null;

  constructor(url: string, behaviour: Behaviour, signal: AbortSignal) {
    this.#url = url;
    this.#behaviour = behaviour;
    this.#signal = signal;
  }

  notify(event: Signed): void {
    const manner = this.#behaviour.nextManner();
    if (manner === 'never') return;
    if (manner === 'shuffled') this.#overtaken(event);
    else if (manner === 'before') this.#first.push(this.#send(event, 0));
    else void this.#send(event, manner === 'late' ? this.#behaviour.delayMs : 0);
    if (manner === 'twice') void this.#send(event, 50);
  }

  /** Waits for the webhooks that are to arrive before the answer of the call that caused them. */
  async beforeAnswer(): Promise<void> {
    const first = this.#first.splice(0);
    if (first.length > 0) await Promise.race([Promise.all(first), wait(firstMs)]);
  }

  #overtaken(event: Signed): void {
    const held = this.#held;
    if (held) {
      this.#held = null;
      void this.#send(event, 0).then(() => this.#send(held, 0));
      return;
    }
    this.#held = event;
    void wait(overtakeMs, undefined, { signal: this.#signal }).then(
      () => {
        if (this.#held !== event) return;
        this.#held = null;
        void this.#send(event, 0);
      },
      () => undefined,
    );
  }

  async #send(event: Signed, afterMs: number): Promise<void> {
    for (const delay of delaysMs) {
      try {
        await wait(delay + (delay === 0 ? afterMs : 0), undefined, { signal: this.#signal });
        const response = await fetch(this.#url, {
          method: 'POST',
          headers: { 'content-type': 'application/json', ...event.headers },
          body: event.body,
          signal: AbortSignal.any([this.#signal, AbortSignal.timeout(timeoutMs)]),
        });
        await response.arrayBuffer();
        if (response.ok) return;
        log.warn({ event: event.id, status: response.status }, 'webhook refused');
      } catch (error) {
        if (this.#signal.aborted) return;
        log.warn({ event: event.id, error: String(error) }, 'webhook not delivered');
      }
    }
  }
}

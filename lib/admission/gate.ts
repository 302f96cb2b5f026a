import { type Kind, kinds } from './kinds.ts';

/** One request at the gate. `start` or `refuse` is called once; `leave` must be called when it has ended, or has gone. */
export type Entry = {
  readonly kind: Kind;
  readonly sinceMs: number;
  state: 'waiting' | 'in' | 'out';
  readonly start: (waitedMs: number, entry: Entry) => void;
  readonly refuse: (why: Why) => void;
};
export type Why = 'full' | 'too_long' | 'left';

/** The part of the limit that a kind may fill: what stays free is there when something more important comes. */
const share: Readonly<Record<Kind, number>> = { cached: 1, checkout: 1, cart: 0.75, browse: 0.5 };

/**
 * How long a request waits for a place. A queue that has not been empty for a second is no burst: then only what is let
 * in almost at once waits, so that nobody stands in line for nothing (Maurer, "Fail at Scale", ACM Queue 2015).
 */
const patienceMs: Readonly<Record<Kind, { burst: number; standing: number }>> = {
  cached: { burst: 2_000, standing: 300 },
  checkout: { burst: 4_000, standing: 1_500 },
  cart: { burst: 2_000, standing: 1_000 },
  browse: { burst: 1_000, standing: 100 },
};
const standingAfterMs = 1_000;
const waitersMax = 400;
/** No more than are let in within their patience: who comes on top of them hears it now, and Varnish with him. */
const queueMost: Readonly<Record<Kind, number>> = { cached: 400, checkout: 400, cart: 24, browse: 12 };

/**
 * Longer than a burst makes a cart or a checkout wait, shorter than all wait where there are as many as the edge lets through:
 * then places are short, and for a second nothing is looked for.
 */
export const lackMs = 250;
const behindMs = 1_000;
/** Those who buy. */
export const foremost: readonly Kind[] = ['checkout', 'cart'];
/** For how long others of a kind that was turned away need not be asked about. */
const holdMs = { least: 50, most: 1_000 };

/**
 * A page that will be kept is let in so often although there is no room: once it is made it costs nothing more, and as long
 * as nobody makes it each who asks for it costs a refusal. Without that, pages that were purged in an overload stay away
 * until it ends, and hold it up.
 */
const refillEveryMs = 250;

/** Who is worked on, who waits, who is turned away: by importance, and within it in the order of coming. */
export class Gate {
  readonly #waiting: Record<Kind, Entry[]> = { cached: [], checkout: [], cart: [], browse: [] };
  readonly #inFlight: Record<Kind, number> = { cached: 0, checkout: 0, cart: 0, browse: 0 };
  readonly #emptyAtMs: Record<Kind, number> = { cached: 0, checkout: 0, cart: 0, browse: 0 };
  /** When the last of a kind were let in, as many as are half of its queue. */
  readonly #begunAtMs: Record<Kind, number[]> = { cached: [], checkout: [], cart: [], browse: [] };
  #lackedAtMs = -1e9;
  #limit: number;
  #peak = 0;
  #wanted = false;
  #refilledAtMs = -refillEveryMs;

  constructor(limit: number) {
    this.#limit = limit;
  }

  get limit(): number {
    return this.#limit;
  }

  inFlight(kind: Kind): number {
    return this.#inFlight[kind];
  }

  waiting(kind: Kind): number {
    return this.#waiting[kind].length;
  }

  /** @param refills what is made will be kept for all who come after. */
  ask(
    kind: Kind,
    nowMs: number,
    answers: Pick<Entry, 'start' | 'refuse'>,
    { refills = false }: { refills?: boolean } = {},
  ): Entry {
    const entry: Entry = { kind, sinceMs: nowMs, state: 'waiting', ...answers };
    const queue = this.#waiting[kind];
    if (queue.length === 0) this.#emptyAtMs[kind] = nowMs;
    const behind = kind === 'browse' && this.#othersLack(nowMs);
    const room = queue.length === 0 && !behind && this.#hasRoom(kind);
    if (room || (refills && nowMs - this.#refilledAtMs >= refillEveryMs)) {
      if (refills) this.#refilledAtMs = nowMs;
      this.#begin(entry, nowMs);
      return entry;
    }
    this.#wanted = true;
    const full = behind || queue.length >= queueMost[kind];
    if (full || (this.#waiters() >= waitersMax && !this.#giveWay(kind, nowMs))) {
      this.#refuse(entry, 'full', nowMs);
      return entry;
    }
    queue.push(entry);
    return entry;
  }

  /** An entry's request has been answered, or its visitor has gone; a second time changes nothing. */
  leave(entry: Entry, nowMs: number): void {
    if (entry.state === 'in') {
      entry.state = 'out';
      this.#inFlight[entry.kind] -= 1;
      this.#admit(nowMs);
    } else if (entry.state === 'waiting') {
      this.#waiting[entry.kind] = this.#waiting[entry.kind].filter((one) => one !== entry);
      this.#refuse(entry, 'left', nowMs);
    }
  }

  /** Turns away who has waited too long, then lets in who fits. To be called some ten times a second. */
  tick(nowMs: number, limit: number): void {
    this.#limit = limit;
    this.#admit(nowMs);
    for (const kind of kinds) {
      const queue = this.#waiting[kind];
      while (queue[0] && this.#isTooLate(queue[0], nowMs)) this.#refuse(queue.shift(), 'too_long', nowMs);
      if (queue.length === 0) this.#emptyAtMs[kind] = nowMs;
    }
  }

  /** What the limit is judged by, since the last time it was asked for. */
  takeUse(): { peak: number; wanted: boolean } {
    const use = { peak: this.#peak, wanted: this.#wanted };
    this.#peak = this.#used();
    this.#wanted = this.#waiters() > 0;
    return use;
  }

  /**
   * For how many milliseconds it is pointless to ask about another one of a kind that was turned away: until half of those
   * who wait have been let in, as quickly as the last ones were. So the queue is not empty when the next ones come. One that
   * has waited in vain leaves a place.
   */
  holdMs(kind: Kind, nowMs: number, why: Why = 'full'): number {
    if (why === 'too_long') return holdMs.least;
    if (kind === 'browse' && this.#othersLack(nowMs)) return holdMs.most;
    const begun = this.#begunAtMs[kind];
    const eachMs = (nowMs - (begun[0] ?? 0)) / Math.max(1, begun.length);
    const halfMs = (this.#waiting[kind].length / 2) * eachMs;
    return Math.round(Math.min(holdMs.most, Math.max(holdMs.least, halfMs)));
  }

  /** Whether a checkout or a cart found no place just now, had to wait for one, or still does. */
  #othersLack(nowMs: number): boolean {
    const waits = (kind: Kind) => nowMs - (this.#waiting[kind][0]?.sinceMs ?? nowMs) > lackMs;
    return nowMs - this.#lackedAtMs < behindMs || foremost.some(waits);
  }

  #isTooLate({ kind, sinceMs }: Entry, nowMs: number): boolean {
    const { burst, standing } = patienceMs[kind];
    return nowMs - sinceMs > (nowMs - this.#emptyAtMs[kind] > standingAfterMs ? standing : burst);
  }

  #admit(nowMs: number): void {
    for (const kind of kinds) {
      const queue = this.#waiting[kind];
      while (queue.length > 0 && this.#hasRoom(kind)) {
        const first = queue.shift();
        if (!first) break;
        if (this.#isTooLate(first, nowMs)) this.#refuse(first, 'too_long', nowMs);
        else this.#begin(first, nowMs);
      }
      if (queue.length === 0) this.#emptyAtMs[kind] = nowMs;
      // What is less important does not overtake.
      else return;
    }
  }

  /** Makes room in a full queue by turning away the newest of what is less important. */
  #giveWay(kind: Kind, nowMs: number): boolean {
    for (const other of kinds.slice(kinds.indexOf(kind) + 1).reverse()) {
      const newest = this.#waiting[other].pop();
      if (!newest) continue;
      this.#refuse(newest, 'full', nowMs);
      return true;
    }
    return false;
  }

  #begin(entry: Entry, nowMs: number): void {
    entry.state = 'in';
    if (foremost.includes(entry.kind) && nowMs - entry.sinceMs > lackMs) this.#lackedAtMs = nowMs;
    this.#inFlight[entry.kind] += 1;
    const begun = this.#begunAtMs[entry.kind];
    begun.push(nowMs);
    if (begun.length > queueMost[entry.kind] / 2) begun.shift();
    this.#peak = Math.max(this.#peak, this.#used());
    entry.start(nowMs - entry.sinceMs, entry);
  }

  #refuse(entry: Entry | undefined, why: Why, nowMs: number): void {
    if (!entry) return;
    entry.state = 'out';
    if (why !== 'left' && foremost.includes(entry.kind)) this.#lackedAtMs = nowMs;
    entry.refuse(why);
  }

  #hasRoom(kind: Kind): boolean {
    return this.#used() < Math.max(1, Math.floor(this.#limit * share[kind]));
  }

  #used(): number {
    return kinds.reduce((sum, kind) => sum + this.#inFlight[kind], 0);
  }

  #waiters(): number {
    return kinds.reduce((sum, kind) => sum + this.#waiting[kind].length, 0);
  }
}

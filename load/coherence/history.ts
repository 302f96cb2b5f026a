/** One state of a fact: what pages then show, and between when. Milliseconds of `performance.now()`. */
type State = { shows: string; startedAt: number; acknowledgedAt: number | null };

/**
 * What one thing on the pages has been, and when: a price, a name, whether it is in stock. Only one writer at a time
 * changes a fact.
 */
export class History {
  readonly name: string;
  readonly #states: State[];

  constructor(name: string, shows: string) {
    this.name = name;
    this.#states = [{ shows, startedAt: 0, acknowledgedAt: 0 }];
  }

  get shows(): string {
    return this.#states.at(-1)?.shows ?? '';
  }

  /** How many changes of it were acknowledged. */
  get changes(): number {
    return this.#states.filter(({ startedAt, acknowledgedAt }) => startedAt > 0 && acknowledgedAt !== null)
      .length;
  }

  /** Notes that a change begins. @returns what to call when its purge was acknowledged; never called if it was not. */
  change(shows: string, now: number): (now: number) => void {
    const state: State = { shows, startedAt: now, acknowledgedAt: null };
    this.#states.push(state);
    return (at) => {
      state.acknowledgedAt = at;
    };
  }

  /**
   * Whether a response may show this: a request that began after a purge was acknowledged must see that change or a
   * later one that had begun before the response ended. A change whose answer was lost may or may not have happened.
   */
  allows(shown: string, beganAt: number, endedAt: number): boolean {
    const known = this.#states.findLastIndex(
      ({ acknowledgedAt }) => acknowledgedAt !== null && acknowledgedAt < beganAt,
    );
    return this.#states
      .slice(Math.max(0, known))
      .some((state) => state.shows === shown && state.startedAt <= endedAt);
  }
}

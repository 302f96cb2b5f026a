import { waitingJobs } from '#lib/platform/index.ts';

/**
 * So many jobs of a topic may wait in its queue; what else there is waits in the outbox. The queue's Redis refuses writes
 * when it is full: one consumer that is away for a day must not take it from all others.
 */
export const mostQueued = 1_000;
const freshMs = 250;
const limitMs = 5_000;

/** Knows which topics have as much in their queue as they may have, at most a quarter of a second late. */
export class Room {
  readonly #most: number;
  #counts = new Map<string, number>();
  #at = 0;

  constructor(most: number) {
    this.#most = most;
  }

  /** Topics that take no more, of those that were published to. @throws when the queue's Redis is away. */
  async full(): Promise<string[]> {
    if (Date.now() - this.#at > freshMs) {
      const topics = [...this.#counts.keys()];
      const counts = await Promise.all(topics.map((topic) => waitingJobs(topic, limitMs)));
      this.#counts = new Map(topics.map((topic, index) => [topic, counts[index] ?? 0]));
      this.#at = Date.now();
    }
    return [...this.#counts].flatMap(([topic, count]) => (count >= this.#most ? [topic] : []));
  }

  /** Notes what was published since. */
  took(topic: string, jobs: number): void {
    this.#counts.set(topic, (this.#counts.get(topic) ?? 0) + jobs);
  }
}

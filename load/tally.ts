/** How often each of some reasons came, for the end of a run: what a failed one lacked. */
export class Tally {
  readonly #times = new Map<string, number>();

  add(reason: string): void {
    this.#times.set(reason, (this.#times.get(reason) ?? 0) + 1);
  }

  of(reason: string): number {
    return this.#times.get(reason) ?? 0;
  }

  get total(): number {
    return [...this.#times.values()].reduce((sum, times) => sum + times, 0);
  }

  /** The most frequent first. */
  toString(): string {
    const sorted = [...this.#times].sort(([, a], [, b]) => b - a);
    return sorted.map(([reason, times]) => `${reason} ${times}`).join(', ') || 'none';
  }
}

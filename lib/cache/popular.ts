/** How many addresses are told apart; more would be counted against the rarest of these. */
const kept = 2_000;

/** Which pages are looked at most, of late: counts fade, so that last week's sale is forgotten. */
export class Popular {
  readonly #hits = new Map<string, number>();

  /** Notes one look at an address. */
  saw(path: string): void {
    this.#hits.set(path, (this.#hits.get(path) ?? 0) + 1);
    if (this.#hits.size > kept * 2) this.#forgetRarest();
  }

  /** Halves all counts; call it every few minutes. */
  fade(): void {
    for (const [path, hits] of this.#hits) {
      if (hits < 1) this.#hits.delete(path);
      else this.#hits.set(path, hits / 2);
    }
  }

  /** The most looked at first. */
  top(count: number): string[] {
    return [...this.#hits]
      .sort(([, a], [, b]) => b - a)
      .slice(0, count)
      .map(([path]) => path);
  }

  #forgetRarest(): void {
    const keep = new Set(this.top(kept));
    for (const path of this.#hits.keys()) if (!keep.has(path)) this.#hits.delete(path);
  }
}

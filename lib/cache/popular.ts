/** How many addresses are told apart; more would be counted against the rarest of these. */
const kept = 2_000;
/** Counts are halved after so many looks, not after a time: a quiet shop knows its pages for hours, a busy one for minutes. */
const fadesAfter = 10_000;

/** The page behind an address: of a query only what is searched for makes another one, as in infra/varnish/shop.vcl. */
function pageOf(address: string): string {
  const [path = '', query = ''] = address.split('?');
  if (!/^(\/[a-z]{2})?\/search$/.test(path)) return path;
  const own = query
    .split('&')
    .filter((part) => part && !/^(_rsc|utm_[a-z]+|gclid|fbclid|msclkid|mc_[a-z]+)=/.test(part));
  return own.length === 0 ? path : `${path}?${own.sort().join('&')}`;
}

/** Which pages are looked at most, of late: counts fade, so that last week's sale is forgotten. */
export class Popular {
  readonly #hits = new Map<string, number>();
  #looks = 0;

  /** Notes one look at an address. */
  saw(address: string): void {
    const path = pageOf(address);
    this.#hits.set(path, (this.#hits.get(path) ?? 0) + 1);
    if (this.#hits.size > kept * 2) this.#forgetRarest();
    if (++this.#looks % fadesAfter === 0) this.#fade();
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

  #fade(): void {
    for (const [path, hits] of this.#hits) {
      if (hits < 1) this.#hits.delete(path);
      else this.#hits.set(path, hits / 2);
    }
  }
}

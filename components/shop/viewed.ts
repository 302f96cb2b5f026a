export type Viewed = { handle: string; title: string; src: string | null };

const most = 12;
const keyOf = (market: string) => `ballast-viewed-${market}`;

function isViewed(stored: unknown): stored is Viewed {
  if (typeof stored !== 'object' || stored === null) return false;
  const { handle, title, src } = stored as Record<string, unknown>;
  return typeof handle === 'string' && typeof title === 'string' && (src === null || typeof src === 'string');
}

/** The products looked at last in this browser in a market, newest first. Their prices are not kept: they would age. */
export function readViewed(market: string): Viewed[] {
  try {
    const stored: unknown = JSON.parse(window.localStorage.getItem(keyOf(market)) ?? '[]');
    return Array.isArray(stored) ? stored.filter(isViewed) : [];
  } catch {
    return [];
  }
}

export function writeViewed(market: string, viewed: Viewed[]): void {
  try {
    window.localStorage.setItem(keyOf(market), JSON.stringify(viewed));
  } catch {
    // Without storage nothing is remembered.
  }
}

/** The list with a product at its front. */
export function remember(viewed: readonly Viewed[], product: Viewed): Viewed[] {
  return [product, ...viewed.filter(({ handle }) => handle !== product.handle)].slice(0, most);
}

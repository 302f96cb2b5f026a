import { marketOfPath } from '#lib/markets/index.ts';

/** What a request is to the shop, the most important first. */
export const kinds = ['cached', 'checkout', 'cart', 'browse'] as const;
export type Kind = (typeof kinds)[number];

const rules: readonly (readonly [Kind | null, RegExp])[] = [
  // Who balances and watches must hear the truth, and what a build made costs nothing.
  [null, /^\/(api\/health|_next)(\/|$)/],
  // Staff are few, and are those who can help. A gateway's word on money is worth as much as a checkout.
  ['checkout', /^\/(api\/)?(checkout|admin)(\/|$)/],
  ['checkout', /^\/(orders|api\/(payment-config|webhooks))(\/|$)/],
  // Those who wait in line are many and cost little; what they see must not be that the shop is full.
  ['checkout', /^\/cart\/waiting$/],
  ['cart', /^\/(api\/)?(cart|account)(\/|$)/],
  // A search is hardly ever one that the page cache holds, and Next takes as long to say no as to send a page.
  ['browse', /^\/(api|dev|search)(\/|$)/],
];

/**
 * What a request is, by its method and path; null for what is always let in. Each page begins as `cached`, and is
 * `browse` once the page cache is known not to have it. A cart that is asked for by somebody without one is only the
 * badge of a page.
 */
export function kindOf(method: string, url: string, cookies: string): Kind | null {
  const path = url.split('?', 1)[0] ?? '/';
  const inside = marketOfPath(path).path;
  const kind = rules.find(([, pattern]) => pattern.test(inside))?.[0];
  if (kind === undefined) return 'cached';
  if (kind === 'cart' && method === 'GET' && inside === '/api/cart' && !cookies.includes('ballast_cart=')) {
    return 'browse';
  }
  return kind;
}

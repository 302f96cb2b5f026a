import type { Ask } from '#lib/platform/index.ts';

/** Where a page leads to, as a shopper finds it; an address that is none leads to the same route. */
function linkIn(page: string, kind: 'c' | 'p'): string {
  return new RegExp(`href="(/${kind}/[^"?#]+)"`).exec(page)?.[1] ?? `/${kind}/none`;
}

/**
 * Asks once for all that it takes to buy something, in the order in which it is needed: pages in the default market, since
 * all markets have the same routes. A route that only takes POST says so, which loads it as well.
 */
export async function firstVisit(ask: Ask): Promise<void> {
  const category = await ask(linkIn(await ask('/'), 'c'));
  await ask(linkIn(category, 'p'));
  for (const path of [
    ...['/api/cart', '/cart', '/api/checkout/quote', '/api/payment-config', '/checkout', '/api/checkout'],
    ...['/api/checkout/none', '/orders/none', '/search?q=a', '/api/suggest?q=a', '/account', '/api/account'],
  ]) {
    await ask(path);
  }
}

const paths = [
  ...['/', '/c/galley', '/search?q=rope', '/cart', '/checkout', '/account', '/orders/none', '/admin'],
  ...['/api/cart', '/api/account', '/api/payment-config', '/api/suggest?q=r'],
];
const quickMs = 1_000;
const triesMost = 30;
const limitMs = 60_000;

/**
 * Asks for one address of each kind until it was quick twice in a row, at most thirty times each: a process loads the code of
 * a route with its first request, which on a busy machine takes longer than a shopper waits, and what is not cached goes
 * to two processes in turn. What is answered does not matter.
 */
export async function warmRoutes(shopUrl: string): Promise<void> {
  for (const path of paths) {
    let quick = 0;
    for (let tries = 0; tries < triesMost && quick < 2; tries++)
      quick = (await askOnce(new URL(path, shopUrl))) < quickMs ? quick + 1 : 0;
  }
}

/** How long an answer took, in milliseconds; without one as long as can be. */
async function askOnce(address: URL): Promise<number> {
  const began = performance.now();
  try {
    const answer = await fetch(address, { signal: AbortSignal.timeout(limitMs) });
    await answer.arrayBuffer();
    return performance.now() - began;
  } catch {
    return Number.POSITIVE_INFINITY;
  }
}

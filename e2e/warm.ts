const paths = '/ /c/galley /search?q=rope /cart /checkout /account /orders/none /admin'.split(' ');
const asked = '/api/cart /api/account /api/payment-config /api/suggest?q=r'.split(' ');
const quickMs = 2_000;
const triesMost = 30;

/** Milliseconds until an address answers, whatever it answers; at most a minute. */
async function askOnce(path: string): Promise<number> {
  const began = performance.now();
  const address = new URL(path, process.env.SHOP_URL);
  await fetch(address, { signal: AbortSignal.timeout(60_000) }).then((answer) => answer.arrayBuffer());
  return performance.now() - began;
}

/**
 * Before the first test: a process loads the code of a route with its first request, and on a busy machine that takes
 * longer than a shopper waits. Twice in a row quick, since what is not cached goes to two processes in turn.
 */
export default async function warm(): Promise<void> {
  if (!process.env.SHOP_URL) return;
  for (const path of [...paths, ...asked]) {
    let quick = 0;
    for (let tries = 0; tries < triesMost && quick < 2; tries++)
      quick = (await askOnce(path).catch(() => Number.POSITIVE_INFINITY)) < quickMs ? quick + 1 : 0;
  }
}

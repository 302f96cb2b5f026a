import type { CartView } from '#lib/cart/index.ts';
import { callShop } from './call-shop.ts';
import { ShopError, type Words } from './shop-error.ts';

/** A cart this old is asked for again when it is shown anew or the shopper comes back to the page. */
const oldMs = 15_000;
const retryMs = 1_000;

type Known = { cart: CartView | undefined; error: ShopError | null; isFetching: boolean };
export const unknownCart: Known = { cart: undefined, error: null, isFetching: false };

/** The carts of this page by market: one for all who show it. Only the browser has any. */
const carts = new Map<string, Known>();
const listeners = new Set<() => void>();
const fetchedAt = new Map<string, number>();
/** What came after makes the answer to an earlier question void. */
let turn = 0;
let queue: Promise<unknown> = Promise.resolve();

export const cartOf = (market: string) => carts.get(market) ?? unknownCart;

function set(market: string, next: Partial<Known>): void {
  carts.set(market, { ...cartOf(market), ...next });
  for (const listener of listeners) listener();
}

function settle(cart: CartView): void {
  turn++;
  fetchedAt.set(cart.market, Date.now());
  set(cart.market, { cart, error: null, isFetching: false });
}

/** Fetches a market's cart again. */
export async function refreshCart(market: string, words: Words): Promise<void> {
  const own = ++turn;
  fetchedAt.set(market, Date.now());
  set(market, { isFetching: true });
  const ask = () => callShop<CartView>(`/api/cart?market=${market}`, { words });
  try {
    // Once more after a moment: most outages are that short.
    const cart = await ask().catch(async () => {
      await new Promise((done) => setTimeout(done, retryMs));
      return ask();
    });
    if (own === turn) settle(cart);
  } catch (error) {
    if (!(error instanceof ShopError)) throw error;
    fetchedAt.delete(market);
    if (own === turn) set(market, { error, isFetching: false });
  }
}

export function subscribeToCarts(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

/** Fetches a market's cart again if what is known of it is old. */
export function refreshOldCart(market: string, words: Words): void {
  if (Date.now() - (fetchedAt.get(market) ?? 0) > oldMs) void refreshCart(market, words);
}

/**
 * Changes a market's cart. Changes run one after the other, so that the last answer is the newest.
 * @throws ShopError with words for the shopper.
 */
export async function changeCart(
  market: string,
  change: { method: string; path: string; body: unknown; words: Words },
): Promise<CartView> {
  const { method, path, body, words } = change;
  const answer = queue.then(() => callShop<CartView>(`${path}?market=${market}`, { method, body, words }));
  queue = answer.catch(() => {});
  const cart = await answer;
  settle(cart);
  return cart;
}

/** Puts an article into a market's cart. @returns what is wrong, in words for the shopper; empty when it is in. */
export async function addToCart(
  market: string,
  body: { sku: string; quantity: number },
  words: Words,
): Promise<string> {
  try {
    await changeCart(market, { method: 'POST', path: '/api/cart', body, words });
    return '';
  } catch (error) {
    if (!(error instanceof ShopError)) throw error;
    return error.message;
  }
}

'use client';

import { useEffect, useSyncExternalStore } from 'react';
import type { CartView } from '#lib/cart/index.ts';
import { useMarket } from '../ui/market.tsx';
import { callShop, ShopError, useWords, type Words } from './call-shop.ts';
import { useSend } from './use-send.ts';

/** A cart this old is asked for again when it is shown anew or the shopper comes back to the page. */
const oldMs = 15_000;
const retryMs = 1_000;

type Known = { cart: CartView | undefined; error: ShopError | null; isFetching: boolean };
const unknown: Known = { cart: undefined, error: null, isFetching: false };

/** The carts of this page by market: one for all who show it. Only the browser has any. */
const carts = new Map<string, Known>();
const listeners = new Set<() => void>();
const fetchedAt = new Map<string, number>();
/** What came after makes the answer to an earlier question void. */
let turn = 0;
let queue: Promise<unknown> = Promise.resolve();

const of = (market: string) => carts.get(market) ?? unknown;

function set(market: string, next: Partial<Known>): void {
  carts.set(market, { ...of(market), ...next });
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

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

/** The cart as the page's market sees it. */
export function useCart() {
  const { code } = useMarket();
  const words = useWords();
  const { cart: data, ...known } = useSyncExternalStore(
    subscribe,
    () => of(code),
    () => unknown,
  );

  useEffect(() => {
    const look = () => {
      if (document.visibilityState !== 'visible') return;
      if (Date.now() - (fetchedAt.get(code) ?? 0) > oldMs) void refreshCart(code, words);
    };
    look();
    document.addEventListener('visibilitychange', look);
    window.addEventListener('online', look);
    return () => {
      document.removeEventListener('visibilitychange', look);
      window.removeEventListener('online', look);
    };
  }, [code, words]);

  return { data, ...known, refetch: () => void refreshCart(code, words) };
}

/** One way to change the cart. Changes run one after the other, so that the last answer is the newest. */
function useChange<Input>(method: string, path: string) {
  const { code } = useMarket();
  const words = useWords();
  return useSend(async (body: Input) => {
    const answer = queue.then(() => callShop<CartView>(`${path}?market=${code}`, { method, body, words }));
    queue = answer.catch(() => {});
    const cart = await answer;
    settle(cart);
    return cart;
  });
}

type Line = { sku: string; quantity: number };
export const useAddToCart = () => useChange<Line>('POST', '/api/cart');
export const useSetQuantity = () => useChange<Line>('PATCH', '/api/cart');
export const useRemoveLine = () => useChange<{ sku: string }>('DELETE', '/api/cart');
export const useSaveForLater = () => useChange<{ sku: string }>('POST', '/api/cart/saved');
export const useMoveToCart = () => useChange<{ sku: string }>('PUT', '/api/cart/saved');
export const useRemoveSaved = () => useChange<{ sku: string }>('DELETE', '/api/cart/saved');
export const useSetCoupon = () => useChange<{ code: string }>('POST', '/api/cart/coupon');
export const useRemoveCoupon = () => useChange<void>('DELETE', '/api/cart/coupon');

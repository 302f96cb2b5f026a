'use client';

import { useEffect, useSyncExternalStore } from 'react';
import { useMarket } from '../ui/market.tsx';
import {
  cartOf,
  changeCart,
  refreshCart,
  refreshOldCart,
  subscribeToCarts,
  unknownCart,
} from './cart-store.ts';
import { useWords } from './shop-error.ts';
import { useSend } from './use-send.ts';

/** The cart as the page's market sees it. */
export function useCart() {
  const { code } = useMarket();
  const words = useWords();
  const { cart: data, ...known } = useSyncExternalStore(
    subscribeToCarts,
    () => cartOf(code),
    () => unknownCart,
  );

  useEffect(() => {
    const look = () => {
      if (document.visibilityState === 'visible') refreshOldCart(code, words);
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

/** One way to change the cart. */
function useChange<Input>(method: string, path: string) {
  const { code } = useMarket();
  const words = useWords();
  return useSend((body: Input) => changeCart(code, { method, path, body, words }));
}

type Line = { sku: string; quantity: number };
/** For what has the cart at hand; elsewhere `use-add-to-cart.ts`. */
export const usePutBack = () => useChange<Line>('POST', '/api/cart');
export const useSetQuantity = () => useChange<Line>('PATCH', '/api/cart');
export const useRemoveLine = () => useChange<{ sku: string }>('DELETE', '/api/cart');
export const useSaveForLater = () => useChange<{ sku: string }>('POST', '/api/cart/saved');
export const useMoveToCart = () => useChange<{ sku: string }>('PUT', '/api/cart/saved');
export const useRemoveSaved = () => useChange<{ sku: string }>('DELETE', '/api/cart/saved');
export const useSetCoupon = () => useChange<{ code: string }>('POST', '/api/cart/coupon');
export const useRemoveCoupon = () => useChange<void>('DELETE', '/api/cart/coupon');

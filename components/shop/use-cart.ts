'use client';

import { type QueryClient, useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useTranslations } from 'use-intl';
import type { CartView } from '#lib/cart/index.ts';
import { useMarket } from '../ui/market.tsx';

/** What the server says in its problem+json; `code` is stable, `message` is for people. */
export class ShopError extends Error {
  readonly code: string;
  readonly status: number;

  constructor(message: string, code: string, status: number) {
    super(message);
    this.code = code;
    this.status = status;
  }
}

function text(body: unknown, field: string): string | null {
  const value = body && typeof body === 'object' ? (body as Record<string, unknown>)[field] : null;
  return typeof value === 'string' && value !== '' ? value : null;
}

type Words = { offline: string; silent: string };

/** Asks our API for JSON. @throws ShopError with words for the shopper. */
export async function callShop<T>(
  path: string,
  { method = 'GET', body, words }: { method?: string; body?: unknown; words: Words },
): Promise<T> {
  let response: Response;
  try {
    response = await fetch(path, {
      method,
      cache: 'no-store',
      headers: {
        // The page's language, not the browser's.
        'accept-language': document.documentElement.lang,
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
      },
      body: body === undefined ? undefined : JSON.stringify(body),
      signal: AbortSignal.timeout(15_000),
    });
  } catch {
    throw new ShopError(words.offline, 'offline', 0);
  }
  const answer: unknown = await response.json().catch(() => null);
  if (response.ok && answer) return answer as T;
  const said = [text(answer, 'title'), text(answer, 'detail')].filter(Boolean).join('. ');
  throw new ShopError(said || words.silent, text(answer, 'code') ?? 'unknown', response.status);
}

/** What is said when the shop does not answer. */
export function useWords(): Words {
  const t = useTranslations('problems');
  return { offline: t('offline'), silent: t('cartSilent') };
}

const cartKey = (market: string) => ['cart', market];

/** The cart as the page's market sees it. */
export function useCart() {
  const { code } = useMarket();
  const words = useWords();
  return useQuery({
    queryKey: cartKey(code),
    queryFn: () => callShop<CartView>(`/api/cart?market=${code}`, { words }),
  });
}

async function settle(client: QueryClient, cart: CartView): Promise<void> {
  await client.cancelQueries({ queryKey: cartKey(cart.market) });
  client.setQueryData(cartKey(cart.market), cart);
}

/** One way to change the cart. Changes run one after the other, so that the last answer is the newest. */
function useChange<Input>(method: string, path: string) {
  const client = useQueryClient();
  const { code } = useMarket();
  const words = useWords();
  return useMutation<CartView, ShopError, Input>({
    scope: { id: 'cart' },
    mutationFn: (body) => callShop<CartView>(`${path}?market=${code}`, { method, body, words }),
    onSuccess: (cart) => settle(client, cart),
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

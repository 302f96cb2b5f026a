'use client';

import { type QueryClient, useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import type { CartView } from '#lib/cart/index.ts';

export const cartKey = ['cart'];

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

/** @throws ShopError with words for the shopper. */
async function call(
  method: string,
  line?: { sku: string; quantity?: number } | { code: string },
  path = '/api/cart',
): Promise<CartView> {
  let response: Response;
  try {
    response = await fetch(path, {
      method,
      cache: 'no-store',
      headers: line ? { 'content-type': 'application/json' } : undefined,
      body: line ? JSON.stringify(line) : undefined,
      signal: AbortSignal.timeout(15_000),
    });
  } catch {
    throw new ShopError('We could not reach the shop. Check your connection and try again.', 'offline', 0);
  }
  const body: unknown = await response.json().catch(() => null);
  if (response.ok && body) return body as CartView;
  const said = [text(body, 'title'), text(body, 'detail')].filter(Boolean).join('. ');
  throw new ShopError(
    said || 'Your cart did not answer. Please try again.',
    text(body, 'code') ?? 'unknown',
    response.status,
  );
}

export function useCart() {
  return useQuery({ queryKey: cartKey, queryFn: () => call('GET') });
}

/** Changes run one after the other, so that the last answer is the newest. */
const oneByOne = { scope: { id: 'cart' } };

async function settle(client: QueryClient, cart: CartView): Promise<void> {
  await client.cancelQueries({ queryKey: cartKey });
  client.setQueryData(cartKey, cart);
}

export function useAddToCart() {
  const client = useQueryClient();
  return useMutation<CartView, ShopError, { sku: string; quantity: number }>({
    ...oneByOne,
    mutationFn: (line) => call('POST', line),
    onSuccess: (cart) => settle(client, cart),
  });
}

export function useSetQuantity() {
  const client = useQueryClient();
  return useMutation<CartView, ShopError, { sku: string; quantity: number }>({
    ...oneByOne,
    mutationFn: (line) => call('PATCH', line),
    onSuccess: (cart) => settle(client, cart),
  });
}

export function useRemoveLine() {
  const client = useQueryClient();
  return useMutation<CartView, ShopError, { sku: string }>({
    ...oneByOne,
    mutationFn: (line) => call('DELETE', line),
    onSuccess: (cart) => settle(client, cart),
  });
}

const couponPath = '/api/cart/coupon';

export function useSetCoupon() {
  const client = useQueryClient();
  return useMutation<CartView, ShopError, string>({
    ...oneByOne,
    mutationFn: (code) => call('POST', { code }, couponPath),
    onSuccess: (cart) => settle(client, cart),
  });
}

export function useRemoveCoupon() {
  const client = useQueryClient();
  return useMutation<CartView, ShopError, void>({
    ...oneByOne,
    mutationFn: () => call('DELETE', undefined, couponPath),
    onSuccess: (cart) => settle(client, cart),
  });
}

'use client';

import { useEffect } from 'react';
import { useCart } from './use-cart.ts';

/** Tells how many articles are in the cart, now and whenever that changes; shows nothing itself. */
export function CartCount({ onCount }: { onCount: (count: number) => void }) {
  const count = useCart().data?.count ?? 0;
  useEffect(() => onCount(count), [count, onCount]);
  return null;
}

'use client';

import { useEffect } from 'react';
import { useLater } from '../ui/use-later.ts';
import { useGuestWishes, wasSignedIn, writeGuestWishes } from './guest-wishlist.ts';
import { HeartButton } from './heart-button.tsx';

const load = () => import('./customer-wish-button.tsx');

/** Puts a product on the wishlist, or takes it off; for product pages. Accounts are asked only where somebody has one. */
export function WishButton({ handle }: { handle: string }) {
  const guest = useGuestWishes();
  const [customer, want] = useLater(load);
  useEffect(() => {
    if (wasSignedIn()) void want();
  }, [want]);
  if (customer) return <customer.CustomerWishButton handle={handle} />;
  const wished = guest.includes(handle);
  const toggle = () => writeGuestWishes(wished ? guest.filter((one) => one !== handle) : [handle, ...guest]);
  return <HeartButton wished={wished} onPress={toggle} />;
}

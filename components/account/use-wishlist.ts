'use client';

import { useEffect, useRef } from 'react';
import { readGuestWishes, useGuestWishes, writeGuestWishes } from './guest-wishlist.ts';
import { useAccount, useAccountChange } from './use-account.ts';

/** A guest's wishlist stays in the browser, a customer's in the account. */
export function useWishlist() {
  const { data } = useAccount({ ifKnown: true });
  const guest = useGuestWishes();
  const add = useAccountChange<{ handles: string[] }>('POST', '/api/account/wishlist');
  const remove = useAccountChange<{ handles: string[] }>('DELETE', '/api/account/wishlist');
  const customer = data?.customer ?? null;
  const handles = customer && data ? data.wishlist : guest;
  function toggle(handle: string): void {
    const has = handles.includes(handle);
    if (customer) (has ? remove : add).mutate({ handles: [handle] });
    else writeGuestWishes(has ? guest.filter((one) => one !== handle) : [handle, ...guest]);
  }
  return { handles, toggle, busy: add.isPending || remove.isPending, error: add.error ?? remove.error };
}

/** Once somebody is signed in, what the browser remembered goes into the account. */
export function useWishlistMerge(): void {
  const { data } = useAccount();
  const merging = useRef(false);
  const { mutate } = useAccountChange<{ handles: string[] }>('POST', '/api/account/wishlist');
  const signedIn = Boolean(data?.customer);
  useEffect(() => {
    const handles = readGuestWishes();
    if (!signedIn || merging.current || handles.length === 0) return;
    merging.current = true;
    mutate(
      { handles },
      { onSuccess: () => writeGuestWishes([]), onSettled: () => (merging.current = false) },
    );
  }, [signedIn, mutate]);
}

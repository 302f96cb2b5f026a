'use client';

import { useEffect, useRef, useState } from 'react';
import { useAccount, useAccountChange } from './use-account.ts';

const key = 'ballast-wishlist';
const changed = 'ballast-wishlist-changed';
const most = 200;

function readGuest(): string[] {
  try {
    const stored: unknown = JSON.parse(window.localStorage.getItem(key) ?? '[]');
    return Array.isArray(stored) ? stored.filter((one) => typeof one === 'string').slice(0, most) : [];
  } catch {
    return [];
  }
}

function writeGuest(handles: string[]): void {
  try {
    window.localStorage.setItem(key, JSON.stringify(handles.slice(0, most)));
  } catch {
    // Without storage a guest's wishlist lasts as long as the page.
  }
  window.dispatchEvent(new Event(changed));
}

/** A guest's wishlist stays in the browser, a customer's in the account. */
export function useWishlist() {
  const { data } = useAccount({ ifKnown: true });
  const [guest, setGuest] = useState<string[]>([]);
  const add = useAccountChange<{ handles: string[] }>('POST', '/api/account/wishlist');
  const remove = useAccountChange<{ handles: string[] }>('DELETE', '/api/account/wishlist');
  useEffect(() => {
    const look = () => setGuest(readGuest());
    look();
    window.addEventListener(changed, look);
    window.addEventListener('storage', look);
    return () => {
      window.removeEventListener(changed, look);
      window.removeEventListener('storage', look);
    };
  }, []);
  const customer = data?.customer ?? null;
  const handles = customer && data ? data.wishlist : guest;
  function toggle(handle: string): void {
    const has = handles.includes(handle);
    if (customer) (has ? remove : add).mutate({ handles: [handle] });
    else writeGuest(has ? guest.filter((one) => one !== handle) : [handle, ...guest]);
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
    const handles = readGuest();
    if (!signedIn || merging.current || handles.length === 0) return;
    merging.current = true;
    mutate({ handles }, { onSuccess: () => writeGuest([]), onSettled: () => (merging.current = false) });
  }, [signedIn, mutate]);
}

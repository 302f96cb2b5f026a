import { useSyncExternalStore } from 'react';

const key = 'ballast-wishlist';
const changed = 'ballast-wishlist-changed';
const most = 200;
const none: string[] = [];

let read: { text: string | null; handles: string[] } = { text: null, handles: none };

/** The wishlist of whoever is not signed in, as this browser keeps it. */
export function readGuestWishes(): string[] {
  try {
    const text = window.localStorage.getItem(key);
    if (text === read.text) return read.handles;
    const stored: unknown = JSON.parse(text ?? '[]');
    const handles = Array.isArray(stored) ? stored.filter((one) => typeof one === 'string') : none;
    read = { text, handles: handles.slice(0, most) };
    return read.handles;
  } catch {
    return none;
  }
}

export function writeGuestWishes(handles: readonly string[]): void {
  try {
    window.localStorage.setItem(key, JSON.stringify(handles.slice(0, most)));
  } catch {
    // Without storage nothing is remembered.
  }
  window.dispatchEvent(new Event(changed));
}

function subscribe(listener: () => void): () => void {
  window.addEventListener(changed, listener);
  window.addEventListener('storage', listener);
  return () => {
    window.removeEventListener(changed, listener);
    window.removeEventListener('storage', listener);
  };
}

export function useGuestWishes(): string[] {
  return useSyncExternalStore(subscribe, readGuestWishes, () => none);
}

const signedInKey = 'ballast-signed-in';

/** Whether somebody was signed in here when this browser last looked. */
export function wasSignedIn(): boolean {
  try {
    return window.localStorage.getItem(signedInKey) !== null;
  } catch {
    return true;
  }
}

export function keepSignedIn(signedIn: boolean): void {
  try {
    if (signedIn) window.localStorage.setItem(signedInKey, '1');
    else window.localStorage.removeItem(signedInKey);
  } catch {
    // Without storage every page asks.
  }
}

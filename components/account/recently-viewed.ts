'use client';

const key = 'ballast-recent';
const most = 12;

/** The handles of products looked at last in this browser, newest first. Never sent anywhere. */
export function recentlyViewed(): string[] {
  try {
    const stored: unknown = JSON.parse(window.localStorage.getItem(key) ?? '[]');
    return Array.isArray(stored) ? stored.filter((one) => typeof one === 'string').slice(0, most) : [];
  } catch {
    return [];
  }
}

/** Remembers a product as looked at. */
export function rememberViewed(handle: string): void {
  try {
    const rest = recentlyViewed().filter((one) => one !== handle);
    window.localStorage.setItem(key, JSON.stringify([handle, ...rest].slice(0, most)));
  } catch {
    // Without storage nothing is remembered.
  }
}

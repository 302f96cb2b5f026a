/** What a shopper has typed, as the browser keeps it until the order is placed. The card is never among it. */
export type Address = {
  name: string;
  line1: string;
  line2: string;
  city: string;
  region: string;
  postcode: string;
  country: string;
  phone: string;
};

export type Draft = {
  /** The checkout's id: the idempotency key. One for all tabs, whichever market they are of: they share one cart. */
  id: string;
  email: string;
  address: Address;
  shippingMethodId: string | null;
  /** Whether a payment was sent: then the server is asked what became of it before anything else. */
  sent: boolean;
  savedAt: number;
};

const keepMs = 24 * 3_600_000;
const key = 'ballast-checkout';

/** `crypto.randomUUID` exists only on secure pages; a shop tried on a local network has none. */
export function newCheckoutId(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  bytes[6] = ((bytes[6] ?? 0) & 0x0f) | 0x40;
  bytes[8] = ((bytes[8] ?? 0) & 0x3f) | 0x80;
  const hex = [...bytes].map((byte) => byte.toString(16).padStart(2, '0')).join('');
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join('-');
}

export function emptyDraft(country: string): Draft {
  const address = { name: '', line1: '', line2: '', city: '', region: '', postcode: '', country, phone: '' };
  return { id: newCheckoutId(), email: '', address, shippingMethodId: null, sent: false, savedAt: 0 };
}

/**
 * A stored draft, if it is one of ours and not older than a day; fields it lacks are empty. `shipsTo`: a country that is
 * not among them was chosen in another market.
 */
export function parseDraft(
  text: string | null,
  fallback: Draft,
  now: number,
  shipsTo: readonly string[],
): Draft | null {
  if (text === null) return null;
  try {
    const stored = JSON.parse(text) as Partial<Draft>;
    if (typeof stored.id !== 'string' || now - Number(stored.savedAt) > keepMs) return null;
    const address = { ...fallback.address };
    for (const field of Object.keys(address) as (keyof Address)[]) {
      const value: unknown = stored.address?.[field];
      if (typeof value === 'string') address[field] = value;
    }
    if (!shipsTo.includes(address.country)) {
      Object.assign(address, { country: fallback.address.country, region: '' });
    }
    return {
      id: stored.id,
      email: typeof stored.email === 'string' ? stored.email : '',
      address,
      shippingMethodId: typeof stored.shippingMethodId === 'string' ? stored.shippingMethodId : null,
      sent: stored.sent === true,
      savedAt: Number(stored.savedAt),
    };
  } catch {
    return null;
  }
}

/** Private modes may refuse storage: the form works without, it only forgets on reload. */
function storage(): Storage | null {
  try {
    return window.localStorage;
  } catch {
    return null;
  }
}

export function readDraft(fallback: Draft, shipsTo: readonly string[]): Draft {
  return parseDraft(storage()?.getItem(key) ?? null, fallback, Date.now(), shipsTo) ?? fallback;
}

export function writeDraft(draft: Draft): void {
  try {
    storage()?.setItem(key, JSON.stringify({ ...draft, savedAt: Date.now() }));
  } catch {
    // A full storage forgets; the form goes on.
  }
}

/** Forgets the checkout once it became an order; its next one has another id. */
export function forgetDraft(): void {
  const kept = storage();
  // The release before kept one for each market, and addresses should not stay.
  for (const name of Object.keys(kept ?? {})) if (name.startsWith(key)) kept?.removeItem(name);
}

/** Forgets a checkout by its id, if it is still the one kept: for the way back from the bank. */
export function forgetCheckout(id: string): void {
  if (storage()?.getItem(key)?.includes(id)) forgetDraft();
}

/** Calls back when another tab changes or forgets the draft. @returns what stops it. */
export function watchDraft(changed: (text: string | null) => void): () => void {
  const listen = (event: StorageEvent) => {
    if (event.key === key) changed(event.newValue);
  };
  window.addEventListener('storage', listen);
  return () => window.removeEventListener('storage', listen);
}

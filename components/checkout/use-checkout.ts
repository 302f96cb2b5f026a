'use client';

import { useCallback, useEffect, useState } from 'react';
import type { CheckoutNews } from '#lib/checkout/index.ts';
import type { Country } from './address-fields.tsx';
import { ask } from './browser-checkout.ts';
import { type Draft, emptyDraft, parseDraft, readDraft, watchDraft, writeDraft } from './draft.ts';

export type Elsewhere =
  /** Without the token when this browser no longer has the cart that became the order. */
  | { kind: 'placed'; accessToken: string | null }
  | { kind: 'at_bank'; actionUrl: string }
  | { kind: 'failed'; code: string; message: string };

/** What the server knows of a checkout that was sent before; null: nothing that matters now. */
async function askBefore(id: string): Promise<Elsewhere | null> {
  const reply = await ask<CheckoutNews>('GET', `/api/checkout/${id}`);
  if (reply.kind !== 'ok') return null;
  switch (reply.value.status) {
    case 'placed':
      return { kind: 'placed', accessToken: reply.value.accessToken ?? null };
    case 'requires_action':
      return { kind: 'at_bank', actionUrl: reply.value.actionUrl };
    case 'failed':
      return { kind: 'failed', code: reply.value.code, message: reply.value.message };
    case 'processing':
      return null;
  }
}

/**
 * What was typed, kept in the browser through reload, Back and other tabs; and, for a checkout that was sent, what the
 * server knows of it. `ready` is false on the server and until the browser has looked.
 */
export function useCheckout(country: string, countries: readonly Country[]) {
  const [draft, setDraft] = useState<Draft>(() => ({ ...emptyDraft(country), id: '' }));
  const [ready, setReady] = useState(false);
  const [elsewhere, setElsewhere] = useState<Elsewhere | null>(null);

  const change = useCallback((next: Partial<Draft>) => {
    setDraft((before) => {
      const after = { ...before, ...next };
      writeDraft(after);
      return after;
    });
  }, []);

  /** Asks what became of a checkout that was sent, here or elsewhere. */
  const look = useCallback((id: string) => askBefore(id).then(setElsewhere), []);

  useEffect(() => {
    const shipsTo = countries.map((one) => one.country);
    const found = readDraft(emptyDraft(country), shipsTo);
    setDraft(found);
    writeDraft(found);
    setReady(true);
    if (found.sent) void look(found.id);
    const stop = watchDraft((text) => {
      const other = parseDraft(text, emptyDraft(country), Date.now(), shipsTo);
      // Forgotten by another tab: it became an order there.
      if (!other) void look(found.id);
      else setDraft(other);
    });
    // Back from the bank by the browser's button: the page comes out of its memory as it was.
    const shown = (event: PageTransitionEvent) => {
      if (event.persisted) window.location.reload();
    };
    window.addEventListener('pageshow', shown);
    return () => {
      stop();
      window.removeEventListener('pageshow', shown);
    };
  }, [country, countries, look]);

  return { draft, change, ready, elsewhere, look };
}

/** Whether the browser has a connection, as far as it knows. */
export function useOnline(): boolean {
  const [online, setOnline] = useState(true);
  useEffect(() => {
    const look = () => setOnline(navigator.onLine);
    look();
    window.addEventListener('online', look);
    window.addEventListener('offline', look);
    return () => {
      window.removeEventListener('online', look);
      window.removeEventListener('offline', look);
    };
  }, []);
  return online;
}

'use client';

import { useEffect, useRef, useState } from 'react';
import type { Token } from './card.ts';
import { loadScript } from './load-script.ts';

type CardElement = { mount(target: HTMLElement): void; destroy(): void };
type StripeClient = {
  elements(): { create(kind: 'card', options?: Record<string, unknown>): CardElement };
  createPaymentMethod(input: { type: 'card'; card: CardElement }): Promise<{
    paymentMethod?: { id: string };
    error?: { code?: string; message?: string };
  }>;
};

const source = 'https://js.stripe.com/v3/';

async function load(): Promise<(key: string) => StripeClient> {
  await loadScript(source);
  const made = (window as { Stripe?: (key: string) => StripeClient }).Stripe;
  if (!made) throw new Error('Stripe.js did not load');
  return made;
}

/** Stripe's own card field, in its own frame. `onReady` hands out the exchange of card for token. */
export function StripeCard({
  publishableKey,
  onReady,
}: {
  publishableKey: string;
  onReady: (exchange: () => Promise<Token>) => void;
}) {
  const place = useRef<HTMLDivElement>(null);
  const [problem, setProblem] = useState('');
  // biome-ignore lint/correctness/useExhaustiveDependencies: mounted once for a key
  useEffect(() => {
    let element: CardElement | undefined;
    let gone = false;
    load().then(
      (make) => {
        if (gone || !place.current) return;
        const stripe = make(publishableKey);
        const card = stripe
          .elements()
          .create('card', { style: { base: { fontSize: '16px', color: '#12233a' } } });
        element = card;
        card.mount(place.current);
        onReady(async () => {
          const { paymentMethod, error } = await stripe.createPaymentMethod({ type: 'card', card });
          return paymentMethod
            ? { ok: true, id: paymentMethod.id }
            : {
                ok: false,
                code: error?.code ?? 'unknown',
                message: error?.message ?? 'The card was not accepted.',
              };
        });
      },
      () => setProblem('The card form could not be loaded. Check your connection and reload this page.'),
    );
    return () => {
      gone = true;
      element?.destroy();
    };
  }, [publishableKey]);
  return (
    <div>
      <div ref={place} className="min-h-12 rounded-card border border-edge bg-sheet px-3.5 py-3.5" />
      {problem ? (
        <p role="alert" className="mt-2 text-bad text-sm">
          {problem}
        </p>
      ) : null}
    </div>
  );
}

'use client';

import { useEffect, useRef, useState } from 'react';
import { asToken, type Token } from './card.ts';
import { loadScript } from './load-script.ts';

type CardState = { isValid: boolean; data: { paymentMethod: Record<string, unknown> } };
type AdyenCardField = { mount(target: HTMLElement): AdyenCardField; unmount(): void; showValidation(): void };
type AdyenWeb = {
  AdyenCheckout: (options: Record<string, unknown>) => Promise<unknown>;
  Card: new (checkout: unknown, options: Record<string, unknown>) => AdyenCardField;
};

/** https://docs.adyen.com/online-payments/build-your-integration/ */
const version = '6.33.0';
const shopper = { test: 'checkoutshopper-test.adyen.com', live: 'checkoutshopper-live.adyen.com' };
const incomplete: Token = { ok: false, code: 'incomplete', message: 'Please fill in the whole card.' };

/** Adyen's own card fields, each in its own frame. `onReady` hands out the exchange of card for token. */
export function AdyenCard({
  clientKey,
  environment,
  onReady,
}: {
  clientKey: string;
  environment: 'test' | 'live';
  onReady: (exchange: () => Promise<Token>) => void;
}) {
  const place = useRef<HTMLDivElement>(null);
  const [problem, setProblem] = useState('');
  // biome-ignore lint/correctness/useExhaustiveDependencies: mounted once for a key
  useEffect(() => {
    let field: AdyenCardField | undefined;
    let gone = false;
    async function mount(): Promise<void> {
      await loadScript(`https://${shopper[environment]}/checkoutshopper/sdk/${version}/adyen.js`);
      const { AdyenWeb } = window as unknown as { AdyenWeb: AdyenWeb };
      const checkout = await AdyenWeb.AdyenCheckout({ clientKey, environment, countryCode: 'IE' });
      if (gone || !place.current) return;
      let state: CardState | null = null;
      const made = new AdyenWeb.Card(checkout, {
        onChange: (now: CardState) => {
          state = now;
        },
      });
      field = made;
      made.mount(place.current);
      onReady(async () => {
        if (!state?.isValid) {
          made.showValidation();
          return incomplete;
        }
        return { ok: true, id: asToken(state.data.paymentMethod) };
      });
    }
    mount().catch(() =>
      setProblem('The card form could not be loaded. Check your connection and reload this page.'),
    );
    return () => {
      gone = true;
      field?.unmount();
    };
  }, [clientKey]);
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

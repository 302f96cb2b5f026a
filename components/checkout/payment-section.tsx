'use client';

import { useQuery } from '@tanstack/react-query';
import { type Ref, useImperativeHandle, useRef, useState } from 'react';
import type { PublicGateway } from '#lib/payments/index.ts';
import { Alert } from '../ui/alert.tsx';
import { Spinner } from '../ui/spinner.tsx';
import { AdyenCard } from './adyen-card.tsx';
import { ask } from './browser-checkout.ts';
import { type CardFields, cardErrors, exchangeCard, fieldOfCode, type Token } from './card.ts';
import { CardForm } from './card-form.tsx';
import { StripeCard } from './stripe-card.tsx';

/** What the checkout's form asks of its payment section. */
export type PaymentHandle = {
  /** Marks what is missing. `loading`: no payment provider is known yet. */
  check: () => 'ready' | 'incomplete' | 'loading';
  /** Exchanges the card for a token at the provider itself. */
  exchange: () => Promise<{ gateway: PublicGateway['gateway']; token: Token }>;
  /** Marks the field a refusal speaks of. @returns whether there is one. */
  refused: (code: string, message: string) => boolean;
  /**
   * Another provider takes over: its own empty card form is shown, nothing else on the page changes.
   * @returns false when there is no other.
   */
  change: () => Promise<boolean>;
};

const noCard: CardFields = { number: '', expiry: '', cvc: '' };
const notReady: Token = { ok: false, code: 'not_ready', message: 'The card form is not ready yet.' };

async function fetchGateways(): Promise<PublicGateway[]> {
  const reply = await ask<{ gateways: PublicGateway[] }>('GET', '/api/payment-config');
  if (reply.kind !== 'ok') throw new Error('Payments do not answer');
  return reply.value.gateways;
}

/** The card, for whichever payment provider is up. Once shown, a provider stays until it fails. */
export function PaymentSection({ ref }: { ref: Ref<PaymentHandle> }) {
  const [chosen, setChosen] = useState<PublicGateway | null>(null);
  const [changed, setChanged] = useState(false);
  const [card, setCard] = useState(noCard);
  const [errors, setErrors] = useState<Partial<CardFields>>({});
  const framed = useRef<(() => Promise<Token>) | null>(null);
  const offered = useQuery({ queryKey: ['payment-config'], queryFn: fetchGateways, staleTime: 60_000 });
  const gateway = chosen ?? offered.data?.[0] ?? null;

  useImperativeHandle(ref, () => ({
    check: () => {
      if (!gateway) return 'loading';
      if (!gateway.sandboxUrl) return 'ready';
      const missing = cardErrors(card);
      setErrors(missing);
      return Object.keys(missing).length > 0 ? 'incomplete' : 'ready';
    },
    exchange: async () => {
      if (!gateway) return { gateway: 'stripe', token: notReady };
      // From here on a background refresh must not take the card away.
      setChosen(gateway);
      const token = gateway.sandboxUrl
        ? await exchangeCard(gateway, gateway.sandboxUrl, card)
        : await (framed.current?.() ?? Promise.resolve(notReady));
      return { gateway: gateway.gateway, token };
    },
    refused: (code, message) => {
      const field = fieldOfCode[code];
      if (field) setErrors({ [field]: message });
      return field !== undefined;
    },
    change: async () => {
      const fresh = (await offered.refetch()).data ?? [];
      const next = fresh.find((one) => one.gateway !== gateway?.gateway);
      if (!next) return false;
      framed.current = null;
      setChosen(next);
      setChanged(true);
      setCard(noCard);
      setErrors({});
      return true;
    },
  }));

  if (!gateway) {
    return offered.isError ? (
      <Alert tone="error" title="Payments are not ready yet">
        <p>Please try again in a moment.</p>
      </Alert>
    ) : (
      <Spinner className="size-6" />
    );
  }
  const ready = (exchange: () => Promise<Token>) => {
    framed.current = exchange;
  };
  return (
    <div className="grid gap-5" data-gateway={gateway.gateway}>
      {changed ? (
        <p className="text-muted text-sm">
          Another payment provider takes over. Everything else you have typed is kept.
        </p>
      ) : null}
      {gateway.sandboxUrl ? (
        <CardForm key={gateway.gateway} card={card} onChange={setCard} sandbox errors={errors} />
      ) : gateway.gateway === 'stripe' ? (
        <StripeCard publishableKey={gateway.publishableKey} onReady={ready} />
      ) : (
        <AdyenCard clientKey={gateway.clientKey} environment={gateway.environment} onReady={ready} />
      )}
    </div>
  );
}

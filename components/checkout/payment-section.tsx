'use client';

import { useQuery } from '@tanstack/react-query';
import { type Ref, useImperativeHandle, useRef, useState } from 'react';
import type { PublicGateway } from '#lib/payments/index.ts';
import { Alert } from '../ui/alert.tsx';
import { useMarket } from '../ui/market.tsx';
import { Spinner } from '../ui/spinner.tsx';
import { useTranslations } from '../ui/words.tsx';
import { adyenFrame } from './adyen-frame.ts';
import { ask } from './browser-checkout.ts';
import {
  type CardErrors,
  type CardFields,
  cardErrors,
  errorsOfCode,
  exchangeCard,
  type Token,
} from './card.ts';
import { CardForm } from './card-form.tsx';
import { FramedCard } from './framed-card.tsx';
import { stripeFrame } from './stripe-frame.ts';
import { changedFields, withoutTyped } from './typed-anew.ts';

/** What the checkout's form asks of its payment section. */
export type PaymentHandle = {
  /** Marks what is missing. `loading`: no payment provider is known yet. */
  check: () => 'ready' | 'incomplete' | 'loading';
  /** Exchanges the card for a token at the provider itself. */
  exchange: () => Promise<{ gateway: PublicGateway['gateway']; token: Token }>;
  /** Marks the field a refusal speaks of. @returns whether there is one. */
  refused: (code: string) => boolean;
  /**
   * Another provider takes over: its own empty card form is shown, nothing else on the page changes.
   * @returns false when there is no other.
   */
  change: () => Promise<boolean>;
};

const noCard = { number: '', expiry: '', cvc: '' };
const notReady: Token = { ok: false, code: 'not_ready', message: '' };

async function fetchGateways(): Promise<PublicGateway[]> {
  const reply = await ask<{ gateways: PublicGateway[] }>('GET', '/api/payment-config');
  if (reply.kind !== 'ok') throw new Error('Payments do not answer');
  return reply.value.gateways;
}

/**
 * The card, for whichever payment provider is up. Once shown, a provider stays until it fails. `errors` are the marks on
 * the card's fields, kept by the form around it.
 */
export function PaymentSection({
  ref,
  errors,
  onErrors,
}: {
  ref: Ref<PaymentHandle>;
  errors: CardErrors;
  onErrors: (errors: CardErrors) => void;
}) {
  const t = useTranslations('checkout');
  const { code: market } = useMarket();
  const [chosen, setChosen] = useState<PublicGateway | null>(null);
  const [changed, setChanged] = useState(false);
  const [card, setCard] = useState(noCard);
  const framed = useRef<(() => Promise<Token>) | null>(null);
  const offered = useQuery({ queryKey: ['payment-config'], queryFn: fetchGateways, staleTime: 60_000 });
  const gateway = chosen ?? offered.data?.[0] ?? null;

  useImperativeHandle(ref, () => ({
    check: () => {
      if (!gateway) return 'loading';
      if (!gateway.sandboxUrl) return 'ready';
      const missing = cardErrors(card, new Date());
      onErrors(missing);
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
    refused: (code) => {
      const found = errorsOfCode(code);
      if (found) onErrors(found);
      return found !== null;
    },
    change: async () => {
      const fresh = (await offered.refetch()).data ?? [];
      const next = fresh.find((one) => one.gateway !== gateway?.gateway);
      if (!next) return false;
      framed.current = null;
      setChosen(next);
      setChanged(true);
      setCard(noCard);
      onErrors({});
      return true;
    },
  }));

  if (!gateway) {
    return offered.isError ? (
      <Alert tone="error" title={t('notReadyTitle')}>
        <p>{t('notReadyText')}</p>
      </Alert>
    ) : (
      <Spinner className="size-6" />
    );
  }
  const type = (next: CardFields) => {
    onErrors(withoutTyped(errors, changedFields(card, next)));
    setCard(next);
  };
  const ready = (exchange: () => Promise<Token>) => {
    framed.current = exchange;
  };
  return (
    <div className="grid gap-5" data-gateway={gateway.gateway}>
      {changed ? <p className="text-muted text-sm">{t('otherProvider')}</p> : null}
      {gateway.sandboxUrl ? (
        <CardForm key={gateway.gateway} card={card} onChange={type} sandbox errors={errors} />
      ) : (
        <FramedCard
          key={gateway.gateway}
          mount={
            gateway.gateway === 'stripe'
              ? stripeFrame(gateway.publishableKey)
              : adyenFrame({ ...gateway, country: market.toUpperCase() })
          }
          onReady={ready}
        />
      )}
    </div>
  );
}

'use client';

import { type RefObject, useState } from 'react';
import type { CheckoutAnswer, CheckoutNews, Quote } from '#lib/checkout/index.ts';
import { beginSpan } from '../ui/browser-report.ts';
import { hrefIn, useMarket } from '../ui/market.tsx';
import { useTranslations } from '../ui/words.tsx';
import { ask, followCheckout, type Refused } from './browser-checkout.ts';
import { type Draft, forgetDraft } from './draft.ts';
import type { PaymentHandle } from './payment-section.tsx';

/** `ofMarks`: it speaks of marked fields, and goes with the last of these marks. */
export type Notice = { tone: 'error' | 'info'; title: string; detail?: string; ofMarks?: boolean };

type Checkout = {
  draft: Draft;
  change: (next: Partial<Draft>) => void;
  quote: Quote | undefined;
  /** Fetches the quote again. */
  requote: () => void;
  payment: RefObject<PaymentHandle | null>;
  /** Shows where another checkout stands. */
  look: (id: string) => Promise<void>;
  /** Shows what went wrong: marks fields, says why, moves the focus. */
  fail: (errors: Record<string, string>, notice: Notice | null) => void;
};

/**
 * Sends the checkout, and finds out what became of it whatever happens on the way. `busy` says what is going on; empty
 * when nothing is.
 */
export function useSubmit({ draft, change, quote, requote, payment, look, fail }: Checkout) {
  const t = useTranslations('checkout');
  const market = useMarket();
  const [busy, setBusy] = useState('');

  const failed = (errors: Record<string, string>, notice: Notice | null) => {
    setBusy('');
    fail(errors, notice);
  };

  async function settled(id: string): Promise<CheckoutNews | null> {
    const answer = await followCheckout(id);
    return answer?.status === 'processing' ? { status: 'failed', code: 'slow', message: t('slow') } : answer;
  }

  async function finish(id: string, answer: CheckoutNews | null): Promise<void> {
    if (answer === null) {
      change({ sent: false });
      return failed({}, { tone: 'error', title: t('lostTitle'), detail: t('lostText') });
    }
    switch (answer.status) {
      case 'placed':
        forgetDraft();
        if (!answer.accessToken) {
          return failed({}, { tone: 'info', title: t('placedTitle'), detail: t('placedText') });
        }
        window.location.assign(hrefIn(market, `/orders/${answer.accessToken}?placed`));
        return;
      case 'requires_action':
        setBusy(t('toBank'));
        window.location.assign(answer.actionUrl);
        return;
      case 'processing':
        setBusy(t('waiting'));
        return finish(id, await settled(id));
      case 'failed':
        return refusedPayment(answer.code, answer.message);
    }
  }

  /** What the payment provider or its form did not say itself. */
  const ownWords: Record<string, string> = {
    incomplete: t('lookAgain'),
    not_ready: t('cardNotReady'),
    gateway_unreachable: t('gatewaySilent'),
  };

  async function refusedPayment(code: string, told: string): Promise<void> {
    const message = told || (ownWords[code] ?? '');
    const away = code === 'gateway_changed' || code === 'gateway_unreachable';
    if (away && (await payment.current?.change())) {
      return failed({}, { tone: 'info', title: t('cardAgain'), detail: message });
    }
    payment.current?.refused(code);
    failed({}, { tone: 'error', title: t('refused'), detail: message });
  }

  function refusedCheckout(reply: Refused): void | Promise<void> {
    switch (reply.code) {
      case 'invalid_input':
        return failed(reply.errors, {
          tone: 'error',
          title: t('lookAgain'),
          ofMarks: Object.keys(reply.errors).length > 0,
        });
      case 'price_changed':
        // The new quote says what changed, and the total stands on the button.
        requote();
        return failed({}, { tone: 'info', title: t('totalChangedTitle'), detail: t('totalChangedAgain') });
      case 'gateway_changed':
        return refusedPayment(reply.code, reply.detail);
      case 'idempotency_conflict':
        // It was sent before with other contents: what became of that decides.
        return settled(draft.id).then((answer) => finish(draft.id, answer));
      case 'cart_in_payment':
        // Its order, or the way on at the bank.
        if (reply.checkoutId) void look(reply.checkoutId);
        break;
      case 'lines_unavailable':
      case 'cart_empty':
        requote();
    }
    payment.current?.refused(reply.code);
    failed({}, { tone: 'error', title: reply.title, detail: reply.detail });
  }

  async function submit(): Promise<void> {
    if (!quote) return;
    setBusy(t('checkingCard'));
    const exchanged = await payment.current?.exchange();
    if (!exchanged) return setBusy('');
    const { gateway, token } = exchanged;
    if (!token.ok) return refusedPayment(token.code, token.message);

    setBusy(t('placing'));
    // From here on a reload asks the server what became of it.
    change({ sent: true });
    const { region, ...address } = draft.address;
    const order = {
      checkoutId: draft.id,
      market: market.code,
      email: draft.email.trim(),
      shippingAddress: { ...address, ...(region ? { region } : {}) },
      shippingMethodId: quote.shippingMethodId,
      gateway,
      paymentToken: token.id,
      expectedTotalMinor: quote.totalMinor,
    };
    const span = beginSpan('place the order');
    const reply = await ask<CheckoutAnswer>('POST', '/api/checkout', order, span);
    if (reply.kind === 'ok') return finish(draft.id, reply.value);
    if (reply.kind === 'lost' || reply.code === 'checkout_interrupted') {
      setBusy(t('asking'));
      return finish(draft.id, await settled(draft.id));
    }
    return refusedCheckout(reply);
  }

  return { busy, submit };
}

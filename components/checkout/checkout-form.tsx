'use client';

import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { Lock } from 'lucide-react';
import { type FormEvent, useRef, useState } from 'react';
import type { CheckoutAnswer, Quote } from '#lib/checkout/index.ts';
import { CouponField } from '../shop/coupon-field.tsx';
import { Alert } from '../ui/alert.tsx';
import { Button, ButtonLink } from '../ui/button.tsx';
import { Card } from '../ui/card.tsx';
import { Field, SelectField } from '../ui/field.tsx';
import { formatPrice, Price } from '../ui/price.tsx';
import { Spinner } from '../ui/spinner.tsx';
import { ask, checkoutId, followCheckout, forgetCheckoutId, type Refused } from './browser-checkout.ts';
import { type PaymentHandle, PaymentSection } from './payment-section.tsx';
import { Summary } from './summary.tsx';

type Address = { name: string; line1: string; line2: string; city: string; postcode: string; phone: string };
type Notice = { tone: 'error' | 'info'; title: string; detail?: string };

const emptyAddress: Address = { name: '', line1: '', line2: '', city: '', postcode: '', phone: '' };
const required: Record<string, string> = {
  email: 'Where may we send the confirmation?',
  name: 'Who is it for?',
  line1: 'Street and number',
  city: 'The town',
  postcode: 'The postcode',
};

class QuoteRefused extends Error {
  readonly refused: Refused | null;
  constructor(refused: Refused | null) {
    super(refused?.title ?? 'We could not reach the shop');
    this.refused = refused;
  }
}

async function fetchQuote(country: string, shippingMethodId: string | null): Promise<Quote> {
  const reply = await ask<Quote>('POST', '/api/checkout/quote', {
    country,
    ...(shippingMethodId ? { shippingMethodId } : {}),
  });
  if (reply.kind === 'ok') return reply.value;
  throw new QuoteRefused(reply.kind === 'refused' ? reply : null);
}

/** Why a total is another than the one shown before, in words. */
function whatChanged(before: Quote | undefined, now: Quote): string {
  const coupon = before?.coupon && !now.coupon ? now.couponProblem?.message : undefined;
  const prices = now.lines.flatMap((line) => {
    const then = before?.lines.find(({ sku }) => sku === line.sku);
    return then && then.unitMinor !== line.unitMinor
      ? [
          `${line.title} is now ${formatPrice(line.unitMinor, now.currency)} instead of ${formatPrice(then.unitMinor, now.currency)}.`,
        ]
      : [];
  });
  const said = [...(coupon ? [coupon] : []), ...prices.slice(0, 5)];
  return said.length > 0 ? said.join(' ') : 'A price changed while you were here.';
}

/** The whole checkout on one page. Whatever goes wrong, everything typed stays. */
export function CheckoutForm({ countries }: { countries: { code: string; name: string }[] }) {
  const [email, setEmail] = useState('');
  const [address, setAddress] = useState(emptyAddress);
  const [country, setCountry] = useState(
    countries.some(({ code }) => code === 'IE') ? 'IE' : (countries[0]?.code ?? ''),
  );
  const [method, setMethod] = useState<string | null>(null);
  const [errors, setErrors] = useState<Record<string, string>>({});
  const [notice, setNotice] = useState<Notice | null>(null);
  const [busy, setBusy] = useState('');
  const payment = useRef<PaymentHandle>(null);
  const form = useRef<HTMLFormElement>(null);

  const quoted = useQuery({
    queryKey: ['quote', country, method],
    queryFn: () => fetchQuote(country, method),
    placeholderData: keepPreviousData,
    staleTime: 0,
  });
  const quote = quoted.data;
  // What the customer chose shows at once; the total follows with the server's answer, and paying waits for it.
  const methodId = quote?.methods.some(({ id }) => id === method) ? method : quote?.shippingMethodId;
  const outdated = quoted.isPlaceholderData;

  function fail(found: Record<string, string>, said: Notice | null): void {
    setErrors(found);
    setNotice(said);
    setBusy('');
    // After React has marked the fields: to the first of them, or to the message.
    setTimeout(() => {
      const first = form.current?.querySelector<HTMLElement>('[aria-invalid="true"]');
      if (first) first.focus();
      else
        document.getElementById('checkout-notice')?.scrollIntoView({ block: 'center', behavior: 'smooth' });
    }, 0);
  }

  async function finish(id: string, answer: CheckoutAnswer | null): Promise<void> {
    if (answer === null) {
      return fail(
        {},
        {
          tone: 'error',
          title: 'The connection was lost',
          detail: 'You were not charged. Please try again.',
        },
      );
    }
    switch (answer.status) {
      case 'placed':
        forgetCheckoutId();
        window.location.assign(`/orders/${answer.accessToken}?placed`);
        return;
      case 'requires_action':
        setBusy('Taking you to your bank…');
        window.location.assign(answer.actionUrl);
        return;
      case 'processing':
        setBusy('Waiting for the payment provider…');
        return finish(id, await settled(id));
      case 'failed':
        return refusedPayment(answer.code, answer.message);
    }
  }

  async function settled(id: string): Promise<CheckoutAnswer | null> {
    const answer = await followCheckout(id);
    return answer?.status === 'processing'
      ? {
          status: 'failed',
          code: 'slow',
          message:
            'This takes longer than usual. We go on trying; look again in a minute before you pay another way.',
        }
      : answer;
  }

  async function refusedPayment(code: string, message: string): Promise<void> {
    const away = code === 'gateway_changed' || code === 'gateway_unreachable';
    if (away && (await payment.current?.change())) {
      return fail({}, { tone: 'info', title: 'Please enter your card once more', detail: message });
    }
    payment.current?.refused(code, message);
    fail({}, { tone: 'error', title: 'The payment was not accepted', detail: message });
  }

  async function submit(event: FormEvent): Promise<void> {
    event.preventDefault();
    if (busy || !quote || outdated) return;
    const typed: Record<string, string> = { email, ...address };
    const missing: Record<string, string> = {};
    for (const [field, hint] of Object.entries(required)) {
      if (!typed[field]?.trim()) missing[field === 'email' ? field : `shippingAddress.${field}`] = hint;
    }
    const card = payment.current?.check() ?? 'loading';
    if (card === 'loading') {
      return fail(missing, {
        tone: 'error',
        title: 'Payments are not ready yet',
        detail: 'Please try again in a moment.',
      });
    }
    if (card === 'incomplete' || Object.keys(missing).length > 0) return fail(missing, null);

    setErrors({});
    setNotice(null);
    setBusy('Checking your card…');
    const exchanged = await payment.current?.exchange();
    if (!exchanged) return;
    const { gateway, token } = exchanged;
    if (!token.ok) return refusedPayment(token.code, token.message);

    setBusy('Placing your order…');
    const id = checkoutId();
    const reply = await ask<CheckoutAnswer>('POST', '/api/checkout', {
      checkoutId: id,
      email: email.trim(),
      shippingAddress: { ...address, country },
      shippingMethodId: quote.shippingMethodId,
      gateway,
      paymentToken: token.id,
      expectedTotalMinor: quote.totalMinor,
    });
    if (reply.kind === 'ok') return finish(id, reply.value);
    if (reply.kind === 'lost' || reply.code === 'checkout_interrupted') {
      setBusy('The connection was interrupted. Asking what became of it…');
      return finish(id, await settled(id));
    }
    return refusedCheckout(reply);
  }

  function refusedCheckout(reply: Refused): void | Promise<void> {
    if (reply.code === 'invalid_input') {
      fail(reply.errors, { tone: 'error', title: 'Please look at the marked fields again' });
      return;
    }
    if (reply.code === 'price_changed' && reply.quote) {
      const before = quote ? formatPrice(quote.totalMinor, quote.currency) : '';
      const now = formatPrice(reply.quote.totalMinor, reply.quote.currency);
      void quoted.refetch();
      fail(
        {},
        {
          tone: 'info',
          title: `The total has changed from ${before} to ${now}`,
          detail: `${whatChanged(quote, reply.quote)} You were not charged. Press the button again if this is fine.`,
        },
      );
      return;
    }
    if (reply.code === 'idempotency_conflict') forgetCheckoutId();
    if (['lines_unavailable', 'cart_empty'].includes(reply.code)) void quoted.refetch();
    if (reply.code === 'gateway_changed') return refusedPayment(reply.code, reply.detail);
    payment.current?.refused(reply.code, reply.detail || reply.title);
    fail(
      {},
      {
        tone: 'error',
        title: reply.title,
        detail: reply.detail,
      },
    );
  }

  const refusedQuote = quoted.error instanceof QuoteRefused ? quoted.error.refused : null;
  if (quoted.isError && !busy) {
    return (
      <Card className="max-w-xl">
        <Alert tone={refusedQuote?.code === 'cart_empty' ? 'info' : 'error'} title={quoted.error.message}>
          {refusedQuote?.detail ? <p>{refusedQuote.detail}</p> : null}
        </Alert>
        <div className="mt-6 flex flex-wrap gap-3">
          <ButtonLink href="/cart">View cart</ButtonLink>
          <Button variant="secondary" onClick={() => void quoted.refetch()}>
            Try again
          </Button>
        </div>
      </Card>
    );
  }

  const text = (field: keyof Address, label: string, rest: Record<string, string> = {}) => (
    <Field
      label={label}
      name={field}
      value={address[field]}
      error={errors[`shippingAddress.${field}`]}
      onChange={(event) => setAddress({ ...address, [field]: event.target.value })}
      {...rest}
    />
  );
  const chosen = quote?.methods.find(({ id }) => id === quote.shippingMethodId);

  return (
    <form
      ref={form}
      noValidate
      onSubmit={(event) => void submit(event)}
      className="grid items-start gap-8 lg:grid-cols-[1.4fr_1fr] lg:gap-14"
    >
      <div className="grid gap-10">
        <section aria-labelledby="contact">
          <h2 id="contact" className="display mb-5 text-section">
            Contact
          </h2>
          <Field
            label="E-mail"
            name="email"
            type="email"
            autoComplete="email"
            hint="For the confirmation and nothing else."
            value={email}
            error={errors.email}
            onChange={(event) => setEmail(event.target.value)}
          />
        </section>
        <section aria-labelledby="address">
          <h2 id="address" className="display mb-5 text-section">
            Delivery address
          </h2>
          <div className="grid gap-4">
            {text('name', 'Full name', { autoComplete: 'name' })}
            <SelectField
              label="Country"
              name="country"
              autoComplete="country"
              value={country}
              error={errors['shippingAddress.country']}
              onChange={(event) => setCountry(event.target.value)}
            >
              {countries.map(({ code, name }) => (
                <option key={code} value={code}>
                  {name}
                </option>
              ))}
            </SelectField>
            {text('line1', 'Address', { autoComplete: 'address-line1' })}
            {text('line2', 'Apartment, floor (optional)', { autoComplete: 'address-line2' })}
            <div className="grid gap-4 sm:grid-cols-[1fr_2fr]">
              {text('postcode', 'Postcode', { autoComplete: 'postal-code' })}
              {text('city', 'Town', { autoComplete: 'address-level2' })}
            </div>
            {text('phone', 'Phone (optional)', { autoComplete: 'tel', type: 'tel' })}
          </div>
        </section>
        <fieldset>
          <legend className="display mb-5 text-section">Delivery</legend>
          <div className="grid gap-2.5">
            {quote?.methods.map((one) => (
              <label
                key={one.id}
                className="flex cursor-pointer items-center gap-4 rounded-card border border-edge bg-sheet px-4 py-3.5 has-checked:border-ink has-checked:ring-1 has-checked:ring-ink"
              >
                <input
                  type="radio"
                  name="shipping-method"
                  value={one.id}
                  checked={one.id === methodId}
                  onChange={() => setMethod(one.id)}
                  className="size-4.5 accent-ink"
                />
                <span className="min-w-0 flex-1">
                  <span className="block font-medium">{one.title}</span>
                  <span className="block text-muted text-sm">{one.promise}</span>
                </span>
                <span>
                  {one.priceMinor === 0 ? 'Free' : <Price minor={one.priceMinor} currency={quote.currency} />}
                </span>
              </label>
            )) ?? <Spinner className="size-6" />}
          </div>
        </fieldset>
        <section aria-labelledby="payment">
          <h2 id="payment" className="display mb-5 text-section">
            Payment
          </h2>
          <PaymentSection ref={payment} />
        </section>
      </div>
      <Card className="lg:sticky lg:top-8">
        <h2 className="display mb-3 text-section">Your order</h2>
        {quote ? <Summary quote={quote} shippingTitle={chosen?.title} /> : <Spinner className="size-6" />}
        {quote ? (
          <CouponField
            coupon={quote.coupon ?? null}
            problem={quote.couponProblem ?? null}
            currency={quote.currency}
            onChanged={() => void quoted.refetch()}
          />
        ) : null}
        <div id="checkout-notice" className="mt-5 empty:hidden">
          {notice ? (
            <Alert tone={notice.tone} title={notice.title}>
              {notice.detail ? <p>{notice.detail}</p> : null}
            </Alert>
          ) : null}
        </div>
        <Button
          type="submit"
          size="large"
          className="mt-5 w-full"
          busy={busy !== ''}
          disabled={!quote || outdated}
        >
          {quote ? `Pay ${formatPrice(quote.totalMinor, quote.currency)}` : 'Pay'}
        </Button>
        <p aria-live="polite" className="mt-3 min-h-6 text-center text-muted text-sm">
          {busy || (
            <span className="inline-flex items-center gap-1.5">
              <Lock aria-hidden="true" className="size-3.5" /> Your card goes to the payment provider, never
              to us.
            </span>
          )}
        </p>
      </Card>
    </form>
  );
}

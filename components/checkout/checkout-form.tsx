'use client';

import { type FormEvent, useEffect, useRef, useState } from 'react';
import { CouponField } from '../shop/coupon-field.tsx';
import { Alert } from '../ui/alert.tsx';
import { Button, ButtonLink } from '../ui/button.tsx';
import { Card } from '../ui/card.tsx';
import { Field } from '../ui/field.tsx';
import { Icon } from '../ui/icon.tsx';
import { hrefIn, useMarket } from '../ui/market.tsx';
import { useFormatPrice } from '../ui/price.tsx';
import { Spinner } from '../ui/spinner.tsx';
import { useTranslations } from '../ui/words.tsx';
import { AddressFields, type Country, useAddressErrors } from './address-fields.tsx';
import type { CardErrors } from './card.ts';
import { DeliveryMethods } from './delivery-methods.tsx';
import { forgetDraft } from './draft.ts';
import { type PaymentHandle, PaymentSection } from './payment-section.tsx';
import { SavedAddresses } from './saved-addresses.tsx';
import { Summary } from './summary.tsx';
import { TotalNotice } from './total-notice.tsx';
import { changedFields, withoutTyped } from './typed-anew.ts';
import { useCheckout, useOnline } from './use-checkout.ts';
import { QuoteRefused, useQuote } from './use-quote.ts';
import { type Notice, useSubmit } from './use-submit.ts';

const noErrors: Record<string, string> = {};

/**
 * The whole checkout on one page. Whatever goes wrong, everything typed stays. `empty`: nothing was in the cart when the
 * page was made; an order that another tab placed is told all the same.
 */
export function CheckoutForm({
  countries,
  country,
  empty,
}: {
  countries: readonly Country[];
  country: string;
  empty: boolean;
}) {
  const t = useTranslations('checkout');
  const market = useMarket();
  const price = useFormatPrice();
  const online = useOnline();
  const { draft, change, ready, elsewhere, look } = useCheckout(country, countries);
  const addressErrors = useAddressErrors(countries);
  const [errors, setErrors] = useState(noErrors);
  const [cardErrors, setCardErrors] = useState<CardErrors>({});
  const [notice, setNotice] = useState<Notice | null>(null);
  const payment = useRef<PaymentHandle>(null);
  const form = useRef<HTMLFormElement>(null);

  const { address } = draft;
  // Only a whole postcode changes what delivery costs: nothing is asked while it is being typed.
  const postcode = addressErrors(address).postcode ? '' : address.postcode;
  const quoted = useQuote({ ...address, postcode }, draft.shippingMethodId, ready);
  const quote = quoted.data;
  const outdated = quoted.isPlaceholderData;
  const methodId = quote?.methods.some(({ id }) => id === draft.shippingMethodId)
    ? draft.shippingMethodId
    : quote?.shippingMethodId;

  const forget = (...paths: string[]) => setErrors(withoutTyped(errors, paths));

  function fail(found: Record<string, string>, said: Notice | null) {
    setErrors(found);
    setNotice(said);
    // After React has marked the fields: to the first of them, or to the message.
    setTimeout(() => {
      const first = form.current?.querySelector<HTMLElement>('[aria-invalid="true"]');
      if (first) first.focus();
      else document.getElementById('checkout-notice')?.scrollIntoView({ block: 'center' });
    }, 0);
  }

  const { busy, submit } = useSubmit({
    draft,
    change,
    quote,
    requote: () => void quoted.refetch(),
    payment,
    look,
    fail,
  });

  useEffect(() => {
    if (elsewhere?.kind === 'failed')
      setNotice({ tone: 'error', title: t('refused'), detail: elsewhere.message });
    if (elsewhere?.kind === 'placed') forgetDraft();
  }, [elsewhere, t]);

  function send(event: FormEvent): void {
    event.preventDefault();
    if (busy || !quote || outdated) return;
    const found = Object.fromEntries(
      Object.entries(addressErrors(address)).map(([field, said]) => [`shippingAddress.${field}`, said]),
    );
    const email = draft.email.trim();
    if (!email) found.email = t('missingEmail');
    else if (!/^\S+@\S+\.\S+$/.test(email)) found.email = t('badEmail');
    const card = payment.current?.check() ?? 'loading';
    if (card === 'loading') {
      fail(found, { tone: 'error', title: t('notReadyTitle'), detail: t('notReadyText') });
      return;
    }
    if (card === 'incomplete' || Object.keys(found).length > 0) {
      fail(found, { tone: 'error', title: t('lookAgain'), ofMarks: true });
      return;
    }
    setErrors(noErrors);
    setNotice(null);
    void submit();
  }

  if (elsewhere?.kind === 'placed') {
    return (
      <Card className="max-w-xl">
        {elsewhere.accessToken === null ? (
          <Alert tone="success" title={t('placedTitle')}>
            <p>{t('placedText')}</p>
          </Alert>
        ) : (
          <>
            <Alert tone="success" title={t('otherTab')} />
            <ButtonLink href={`/orders/${elsewhere.accessToken}`} className="mt-6">
              {t('openOrder')}
            </ButtonLink>
          </>
        )}
      </Card>
    );
  }
  const refused = quoted.error instanceof QuoteRefused ? quoted.error.refused : null;
  if (!busy && (refused?.code === 'cart_empty' || (empty && !quote && !quoted.isError)))
    return <NothingInCart />;
  if (quoted.isError && !busy) {
    // Where nothing is delivered another country may do: the form stays.
    if (refused?.code !== 'shipping_not_offered') {
      return (
        <Card className="max-w-xl">
          <Alert tone="error" title={refused?.title ?? t('unreachable')}>
            {refused?.detail ? <p>{refused.detail}</p> : null}
          </Alert>
          <div className="mt-6 flex flex-wrap gap-3">
            <ButtonLink href="/cart">{t('viewCart')}</ButtonLink>
            <Button variant="secondary" onClick={() => void quoted.refetch()}>
              {t('tryAgain')}
            </Button>
          </div>
        </Card>
      );
    }
  }

  const fields = Object.fromEntries(
    Object.entries(errors).flatMap(([path, said]) =>
      path.startsWith('shippingAddress.') ? [[path.slice('shippingAddress.'.length), said]] : [],
    ),
  );
  const marked = Object.keys({ ...errors, ...cardErrors }).length > 0;
  const said = notice?.ofMarks && !marked ? null : notice;
  const chosen = quote?.methods.find(({ id }) => id === quote.shippingMethodId);
  const heading = 'display mb-5 text-section';

  return (
    <form
      ref={form}
      noValidate
      onSubmit={send}
      className="grid items-start gap-8 lg:grid-cols-[1.4fr_1fr] lg:gap-14"
    >
      <div className="grid gap-10">
        {elsewhere?.kind === 'at_bank' ? (
          <Alert tone="info" title={t('waitingBank')}>
            <p>{t('waitingBankText')}</p>
            <p className="mt-2">
              <a href={elsewhere.actionUrl} className="font-medium underline underline-offset-4">
                {t('goOnBank')}
              </a>
            </p>
          </Alert>
        ) : null}
        <section aria-labelledby="contact">
          <h2 id="contact" className={heading}>
            {t('contact')}
          </h2>
          <Field
            label={t('email')}
            name="email"
            type="email"
            inputMode="email"
            autoComplete="email"
            autoCapitalize="none"
            spellCheck={false}
            maxLength={254}
            hint={t('emailHint')}
            value={draft.email}
            error={errors.email}
            onChange={(event) => {
              forget('email');
              change({ email: event.target.value });
            }}
          />
          <SavedAddresses draft={draft} change={change} countries={countries} />
        </section>
        <section aria-labelledby="address">
          <h2 id="address" className={heading}>
            {t('address')}
          </h2>
          <AddressFields
            address={address}
            errors={fields}
            countries={countries}
            onChange={(next) => {
              forget(...changedFields(address, next).map((field) => `shippingAddress.${field}`));
              change({ address: next });
            }}
          />
        </section>
        <fieldset>
          <legend className={heading}>{t('delivery')}</legend>
          {quoted.isError ? <Alert tone="error" title={quoted.error.message} /> : null}
          <DeliveryMethods
            quote={quote}
            chosen={methodId}
            onChange={(shippingMethodId) => change({ shippingMethodId })}
          />
        </fieldset>
        <section aria-labelledby="payment">
          <h2 id="payment" className={heading}>
            {t('payment')}
          </h2>
          <PaymentSection ref={payment} errors={cardErrors} onErrors={setCardErrors} />
        </section>
      </div>
      <Card className="lg:sticky lg:top-8">
        <h2 className="display mb-3 text-section">{t('yourOrder')}</h2>
        {quote ? (
          <>
            <Summary quote={quote} shippingTitle={chosen?.title} />
            <TotalNotice quote={quote} />
            <CouponField
              coupon={quote.coupon ?? null}
              problem={quote.couponProblem ?? null}
              currency={quote.currency}
              onChanged={() => void quoted.refetch()}
            />
          </>
        ) : (
          // About as high as what comes: the button below does not move under a finger.
          <div className="min-h-72">
            <Spinner className="size-6" />
          </div>
        )}
        <div id="checkout-notice" className="mt-5 grid gap-3 empty:hidden">
          {online ? null : <Alert tone="info" title={t('offline')} />}
          {said ? (
            <Alert tone={said.tone} title={said.title}>
              {said.detail ? <p>{said.detail}</p> : null}
            </Alert>
          ) : null}
        </div>
        <Button
          type="submit"
          size="large"
          className="mt-5 w-full"
          busy={busy !== ''}
          disabled={!quote || outdated || quoted.isError}
        >
          {quote ? t('payAmount', { amount: price(quote.totalMinor, quote.currency) }) : t('pay')}
        </Button>
        <p aria-live="polite" className="mt-3 min-h-6 text-center text-muted text-sm">
          {busy || (
            <span className="inline-flex items-center gap-1.5">
              <Icon name="lock" className="size-3.5" /> {t('cardSafe')}
            </span>
          )}
        </p>
        <p className="sr-only">
          <a href={hrefIn(market, '/cart')}>{t('viewCart')}</a>
        </p>
      </Card>
    </form>
  );
}

function NothingInCart() {
  const t = useTranslations('cart');
  return (
    <>
      <p className="mb-5 text-lg text-muted">{t('empty')}</p>
      <ButtonLink href="/">{t('lookAround')}</ButtonLink>
    </>
  );
}

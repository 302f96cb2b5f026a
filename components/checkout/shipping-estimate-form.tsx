'use client';

import { type FormEvent, useEffect, useState } from 'react';
import type { Quote } from '#lib/checkout/index.ts';
import { callShop } from '../shop/call-shop.ts';
import { useWords } from '../shop/shop-error.ts';
import { useSend } from '../shop/use-send.ts';
import { Alert } from '../ui/alert.tsx';
import { Button } from '../ui/button.tsx';
import { Field, SelectField } from '../ui/field.tsx';
import { useMarket } from '../ui/market.tsx';
import { Price } from '../ui/price.tsx';
import { useTranslations } from '../ui/words.tsx';
import type { Country } from './address-fields.tsx';

export function ShippingEstimateForm({ countries, cart }: { countries: readonly Country[]; cart: string }) {
  const t = useTranslations('cart');
  const free = useTranslations('checkout')('free');
  const { code: market } = useMarket();
  const words = useWords();
  const [country, setCountry] = useState(countries[0]?.country ?? '');
  const [postcode, setPostcode] = useState('');
  const [quote, setQuote] = useState<Quote | null>(null);
  const ask = useSend((place: { country: string; postcode: string }) =>
    callShop<Quote>('/api/checkout/quote', { method: 'POST', body: { market, ...place }, words }),
  );
  const show = (event?: FormEvent) => {
    event?.preventDefault();
    ask.mutate({ country, postcode: postcode.trim() }, { onSuccess: setQuote });
  };
  // biome-ignore lint/correctness/useExhaustiveDependencies: another cart costs something else
  useEffect(() => {
    if (quote) show();
  }, [cart]);
  return (
    <>
      <form onSubmit={show} className="mt-3 grid gap-3">
        <SelectField
          label={t('estimateCountry')}
          name="estimate-country"
          value={country}
          onChange={(event) => setCountry(event.target.value)}
        >
          {countries.map((one) => (
            <option key={one.country} value={one.country}>
              {one.name}
            </option>
          ))}
        </SelectField>
        <div className="flex items-start gap-2">
          <Field
            className="min-w-0 flex-1"
            label={t('estimatePostcode')}
            name="estimate-postcode"
            autoComplete="postal-code"
            maxLength={20}
            value={postcode}
            onChange={(event) => setPostcode(event.target.value)}
          />
          <Button type="submit" variant="secondary" className="mt-[1.65rem]" busy={ask.isPending}>
            {t('estimateShow')}
          </Button>
        </div>
      </form>
      <div role="status" className="mt-3 text-sm">
        {ask.error ? <Alert tone="error">{ask.error.message}</Alert> : null}
        {quote && !ask.error ? (
          <ul className="grid gap-2">
            {quote.methods.map((method) => (
              <li key={method.id} className="flex justify-between gap-4">
                <span>
                  {method.title}
                  <span className="block text-muted">{method.promise}</span>
                </span>
                {method.priceMinor === 0 ? (
                  free
                ) : (
                  <Price minor={method.priceMinor} currency={quote.currency} />
                )}
              </li>
            ))}
          </ul>
        ) : null}
      </div>
    </>
  );
}

'use client';

import { useQuery } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { useTranslations } from 'use-intl';
import type { Quote } from '#lib/checkout/index.ts';
import { callShop, useWords } from '../shop/use-cart.ts';
import { Alert } from '../ui/alert.tsx';
import { Button } from '../ui/button.tsx';
import { Field, SelectField } from '../ui/field.tsx';
import { useMarket } from '../ui/market.tsx';
import { Price } from '../ui/price.tsx';
import type { Country } from './address-fields.tsx';

/** What delivery of the cart would cost, before anything else is known. `cart` changes when the cart does. */
export function ShippingEstimate({ countries, cart }: { countries: readonly Country[]; cart: string }) {
  const t = useTranslations('cart');
  const free = useTranslations('checkout')('free');
  const { code: market } = useMarket();
  const words = useWords();
  const [country, setCountry] = useState(countries[0]?.country ?? '');
  const [postcode, setPostcode] = useState('');
  const [asked, setAsked] = useState<{ country: string; postcode: string } | null>(null);
  const quoted = useQuery({
    queryKey: ['estimate', market, asked, cart],
    enabled: asked !== null,
    queryFn: () =>
      callShop<Quote>('/api/checkout/quote', { method: 'POST', body: { market, ...asked }, words }),
    retry: false,
  });
  const show = (event: FormEvent) => {
    event.preventDefault();
    setAsked({ country, postcode: postcode.trim() });
  };
  return (
    <details className="mt-4 border-line border-t pt-4">
      <summary className="cursor-pointer py-1 font-medium text-sm">{t('estimate')}</summary>
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
          <Button type="submit" variant="secondary" className="mt-[1.65rem]" busy={quoted.isFetching}>
            {t('estimateShow')}
          </Button>
        </div>
      </form>
      <div role="status" className="mt-3 text-sm">
        {quoted.error ? <Alert tone="error">{quoted.error.message}</Alert> : null}
        {quoted.data ? (
          <ul className="grid gap-2">
            {quoted.data.methods.map((method) => (
              <li key={method.id} className="flex justify-between gap-4">
                <span>
                  {method.title}
                  <span className="block text-muted">{method.promise}</span>
                </span>
                {method.priceMinor === 0 ? (
                  free
                ) : (
                  <Price minor={method.priceMinor} currency={quoted.data.currency} />
                )}
              </li>
            ))}
          </ul>
        ) : null}
      </div>
    </details>
  );
}

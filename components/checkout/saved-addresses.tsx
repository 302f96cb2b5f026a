'use client';

import { useEffect, useRef } from 'react';
import { useAccount } from '../account/use-account.ts';
import { SelectField } from '../ui/field.tsx';
import { MarketLink } from '../ui/market.tsx';
import { useTranslations } from '../ui/words.tsx';
import type { Country } from './address-fields.tsx';
import type { Draft } from './draft.ts';

/** For customers who are signed in: their addresses to choose from. For others a way to sign in. */
export function SavedAddresses({
  draft,
  change,
  countries,
}: {
  draft: Draft;
  change: (next: Partial<Draft>) => void;
  countries: readonly Country[];
}) {
  const t = useTranslations('checkout');
  const { data } = useAccount();
  const filled = useRef(false);
  const usable = (data?.addresses ?? []).filter(({ country }) =>
    countries.some((one) => one.country === country),
  );
  const customer = data?.customer ?? null;

  // Once, and only what is still empty: nothing that was typed is replaced.
  useEffect(() => {
    if (filled.current || !customer || draft.id === '') return;
    filled.current = true;
    const [first] = usable;
    const { name, line1, city, postcode } = draft.address;
    const untouched = !name && !line1 && !city && !postcode;
    change({
      ...(draft.email ? {} : { email: customer.email }),
      ...(untouched && first ? { address: withoutId(first) } : {}),
    });
  }, [customer, usable, draft, change]);

  // Nearly everybody is a guest: until that is known the place is kept, so that what is below does not move.
  if (!customer) {
    return (
      <p className={`mt-3 text-muted text-sm ${data ? '' : 'invisible'}`}>
        <MarketLink href="/account?next=checkout" className="underline underline-offset-4 hover:text-ink">
          {t('express')}
        </MarketLink>
      </p>
    );
  }
  if (usable.length === 0) return null;
  const same = usable.find(
    (one) => JSON.stringify(withoutId(one)) === JSON.stringify(withoutId(draft.address)),
  );
  return (
    <SelectField
      className="mt-4"
      label={t('savedAddress')}
      name="saved-address"
      value={same?.id ?? ''}
      onChange={(event) => {
        const chosen = usable.find(({ id }) => id === event.target.value);
        if (chosen) change({ address: withoutId(chosen) });
      }}
    >
      <option value="">{t('newAddress')}</option>
      {usable.map((one) => (
        <option key={one.id} value={one.id}>
          {[one.name, one.line1, `${one.postcode} ${one.city}`].join(', ')}
        </option>
      ))}
    </SelectField>
  );
}

function withoutId({ name, line1, line2, city, region, postcode, country, phone }: Draft['address']) {
  return { name, line1, line2, city, region, postcode, country, phone };
}

'use client';

import { useState } from 'react';
import type { CustomerAddress } from '#lib/customers/index.ts';
import { AddressFields, type Country, useAddressErrors } from '../checkout/address-fields.tsx';
import type { Address } from '../checkout/draft.ts';
import { changedFields, withoutTyped } from '../checkout/typed-anew.ts';
import { Alert } from '../ui/alert.tsx';
import { Button } from '../ui/button.tsx';
import { Card } from '../ui/card.tsx';
import { useTranslations } from '../ui/words.tsx';
import { AccountForm } from './form.tsx';
import { useAccountChange } from './use-account.ts';

const blank = (country: string): Address => ({
  name: '',
  line1: '',
  line2: '',
  city: '',
  region: '',
  postcode: '',
  country,
  phone: '',
});

/** The addresses to deliver to; the one used last stands first. */
export function AddressBook({
  addresses,
  countries,
}: {
  addresses: CustomerAddress[];
  countries: readonly Country[];
}) {
  const t = useTranslations('account');
  const [open, setOpen] = useState<{ id: string | null; address: Address } | null>(null);
  const remove = useAccountChange<{ id: string }>('DELETE', ({ id }) => `/api/account/addresses/${id}`);
  return (
    <section aria-labelledby="account-addresses">
      <h2 id="account-addresses" className="display mb-4 text-section">
        {t('addresses')}
      </h2>
      {remove.error ? <Alert tone="error">{remove.error.message}</Alert> : null}
      <ul className="grid gap-4 sm:grid-cols-2 lg:grid-cols-3">
        {addresses.map(({ id, ...address }) => (
          <li key={id} className="rounded-card border border-line bg-sheet p-5">
            <address className="not-italic leading-relaxed">
              {[
                address.name,
                address.line1,
                address.line2,
                [address.postcode, address.city, address.region].filter(Boolean).join(' '),
              ]
                .filter(Boolean)
                .map((line) => (
                  <span key={line} className="block">
                    {line}
                  </span>
                ))}
              <span className="block">
                {countries.find(({ country }) => country === address.country)?.name ?? address.country}
              </span>
            </address>
            <p className="mt-3 flex gap-5">
              <Button
                variant="ghost"
                size="small"
                className="px-0"
                aria-label={t('editNamed', { name: address.line1 })}
                onClick={() => setOpen({ id, address })}
              >
                {t('edit')}
              </Button>
              <Button
                variant="ghost"
                size="small"
                className="px-0"
                aria-label={t('removeNamed', { name: address.line1 })}
                onClick={() => remove.mutate({ id })}
              >
                {t('remove')}
              </Button>
            </p>
          </li>
        ))}
      </ul>
      {open ? (
        <AddressForm
          key={open.id ?? 'new'}
          id={open.id}
          start={open.address}
          countries={countries}
          onDone={() => setOpen(null)}
        />
      ) : (
        <Button
          variant="secondary"
          className="mt-4"
          onClick={() => setOpen({ id: null, address: blank(countries[0]?.country ?? '') })}
        >
          {t('newAddress')}
        </Button>
      )}
    </section>
  );
}

function AddressForm({
  id,
  start,
  countries,
  onDone,
}: {
  id: string | null;
  start: Address;
  countries: readonly Country[];
  onDone: () => void;
}) {
  const t = useTranslations('account');
  const check = useAddressErrors(countries);
  const [address, setAddress] = useState(start);
  const [errors, setErrors] = useState<ReturnType<typeof check>>({});
  const save = useAccountChange<Address>(
    id === null ? 'POST' : 'PUT',
    id === null ? '/api/account/addresses' : `/api/account/addresses/${id}`,
  );
  const change = (next: Address) => {
    setErrors(withoutTyped(errors, changedFields(address, next)));
    setAddress(next);
  };
  const send = () => {
    const found = check(address);
    setErrors(found);
    if (Object.keys(found).length === 0) save.mutate(address, { onSuccess: onDone });
  };
  return (
    <Card className="mt-4 max-w-2xl">
      <AccountForm
        label={t('address')}
        action={t('save')}
        busy={save.isPending}
        error={save.error?.message}
        onSend={send}
      >
        <AddressFields address={address} onChange={change} errors={errors} countries={countries} />
      </AccountForm>
      <Button variant="ghost" size="small" className="mt-2 px-0" onClick={onDone}>
        {t('cancel')}
      </Button>
    </Card>
  );
}

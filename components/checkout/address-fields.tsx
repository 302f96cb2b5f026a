'use client';

import type { AddressFormat } from '#lib/addresses/index.ts';
import { Field, SelectField } from '../ui/field.tsx';
import { useTranslations } from '../ui/words.tsx';
import type { Address } from './draft.ts';

export type Country = AddressFormat & { name: string };

/** What is missing or cannot be, by field. The server decides; this saves the way. */
export function useAddressErrors(countries: readonly Country[]) {
  const t = useTranslations('checkout');
  return (address: Address): Partial<Record<keyof Address, string>> => {
    const format = countries.find(({ country }) => country === address.country);
    const postcode = address.postcode.toUpperCase().replaceAll(/[\s-]/g, '');
    const errors: Partial<Record<keyof Address, string>> = {};
    if (!address.name.trim()) errors.name = t('missingName');
    if (!address.line1.trim()) errors.line1 = t('missingLine1');
    if (!address.city.trim()) errors.city = t('missingCity');
    if (!postcode) errors.postcode = t('missingPostcode');
    else if (format && !new RegExp(`^(?:${format.postcode})$`).test(postcode)) {
      errors.postcode = t('badPostcode', { example: format.example });
    }
    if (format && format.regions.length > 0 && !address.region) errors.region = t('missingRegion');
    return errors;
  };
}

/** An address, in the order and with the fields of its country. */
export function AddressFields({
  address,
  onChange,
  errors,
  countries,
}: {
  address: Address;
  onChange: (address: Address) => void;
  errors: Partial<Record<keyof Address, string>>;
  countries: readonly Country[];
}) {
  const t = useTranslations('checkout');
  const format = countries.find(({ country }) => country === address.country);
  const set = (field: keyof Address) => (event: { target: { value: string } }) =>
    onChange({ ...address, [field]: event.target.value });
  return (
    <div className="grid gap-4">
      <SelectField
        label={t('country')}
        name="country"
        autoComplete="country"
        value={address.country}
        error={errors.country}
        // Another country has other states.
        onChange={(event) => onChange({ ...address, country: event.target.value, region: '' })}
      >
        {countries.map(({ country, name }) => (
          <option key={country} value={country}>
            {name}
          </option>
        ))}
      </SelectField>
      <Field
        label={t('name')}
        name="name"
        autoComplete="name"
        autoCapitalize="words"
        maxLength={120}
        value={address.name}
        error={errors.name}
        onChange={set('name')}
      />
      <Field
        label={t('line1')}
        name="line1"
        autoComplete="address-line1"
        maxLength={160}
        value={address.line1}
        error={errors.line1}
        onChange={set('line1')}
      />
      <Field
        label={t('line2')}
        name="line2"
        autoComplete="address-line2"
        maxLength={160}
        value={address.line2}
        error={errors.line2}
        onChange={set('line2')}
      />
      <div className="grid gap-4 sm:grid-cols-[1fr_2fr]">
        <Field
          label={t('postcode')}
          name="postcode"
          autoComplete="postal-code"
          inputMode={format?.numeric ? 'numeric' : 'text'}
          autoCapitalize="characters"
          maxLength={20}
          placeholder={format?.example}
          value={address.postcode}
          error={errors.postcode}
          onChange={set('postcode')}
        />
        <Field
          label={t('city')}
          name="city"
          autoComplete="address-level2"
          maxLength={100}
          value={address.city}
          error={errors.city}
          onChange={set('city')}
        />
      </div>
      {format && format.regions.length > 0 ? (
        <SelectField
          label={t('region')}
          name="region"
          autoComplete="address-level1"
          value={address.region}
          error={errors.region}
          onChange={set('region')}
        >
          <option value="">{t('chooseRegion')}</option>
          {format.regions.map(({ code, name }) => (
            <option key={code} value={code}>
              {name}
            </option>
          ))}
        </SelectField>
      ) : null}
      <Field
        label={t('phone')}
        name="phone"
        type="tel"
        inputMode="tel"
        autoComplete="tel"
        maxLength={40}
        value={address.phone}
        error={errors.phone}
        onChange={set('phone')}
      />
    </div>
  );
}

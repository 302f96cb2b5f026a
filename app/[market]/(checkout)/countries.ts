import type { Country } from '#components/checkout/address-fields.tsx';
import { addressFormat } from '#lib/addresses/index.ts';
import type { Market } from '#lib/markets/index.ts';

/** The countries a market ships to, named in its language: its own first, the rest by name. */
export function countriesOf({ shipsTo, languageTag, country: own }: Market): Country[] {
  const names = new Intl.DisplayNames(languageTag, { type: 'region' });
  return shipsTo
    .flatMap((country) => {
      const format = addressFormat(country);
      return format ? [{ ...format, name: names.of(country) ?? country }] : [];
    })
    .sort((a, b) =>
      a.country === own ? -1 : b.country === own ? 1 : a.name.localeCompare(b.name, languageTag),
    );
}

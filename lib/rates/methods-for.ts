import type { StoredMethod, Zone } from './schemas.ts';

export type ShippingMethod = { id: string; title: string; priceMinor: number; promise: string };

const fold = (postcode: string) => postcode.toUpperCase().replaceAll(/[\s-]/g, '');

/** `BT*` is what a postcode begins with; `90000..96199` is a range of its first digits; else it is the postcode. */
export function matchesPostcode(pattern: string, postcode: string): boolean {
  const written = fold(postcode);
  const [from = '', to] = fold(pattern).split('..');
  if (to !== undefined) {
    const digits = Number(written.slice(0, from.length));
    return written.length >= from.length && digits >= Number(from) && digits <= Number(to);
  }
  return from.endsWith('*') ? written.startsWith(from.slice(0, -1)) : written === from;
}

/** The zone of a place: the first that names the country and, if it names postcodes, one that fits. */
export function zoneOf(
  zones: readonly Zone[],
  { country, postcode }: { country: string; postcode: string },
): Zone | null {
  return (
    zones.find(
      (zone) =>
        zone.countries.includes(country) &&
        (zone.postcodes.length === 0 || zone.postcodes.some((pattern) => matchesPostcode(pattern, postcode))),
    ) ?? null
  );
}

export type Parcel = {
  country: string;
  /** Empty while it is not known: zones of postcodes are passed over. */
  postcode: string;
  currency: string;
  subtotalMinor: number;
  grams: number;
  locale: 'en' | 'de';
};

/** What a method costs in minor units of the currency; null when it is not offered in it, or not for this weight. */
export function methodPrice(
  method: StoredMethod,
  { currency, subtotalMinor, grams }: Pick<Parcel, 'currency' | 'subtotalMinor' | 'grams'>,
): number | null {
  const list = method.prices.find((one) => one.currency === currency);
  const band = list?.bands.find(({ upToGrams }) => upToGrams === null || grams <= upToGrams);
  if (!list || !band) return null;
  return list.freeFromMinor !== null && subtotalMinor >= list.freeFromMinor ? 0 : band.priceMinor;
}

const workingDays = {
  en: (days: string, one: boolean) => `${days} working ${one ? 'day' : 'days'}`,
  de: (days: string, one: boolean) => `${days} ${one ? 'Werktag' : 'Werktage'}`,
};

function promiseOf({ note, daysFrom, daysTo }: StoredMethod, locale: Parcel['locale']): string {
  if (note[locale]) return note[locale];
  const days = daysFrom === daysTo ? `${daysTo}` : `${daysFrom}–${daysTo}`;
  return workingDays[locale](days, daysTo === 1);
}

/** The methods offered for a parcel, in the zone's order, priced in minor units; empty where we do not ship it. */
export function methodsFor(zones: readonly Zone[], parcel: Parcel): ShippingMethod[] {
  const zone = zoneOf(zones, parcel);
  return (zone?.methods ?? []).flatMap((method) => {
    const priceMinor = methodPrice(method, parcel);
    if (priceMinor === null) return [];
    const { id, title } = method;
    return [{ id, title: title[parcel.locale], priceMinor, promise: promiseOf(method, parcel.locale) }];
  });
}

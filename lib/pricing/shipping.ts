import { taxedCountries } from './tax.ts';
import type { ShippingMethod } from './types.ts';

type Zone = {
  standard: { priceMinor: number; freeFromMinor: number; promise: string };
  express: { priceMinor: number; promise: string };
  pickup?: string;
};

const home: Zone = {
  standard: { priceMinor: 490, freeFromMinor: 7_500, promise: '2–3 working days' },
  express: { priceMinor: 990, promise: 'Next working day, ordered before 14:00' },
  pickup: 'Ready in two hours at our quay store, Mon–Sat',
};
const europe: Zone = {
  standard: { priceMinor: 890, freeFromMinor: 12_000, promise: '4–6 working days' },
  express: { priceMinor: 1_890, promise: '1–2 working days' },
};
const overseas: Zone = {
  standard: { priceMinor: 1_900, freeFromMinor: 25_000, promise: '7–12 working days' },
  express: { priceMinor: 3_900, promise: '3–4 working days' },
};

const special: Record<string, Zone> = { IE: home, US: overseas };

/** ISO 3166 alpha-2 codes of the countries we ship to, sorted. */
export const countries: readonly string[] = [...taxedCountries].sort();

/** Whether we ship to this ISO code. */
export function isCountry(code: string): boolean {
  return countries.includes(code);
}

/**
 * The methods offered for a cart, cheapest listed first by kind: standard (free from a threshold),
 * express, and collection in the home country. Prices in minor units; empty where we do not ship.
 */
export function shippingMethods(country: string, subtotalMinor: number): ShippingMethod[] {
  if (!isCountry(country)) return [];
  const zone = (Object.hasOwn(special, country) ? special[country] : undefined) ?? europe;
  const { standard, express, pickup } = zone;
  const methods: ShippingMethod[] = [
    {
      id: 'standard',
      title: 'Standard delivery',
      priceMinor: subtotalMinor >= standard.freeFromMinor ? 0 : standard.priceMinor,
      promise: standard.promise,
    },
    { id: 'express', title: 'Express delivery', ...express },
  ];
  if (pickup) {
    methods.push({ id: 'pickup', title: 'Collect from the quay', priceMinor: 0, promise: pickup });
  }
  return methods;
}

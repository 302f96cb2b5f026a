// Standard VAT rates in basis points (1 % = 100). The US rate is 0: we collect no sales tax there.
const rates: Record<string, number> = {
  AT: 2000,
  BE: 2100,
  BG: 2000,
  CY: 1900,
  CZ: 2100,
  DE: 1900,
  DK: 2500,
  EE: 2400,
  ES: 2100,
  FI: 2550,
  FR: 2000,
  GB: 2000,
  GR: 2400,
  HR: 2500,
  HU: 2700,
  IE: 2300,
  IT: 2200,
  LT: 2100,
  LU: 1700,
  LV: 2100,
  MT: 1800,
  NL: 2100,
  PL: 2300,
  PT: 2300,
  RO: 2100,
  SE: 2500,
  SI: 2200,
  SK: 2300,
  US: 0,
};

/** ISO codes of the countries with a tax rate: those we sell to. */
export const taxedCountries: readonly string[] = Object.keys(rates);

/** Standard rate in basis points; undefined where we do not sell. */
export function taxRate(country: string): number | undefined {
  return Object.hasOwn(rates, country) ? rates[country] : undefined;
}

/**
 * The tax contained in a gross amount, in minor units: `gross × rate / (100 % + rate)`, computed once
 * on the whole amount (not by line) and rounded half up, so that it is a tax invoice's figure.
 */
export function taxIncluded(grossMinor: number, rateBasisPoints: number): number {
  const divisor = 10_000 + rateBasisPoints;
  return Math.floor((2 * grossMinor * rateBasisPoints + divisor) / (2 * divisor));
}

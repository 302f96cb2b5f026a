import type { TaxRates } from '#lib/pricing/index.ts';
import type { TaxTable } from './schemas.ts';

/** Countries whose tax is by state: without the state it is not known. */
export function needsRegion(table: TaxTable, country: string): boolean {
  const own = table.filter((row) => row.country === country);
  return own.length > 0 && own.every(({ region }) => region !== '');
}

/**
 * The tax rates of a place: those of its state, else of its country. Null while the state is not known and the country
 * has no rate of its own; a country without any row is taxed at 0.
 */
export function taxFor(
  table: TaxTable,
  { country, region }: { country: string; region: string },
): TaxRates | null {
  const own = table.filter((row) => row.country === country);
  const row = own.find((one) => one.region === region) ?? own.find((one) => one.region === '');
  if (row) {
    const { name, standard, reduced, shipping } = row;
    return { name, standard, reduced, shipping };
  }
  return own.length > 0 && region === '' ? null : { name: '', standard: 0, reduced: 0, shipping: false };
}

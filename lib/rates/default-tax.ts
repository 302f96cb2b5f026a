import type { TaxTable } from './schemas.ts';

/**
 * Standard VAT and one reduced rate of each country, in percent. Source: the European Commission's table "VAT rates
 * applied in the Member States of the European Union" (facts, not protected), gov.uk for GB. Countries with several
 * reduced rates show the one most goods of such a shop fall under.
 */
const vat: Record<string, [standard: number, reduced: number]> = {
  AT: [20, 10],
  BE: [21, 6],
  BG: [20, 9],
  CY: [19, 9],
  CZ: [21, 12],
  DE: [19, 7],
  DK: [25, 25],
  EE: [24, 13],
  ES: [21, 10],
  FI: [25.5, 14],
  FR: [20, 10],
  GB: [20, 5],
  GR: [24, 13],
  HR: [25, 13],
  HU: [27, 18],
  IE: [23, 13.5],
  IT: [22, 10],
  LT: [21, 12],
  LU: [17, 8],
  LV: [21, 12],
  MT: [18, 7],
  NL: [21, 9],
  PL: [23, 8],
  PT: [23, 13],
  RO: [21, 11],
  SE: [25, 12],
  SI: [22, 9.5],
  SK: [23, 19],
};

/**
 * The states' own sales tax in percent, without what counties and cities add. Source: the states' departments of
 * revenue. States without one are listed with 0.
 */
const salesTax: Record<string, number> = {
  AL: 4,
  AK: 0,
  AZ: 5.6,
  AR: 6.5,
  CA: 7.25,
  CO: 2.9,
  CT: 6.35,
  DC: 6,
  DE: 0,
  FL: 6,
  GA: 4,
  HI: 4,
  IA: 6,
  ID: 6,
  IL: 6.25,
  IN: 7,
  KS: 6.5,
  KY: 6,
  LA: 5,
  MA: 6.25,
  MD: 6,
  ME: 5.5,
  MI: 6,
  MN: 6.875,
  MO: 4.225,
  MS: 7,
  MT: 0,
  NC: 4.75,
  ND: 5,
  NE: 5.5,
  NH: 0,
  NJ: 6.625,
  NM: 4.875,
  NV: 6.85,
  NY: 4,
  OH: 5.75,
  OK: 4.5,
  OR: 0,
  PA: 6,
  RI: 7,
  SC: 6,
  SD: 4.2,
  TN: 7,
  TX: 6.25,
  UT: 4.85,
  VA: 4.3,
  VT: 6,
  WA: 6.5,
  WI: 5,
  WV: 6,
  WY: 4,
};

/** States whose sales tax is on shipping too, when the goods are taxed. */
const shippingTaxed = new Set(
  'AR CT FL GA HI KS KY MI MN MS NC ND NE NJ NM NY OH PA RI SC SD TN TX VT WA WI WV'.split(' '),
);

const thousandths = (percent: number) => Math.round(percent * 1_000);

export const defaultTax: TaxTable = [
  ...Object.entries(vat).map(([country, [standard, reduced]]) => ({
    country,
    region: '',
    name: 'VAT',
    standard: thousandths(standard),
    reduced: thousandths(reduced),
    shipping: true,
  })),
  ...Object.entries(salesTax).map(([region, percent]) => ({
    country: 'US',
    region,
    name: 'Sales tax',
    standard: thousandths(percent),
    reduced: thousandths(percent),
    shipping: shippingTaxed.has(region),
  })),
];

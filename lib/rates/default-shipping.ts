import type { StoredMethod, Zone } from './schemas.ts';

const none = { en: '', de: '' };
const standard = {
  id: 'standard',
  title: { en: 'Standard delivery', de: 'Standardversand' },
  note: none,
  cutOffHour: 14,
};
const express = {
  id: 'express',
  title: { en: 'Express delivery', de: 'Expressversand' },
  note: none,
  cutOffHour: 14,
};

/** A price up to 5 kg, one up to 30 kg; heavier goods need a word with us. */
const byWeight = (currency: string, light: number, heavy: number, freeFromMinor: number | null) => ({
  currency,
  freeFromMinor,
  bands: [
    { upToGrams: 5_000, priceMinor: light },
    { upToGrams: 30_000, priceMinor: heavy },
  ],
});

const pickup: StoredMethod = {
  id: 'pickup',
  title: { en: 'Collect from the quay', de: 'Abholung am Kai' },
  note: {
    en: 'Ready in two hours at our quay store, Mon–Sat',
    de: 'In zwei Stunden bereit in unserem Laden am Kai, Mo–Sa',
  },
  daysFrom: 0,
  daysTo: 0,
  cutOffHour: 16,
  prices: [{ currency: 'EUR', freeFromMinor: null, bands: [{ upToGrams: null, priceMinor: 0 }] }],
};

/** The shipping zones of a new shop. The most particular stand first: the first that fits decides. */
export const defaultShipping: Zone[] = [
  {
    id: 'home',
    name: 'Ireland',
    countries: ['IE'],
    postcodes: [],
    methods: [
      { ...standard, daysFrom: 2, daysTo: 3, prices: [byWeight('EUR', 490, 990, 7_500)] },
      { ...express, daysFrom: 1, daysTo: 1, prices: [byWeight('EUR', 990, 1_990, null)] },
      pickup,
    ],
  },
  {
    id: 'northern-ireland',
    name: 'Northern Ireland',
    countries: ['GB'],
    postcodes: ['BT*'],
    methods: [{ ...standard, daysFrom: 2, daysTo: 4, prices: [byWeight('EUR', 690, 1_290, 9_000)] }],
  },
  {
    id: 'islands',
    name: 'German islands',
    countries: ['DE'],
    postcodes: [
      '18565',
      '25846..25849',
      '25859',
      '25863',
      '25869',
      '25929..25999',
      '26465..26486',
      '26548',
      '26571',
      '26579',
      '26757',
      '27498..27499',
    ],
    methods: [{ ...standard, daysFrom: 6, daysTo: 9, prices: [byWeight('EUR', 1_690, 2_990, null)] }],
  },
  {
    id: 'europe',
    name: 'Europe',
    countries: 'AT BE BG CY CZ DE DK EE ES FI FR GB GR HR HU IT LT LU LV MT NL PL PT RO SE SI SK'.split(' '),
    postcodes: [],
    methods: [
      { ...standard, daysFrom: 4, daysTo: 6, prices: [byWeight('EUR', 890, 1_690, 12_000)] },
      { ...express, daysFrom: 1, daysTo: 2, prices: [byWeight('EUR', 1_890, 3_490, null)] },
    ],
  },
  {
    id: 'alaska-hawaii',
    name: 'Alaska and Hawaii',
    countries: ['US'],
    postcodes: ['995..999', '967..968'],
    methods: [{ ...standard, daysFrom: 10, daysTo: 15, prices: [byWeight('USD', 3_900, 7_900, null)] }],
  },
  {
    id: 'america',
    name: 'United States',
    countries: ['US'],
    postcodes: [],
    methods: [
      { ...standard, daysFrom: 7, daysTo: 12, prices: [byWeight('USD', 1_900, 3_900, 25_000)] },
      { ...express, daysFrom: 3, daysTo: 4, prices: [byWeight('USD', 3_900, 7_900, null)] },
    ],
  },
];

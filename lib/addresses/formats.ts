export type Region = { code: string; name: string };

/** How a country writes addresses: plain data, so that a page can hand it to the browser. */
export type AddressFormat = {
  /** ISO 3166 alpha-2. */
  country: string;
  /** Source of a pattern for a postcode in capitals without spaces and dashes. */
  postcode: string;
  /** A postcode as people there write it. */
  example: string;
  /** Whether it is digits only, for a phone's keyboard. */
  numeric: boolean;
  /** The states an address must name one of; empty where none is needed. */
  regions: readonly Region[];
};

const postcodes: Record<string, [pattern: string, example: string]> = {
  AT: ['\\d{4}', '1010'],
  BE: ['\\d{4}', '1000'],
  BG: ['\\d{4}', '1000'],
  CY: ['\\d{4}', '1010'],
  CZ: ['\\d{5}', '110 00'],
  DE: ['\\d{5}', '10115'],
  DK: ['\\d{4}', '1050'],
  EE: ['\\d{5}', '10111'],
  ES: ['\\d{5}', '28013'],
  FI: ['\\d{5}', '00100'],
  FR: ['\\d{5}', '75001'],
  GB: ['[A-Z]{1,2}\\d[A-Z\\d]?\\d[A-Z]{2}', 'SW1A 1AA'],
  GR: ['\\d{5}', '105 57'],
  HR: ['\\d{5}', '10000'],
  HU: ['\\d{4}', '1051'],
  IE: ['([A-Z]\\d\\d|D6W)([A-Z\\d]{4})?', 'D02 X285'],
  IT: ['\\d{5}', '00184'],
  LT: ['(LT)?\\d{5}', 'LT-01100'],
  LU: ['(L)?\\d{4}', 'L-1111'],
  LV: ['(LV)?\\d{4}', 'LV-1010'],
  MT: ['[A-Z]{3}\\d{4}', 'VLT 1117'],
  NL: ['\\d{4}[A-Z]{2}', '1012 JS'],
  PL: ['\\d{5}', '00-001'],
  PT: ['\\d{7}', '1100-148'],
  RO: ['\\d{6}', '010011'],
  SE: ['\\d{5}', '111 20'],
  SI: ['(SI)?\\d{4}', '1000'],
  SK: ['\\d{5}', '811 01'],
  US: ['\\d{5}(\\d{4})?', '10001'],
};

const states: Record<string, string> = {
  AL: 'Alabama',
  AK: 'Alaska',
  AZ: 'Arizona',
  AR: 'Arkansas',
  CA: 'California',
  CO: 'Colorado',
  CT: 'Connecticut',
  DE: 'Delaware',
  DC: 'District of Columbia',
  FL: 'Florida',
  GA: 'Georgia',
  HI: 'Hawaii',
  ID: 'Idaho',
  IL: 'Illinois',
  IN: 'Indiana',
  IA: 'Iowa',
  KS: 'Kansas',
  KY: 'Kentucky',
  LA: 'Louisiana',
  ME: 'Maine',
  MD: 'Maryland',
  MA: 'Massachusetts',
  MI: 'Michigan',
  MN: 'Minnesota',
  MS: 'Mississippi',
  MO: 'Missouri',
  MT: 'Montana',
  NE: 'Nebraska',
  NV: 'Nevada',
  NH: 'New Hampshire',
  NJ: 'New Jersey',
  NM: 'New Mexico',
  NY: 'New York',
  NC: 'North Carolina',
  ND: 'North Dakota',
  OH: 'Ohio',
  OK: 'Oklahoma',
  OR: 'Oregon',
  PA: 'Pennsylvania',
  RI: 'Rhode Island',
  SC: 'South Carolina',
  SD: 'South Dakota',
  TN: 'Tennessee',
  TX: 'Texas',
  UT: 'Utah',
  VT: 'Vermont',
  VA: 'Virginia',
  WA: 'Washington',
  WV: 'West Virginia',
  WI: 'Wisconsin',
  WY: 'Wyoming',
};

const regions: Record<string, readonly Region[]> = {
  US: Object.entries(states).map(([code, name]) => ({ code, name })),
};

const own = <T>(table: Record<string, T>, key: string): T | undefined =>
  Object.hasOwn(table, key) ? table[key] : undefined;

/** How a country writes addresses; null for one we do not ship to. */
export function addressFormat(country: string): AddressFormat | null {
  const [postcode, example] = own(postcodes, country) ?? [];
  if (postcode === undefined || example === undefined) return null;
  const numeric = !/[A-Z]/.test(postcode);
  return { country, postcode, example, numeric, regions: own(regions, country) ?? [] };
}

/** Whether a postcode can be one of the country; where none is known, anything is. */
export function isPostcode(country: string, postcode: string): boolean {
  const format = addressFormat(country);
  if (!format) return true;
  return new RegExp(`^(?:${format.postcode})$`).test(postcode.toUpperCase().replaceAll(/[\s-]/g, ''));
}

/** Whether the region fits the country: one of its states where it has some, none elsewhere. */
export function isRegion(country: string, region: string): boolean {
  const known = addressFormat(country)?.regions ?? [];
  return known.length === 0 ? region === '' : known.some(({ code }) => code === region);
}

import { logger } from '#lib/platform/index.ts';
import { defaultShipping } from './default-shipping.ts';
import { defaultTax } from './default-tax.ts';
import { findSettings, type StoredSetting } from './rates.repository.ts';
import { type TaxTable, taxTableSchema, type Zone, zonesSchema } from './schemas.ts';

/** `version` is empty until staff change a table: what `saveTax` and `saveShipping` expect back. */
export type Rates = { tax: TaxTable; taxVersion: string; zones: Zone[]; shippingVersion: string };

const log = logger('rates');

export const keys = { tax: 'tax', shipping: 'shipping' } as const;

export const versionOf = (stored: StoredSetting | undefined) => stored?.updatedAt.toISOString() ?? '';

/** Tax table and shipping zones as they stand: one query. A table this release cannot read is the default's. */
export async function getRates(): Promise<Rates> {
  const stored = await findSettings([keys.tax, keys.shipping]);
  const tax = stored.get(keys.tax);
  const shipping = stored.get(keys.shipping);
  const readTax = tax ? taxTableSchema.safeParse(tax.value) : null;
  const readZones = shipping ? zonesSchema.safeParse(shipping.value) : null;
  if (readTax?.success === false || readZones?.success === false) {
    log.error('tax or shipping settings cannot be read; the defaults hold');
  }
  return {
    tax: readTax?.data ?? defaultTax,
    taxVersion: versionOf(tax),
    zones: readZones?.data ?? defaultShipping,
    shippingVersion: versionOf(shipping),
  };
}

import type { Stock } from '#lib/inventory/index.ts';
import type { StaffVariant } from './types.ts';

type VariantRow = Omit<StaffVariant, 'onHand' | 'stockPolicy' | 'stockVersion'>;

/** Joins variants with their stock; a SKU without stock rows has 0 units at version 0. */
export function toStaffVariants(
  rows: readonly VariantRow[],
  stock: ReadonlyMap<string, Stock>,
): StaffVariant[] {
  return rows.map(
    ({ sku, title, optionValues, priceMinor, compareAtMinor, barcode, costMinor, weightGrams, version }) => ({
      sku,
      title,
      optionValues,
      priceMinor,
      compareAtMinor,
      barcode,
      costMinor,
      weightGrams,
      onHand: stock.get(sku)?.onHand ?? 0,
      stockPolicy: stock.get(sku)?.policy ?? 'deny',
      version,
      stockVersion: stock.get(sku)?.version ?? 0,
    }),
  );
}

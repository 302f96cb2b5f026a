import type { ProductVariant } from '#lib/catalogue/index.ts';

/** The values of one option, in the order the variants name them. */
export function valuesOf(variants: ProductVariant[], option: number): string[] {
  return [...new Set(variants.map((variant) => variant.optionValues[option] ?? ''))].filter(Boolean);
}

/** The variant with exactly these values. */
export function variantOf(variants: ProductVariant[], chosen: string[]): ProductVariant | undefined {
  return variants.find((variant) => variant.optionValues.every((value, index) => value === chosen[index]));
}

/** Where a shopper starts: the first variant one can buy, or the first. */
export function firstChoice(variants: ProductVariant[], wantedSku?: string | null): string[] {
  const wanted = variants.find(({ sku }) => sku === wantedSku);
  return (wanted ?? variants.find(({ inStock }) => inStock) ?? variants[0])?.optionValues ?? [];
}

/** Whether some variant with this value, beside the other chosen ones, can be bought. */
export function isBuyable(
  variants: ProductVariant[],
  chosen: string[],
  option: number,
  value: string,
): boolean {
  const next = chosen.map((one, index) => (index === option ? value : one));
  return variantOf(variants, next)?.inStock === true;
}

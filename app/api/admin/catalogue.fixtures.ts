import { getVariantsBySku, saveProducts } from '#lib/catalogue/index.ts';
import { systemContext, uuidv7 } from '#lib/platform/index.ts';

/** A product of its own for one call: one variant at 10.00 with 5 on hand, version 1. */
export async function freshProduct(): Promise<{ id: string; handle: string; sku: string }> {
  const mark = uuidv7();
  const sku = `WALK-${mark}`;
  const handle = `walk-${mark}`;
  await saveProducts(systemContext('test'), [
    {
      handle,
      title: 'Anchor',
      descriptionHtml: '',
      vendor: '',
      productType: '',
      status: 'active',
      optionNames: [],
      images: null,
      variants: [{ sku, optionValues: [], priceMinor: 1_000, compareAtMinor: null, onHand: 5 }],
      categoryPaths: [[`Walk ${mark}`]],
    },
  ]);
  const id = (await getVariantsBySku([sku])).get(sku)?.productId;
  if (!id) throw new Error('not stored');
  return { id, handle, sku };
}

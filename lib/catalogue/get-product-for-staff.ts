import { getStock } from '#lib/inventory/index.ts';
import { findCategories, findProduct } from './catalogue.repository.ts';
import { linkOf } from './category-tree.ts';
import { toStaffVariants } from './staff-product.ts';
import type { StaffProductDetail } from './types.ts';

/** A product of any status with stock and versions, prices in minor units; null when there is none. */
export async function getProductForStaff(id: string): Promise<StaffProductDetail | null> {
  if (!/^[0-9a-f-]{36}$/.test(id)) return null;
  const [product, tree] = await Promise.all([findProduct({ id }), findCategories()]);
  if (!product) return null;
  const stock = await getStock(product.variants.map((variant) => variant.sku));
  const [image] = product.images;
  return {
    id: product.id,
    handle: product.handle,
    title: product.title,
    status: product.status,
    vendor: product.vendor,
    productType: product.productType,
    updatedAt: product.updatedAt,
    image: image ? { src: image.src, alt: image.alt, width: image.width, height: image.height } : null,
    categories: tree.filter((row) => product.categoryIds.includes(row.id)).map(linkOf),
    variants: toStaffVariants(product.variants, stock),
  };
}

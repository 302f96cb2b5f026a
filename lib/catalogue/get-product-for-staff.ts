import { getStock } from '#lib/inventory/index.ts';
import { findCategories, findProduct, findRelations } from './catalogue.repository.ts';
import { linkOf } from './category-tree.ts';
import { toStaffVariants } from './staff-product.ts';
import type { StaffProductDetail } from './types.ts';

/** A product of any status with stock and versions, prices in minor units; null when there is none. */
export async function getProductForStaff(id: string): Promise<StaffProductDetail | null> {
  if (!/^[0-9a-f-]{36}$/.test(id)) return null;
  const [product, tree] = await Promise.all([findProduct({ id }), findCategories()]);
  if (!product) return null;
  const [stock, related] = await Promise.all([
    getStock(product.variants.map((variant) => variant.sku)),
    findRelations(id),
  ]);
  const [image] = product.images;
  return {
    id: product.id,
    handle: product.handle,
    title: product.title,
    status: product.status,
    vendor: product.vendor,
    productType: product.productType,
    descriptionHtml: product.descriptionHtml,
    seoTitle: product.seoTitle,
    seoDescription: product.seoDescription,
    tags: product.tags,
    taxClass: product.taxClass,
    publishedAt: product.publishedAt,
    optionNames: product.optionNames,
    attributes: product.attributes,
    images: product.images.map(({ id: imageId, src, alt, width, height, status, sourceUrl }) => ({
      id: imageId,
      src,
      alt,
      width,
      height,
      status,
      sourceUrl,
    })),
    related: related.map((other) => ({ id: other.id, handle: other.handle, title: other.title })),
    version: product.version,
    createdAt: product.createdAt,
    updatedAt: product.updatedAt,
    image: image ? { src: image.src, alt: image.alt, width: image.width, height: image.height } : null,
    categories: tree.filter((row) => product.categoryIds.includes(row.id)).map(linkOf),
    variants: toStaffVariants(product.variants, stock),
  };
}

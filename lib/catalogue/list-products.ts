import { getStock } from '#lib/inventory/index.ts';
import { findFirstImages, findStaffProducts } from './catalogue.repository.ts';
import { PAGE_SIZE, pageNumber } from './listing.ts';
import { toStaffVariants } from './staff-product.ts';
import type { StaffProductList } from './types.ts';

/** Products of any status for staff, by title, 24 a page; `q` is part of a title or handle, or a SKU's start. */
export async function listProducts({
  q = '',
  page,
}: {
  q?: string;
  page?: number;
} = {}): Promise<StaffProductList> {
  const current = pageNumber(page);
  const { total, products } = await findStaffProducts(q.trim().slice(0, 120), {
    take: PAGE_SIZE,
    skip: (current - 1) * PAGE_SIZE,
  });
  const [stock, images] = await Promise.all([
    getStock(products.flatMap((product) => product.variants.map((variant) => variant.sku))),
    findFirstImages(products.map((product) => product.id)),
  ]);
  return {
    products: products.map(({ variants, ...product }) => ({
      ...product,
      image: images.get(product.id) ?? null,
      variants: toStaffVariants(variants, stock),
    })),
    page: current,
    pages: Math.max(1, Math.ceil(total / PAGE_SIZE)),
    total,
  };
}

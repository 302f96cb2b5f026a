import { db } from '#lib/platform/index.ts';
import type { ExportedProduct } from './formats/ballast.ts';

const textList = (value: unknown): string[] => (Array.isArray(value) ? value.map(String) : []);

type Page = (Omit<ExportedProduct, 'variants'> & { id: string; variants: ExportedProduct['variants'] })[];

export const countExported = (): Promise<number> => db().product.count();

/** Products after this id with all their parts but stock, in the order of ids. */
export async function findExportPage(after: string, take: number): Promise<Page> {
  const rows = await db().product.findMany({
    where: { id: { gt: after } },
    include: {
      variants: { orderBy: { position: 'asc' } },
      images: { orderBy: { position: 'asc' } },
      attributes: { select: { name: true, value: true }, orderBy: [{ name: 'asc' }, { value: 'asc' }] },
      categories: { select: { categoryId: true }, orderBy: { categoryId: 'asc' } },
    },
    orderBy: { id: 'asc' },
    take,
  });
  if (rows.length === 0) return [];
  const categories = await db().category.findMany({
    select: { id: true, title: true, parentId: true },
    take: 5_000,
  });
  const byId = new Map(categories.map((category) => [category.id, category]));
  const pathOf = (id: string) => {
    const path: string[] = [];
    for (let row = byId.get(id); row && path.length < 5; row = byId.get(row.parentId ?? ''))
      path.unshift(row.title);
    return path;
  };
  const texts = await db().translation.findMany({
    where: { entity: 'product', entityId: { in: rows.map(({ id }) => id) } },
  });
  const textsOf = Map.groupBy(texts, ({ entityId }) => entityId);
  return rows.map((row) => {
    const addresses = new Map(row.images.map(({ id, src, sourceUrl }) => [id, sourceUrl || src]));
    const translations: Record<string, Record<string, string>> = {};
    for (const { locale, field, value } of textsOf.get(row.id) ?? []) {
      translations[locale] = { ...translations[locale], [field]: value };
    }
    return {
      id: row.id,
      handle: row.handle,
      title: row.title,
      descriptionHtml: row.descriptionHtml,
      vendor: row.vendor,
      productType: row.productType,
      status: row.status === 'draft' || row.status === 'archived' ? row.status : 'active',
      optionNames: textList(row.optionNames),
      seoTitle: row.seoTitle,
      seoDescription: row.seoDescription,
      tags: textList(row.tags),
      taxClass: row.taxClass,
      publishedAt: row.publishedAt?.toISOString() ?? null,
      createdAt: row.createdAt.toISOString(),
      attributes: row.attributes,
      categoryPaths: row.categories
        .map(({ categoryId }) => pathOf(categoryId))
        .filter((path) => path.length > 0),
      translations,
      images: row.images.map(({ src, alt, width, height, sourceUrl }) => ({
        src,
        alt,
        width,
        height,
        sourceUrl,
      })),
      variants: row.variants.map((variant) => ({
        sku: variant.sku,
        optionValues: textList(variant.optionValues),
        priceMinor: variant.priceMinor,
        compareAtMinor: variant.compareAtMinor,
        barcode: variant.barcode,
        costMinor: variant.costMinor,
        weightGrams: variant.weightGrams,
        imageSrc: addresses.get(variant.imageId ?? '') ?? null,
      })),
    };
  });
}

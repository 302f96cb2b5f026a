import { getStock } from '#lib/inventory/index.ts';
import { findFirstImages } from './catalogue.repository.ts';
import { searchWords } from './search-words.ts';
import { toStaffVariants } from './staff-product.ts';
import {
  type Cursor,
  countUpTo,
  findLowStock,
  findPage,
  findStaffRows,
} from './staff-products.repository.ts';
import type { StaffProduct } from './types.ts';

const pageSize = 50;
/** More are not counted one by one. */
const countedMost = 10_000;
/** So many of those that fit a text are looked at, each way to find it: a word may be in all. */
const foundMost = 2_000;

/** Which products staff look at; empty text means any. `low`: some variant has at most five left. */
export type StaffProductFilter = {
  q: string;
  status: '' | 'active' | 'draft' | 'archived';
  categoryId: string;
  vendor: string;
  tag: string;
  stock: '' | 'out' | 'low' | 'in';
  sort: 'title' | 'updated';
};

export type StaffProductPage = {
  products: (StaffProduct & { vendor: string })[];
  /** How many fit, at most 10,000 and of a text 2,000; more do when it is `counted` so far. */
  total: { counted: number; more: boolean };
  /** What the next page begins after; null on the last. */
  next: string | null;
};

/**
 * A page of products of any status, 50 at a time from an index: the thousandth page costs what the first does. `q` is
 * the start of a title, handle or SKU, or words of a title, vendor or type. @param after `next` of the page before.
 */
export async function listStaffProducts(filter: StaffProductFilter, after = ''): Promise<StaffProductPage> {
  const q = filter.q.trim();
  const found = { filter: { ...filter, q }, words: searchWords(q), most: foundMost };
  const most = q ? foundMost : countedMost;
  const [ids, counted] = await Promise.all([
    findPage(found, readCursor(after), pageSize + 1),
    countUpTo(found, most + 1),
  ]);
  const shown = ids.slice(0, pageSize);
  const rows = await findStaffRows(shown.map(({ id }) => id));
  const [stock, images] = await Promise.all([
    getStock(rows.flatMap((row) => row.variants.map(({ sku }) => sku))),
    findFirstImages(rows.map(({ id }) => id)),
  ]);
  const byId = new Map(rows.map((row) => [row.id, row]));
  const last = shown.at(-1);
  return {
    products: shown.flatMap(({ id }) => {
      const row = byId.get(id);
      if (!row) return [];
      const { variants, ...product } = row;
      const own = variants.map((variant) => ({ ...variant, optionValues: [] }));
      return [{ ...product, image: images.get(id) ?? null, variants: toStaffVariants(own, stock) }];
    }),
    total: { counted: Math.min(counted, most), more: counted > most },
    next: ids.length > pageSize && last ? writeCursor(last) : null,
  };
}

const writeCursor = ({ key, id }: Cursor) => Buffer.from(JSON.stringify([key, id])).toString('base64url');

/** Null for what is no cursor: the list then begins at its beginning. */
function readCursor(text: string): Cursor | null {
  try {
    const parts: unknown = JSON.parse(Buffer.from(text, 'base64url').toString());
    if (!Array.isArray(parts)) return null;
    const [key, id] = parts.map(String);
    return key !== undefined && id !== undefined && id.length <= 36 ? { key: key.slice(0, 255), id } : null;
  } catch {
    return null;
  }
}

export type LowStock = Awaited<ReturnType<typeof listLowStock>>[number];

/** Variants on sale with at most five units left, those with least first; at most `take`. */
export function listLowStock(take = 50) {
  return findLowStock(Math.min(take, 200));
}

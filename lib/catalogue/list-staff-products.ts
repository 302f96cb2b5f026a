import { getStock } from '#lib/inventory/index.ts';
import { expectTitled, rarestFirst } from '#lib/search/index.ts';
import { findFirstImages } from './catalogue.repository.ts';
import { searchWords } from './search-words.ts';
import { toStaffVariants } from './staff-product.ts';
import {
  type Cursor,
  countUpTo,
  findByText,
  findLowStock,
  findPage,
  findSorted,
  findStaffRows,
  walkPage,
} from './staff-products.repository.ts';
import type { StaffProduct } from './types.ts';

const pageSize = 50;
/** More are not counted one by one; of those that begin with a text so many are looked at, of each kind. */
const countedMost = 1_000;
/** So many that have all words of a text are put in order: soon done beside asking the index, which knows all of them. */
const sortedMost = 5_000;
/** Among so many products in their order, a page of those that have frequent words is looked for. */
const walkedMost = 10_000;
/** A sample of two thousand that expects so many is right in that there are more than are counted. */
const surelyMost = 2 * countedMost;

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
  /** How many fit, counted up to 1,000. */
  total: { counted: number; more: boolean };
  /** What the next page begins after; null on the last. */
  next: string | null;
};

type Ids = { ids: Cursor[]; goesOn?: Cursor | null; total: StaffProductPage['total'] };
const take = pageSize + 1;
const totalOf = (fit: number) => ({ counted: Math.min(fit, countedMost), more: fit > countedMost });

async function findIds(filter: StaffProductFilter, after: Cursor | null): Promise<Ids> {
  const [ids, fit] = await Promise.all([findPage(filter, after, take), countUpTo(filter, countedMost + 1)]);
  return { ids, total: totalOf(fit) };
}

/**
 * Whether more than are counted are sure to fit a text, and a page of them is soon come across in the list's own order. `titled`
 * of `size` titles are expected to have all words: the sample is of products on sale. Pure.
 */
export function surelyMany(
  { categoryId, tag, vendor, stock, status }: StaffProductFilter,
  { titled, size }: { titled: number; size: number },
): boolean {
  const many = titled > Math.max(surelyMost, (size * take) / walkedMost);
  return many && !categoryId && !tag && !vendor && !stock && (status === '' || status === 'active');
}

/** To put so many in order costs what walking a window does: of words of more, more windows without any are worth a look. */
const worthAWindow = 13_000;

async function findIdsByText(filter: StaffProductFilter, after: Cursor | null): Promise<Ids> {
  const words = searchWords(filter.q);
  const match = (await rarestFirst(words?.match.split(' ') ?? [])).join(' ');
  const found = { filter, words: words && { ...words, match }, told: sortedMost, most: countedMost };
  const expected = await expectTitled(filter.q);
  const empty = Math.max(1, Math.round(expected.titled / worthAWindow));
  const walk = () => walkPage(found, after, take, { most: walkedMost, empty });
  const few = Boolean(filter.categoryId || filter.tag || filter.vendor);
  // The index answers a frequent word with all that have it, whatever is wanted of them: it is not asked at all.
  const sure = surelyMany(filter, expected);
  const soon = sure ? await walk() : null;
  if (soon) return { ids: soon.page, goesOn: soon.goesOn, total: totalOf(surelyMost) };
  const { ids: fit, told } = await findByText(found);
  const total = totalOf(fit.length);
  if (told <= sortedMost) return { ids: await findPage(filter, after, take, fit), total };
  // Of words that more have than are looked at, the first come from the list itself, where it is not narrowed to few.
  const come = few || sure ? null : await walk();
  if (come) return { ids: come.page, goesOn: come.goesOn, total };
  return { ids: await findSorted(found, after, take, fit), total };
}

/**
 * A page of products of any status, at most 50 at a time from an index: the thousandth page costs what the first does. `q` is
 * the start of a title, handle or SKU, or words of a title, vendor or type. @param after `next` of the page before.
 */
export async function listStaffProducts(filter: StaffProductFilter, after = ''): Promise<StaffProductPage> {
  const q = filter.q.trim();
  const { ids, goesOn, total } = await (q ? findIdsByText : findIds)({ ...filter, q }, readCursor(after));
  const shown = ids.slice(0, pageSize);
  const rows = await findStaffRows(shown.map(({ id }) => id));
  const [stock, images] = await Promise.all([
    getStock(rows.flatMap((row) => row.variants.map(({ sku }) => sku))),
    findFirstImages(rows.map(({ id }) => id)),
  ]);
  const byId = new Map(rows.map((row) => [row.id, row]));
  const next = ids.length > pageSize ? shown.at(-1) : goesOn;
  return {
    products: shown.flatMap(({ id }) => {
      const row = byId.get(id);
      if (!row) return [];
      const { variants, ...product } = row;
      const own = variants.map((variant) => ({ ...variant, optionValues: [] }));
      return [{ ...product, image: images.get(id) ?? null, variants: toStaffVariants(own, stock) }];
    }),
    total,
    next: next ? writeCursor(next) : null,
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

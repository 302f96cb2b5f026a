import type { Sort } from '#lib/catalogue/index.ts';

/**
 * The addresses of listings: which products, narrowed by what, in which order, which page. One meaning has one address,
 * whatever the order in which it was chosen, so that the caches hold one page of it. Used by pages, by the filters' form
 * in the browser, and by proxy.ts for forms that are sent without script.
 */

/**
 * One thing a listing is narrowed by, as a form's field: `is.NAME` a value of an attribute, `vendor`, `kind`,
 * `category` a handle, `min` and `max` prices in the currency's major unit, `stock` what can be had.
 */
export type Choice = readonly [name: string, value: string];
export type ListingView = { choices: readonly Choice[]; sort: Sort; page: number };
export type ListingBase = { category: string } | { q: string };

const sorts = ['newest', 'price-asc', 'price-desc'] as const;
const names = ['vendor', 'kind', 'category', 'min', 'max', 'stock'];
const single = ['min', 'max', 'stock'];
const mostChoices = 30;

function cleanValue(name: string, typed: string): string {
  const value = typed.normalize('NFC').trim().slice(0, 80).toWellFormed();
  if (name === 'stock') return value === '' ? '' : 'yes';
  if (name !== 'min' && name !== 'max') return value;
  const amount = Number(value.replace(',', '.'));
  return value !== '' && amount >= 0 && amount <= 1e7 ? String(Math.round(amount * 100) / 100) : '';
}

/** What of a form's fields narrows a listing, in the one order; the rest is left out. */
export function choicesOf(fields: Iterable<readonly [string, unknown]>): Choice[] {
  const found = new Map<string, Choice>();
  for (const [name, typed] of fields) {
    const known = names.includes(name) || (name.startsWith('is.') && name.length > 3 && name.length <= 83);
    const value = known ? cleanValue(name, String(typed)) : '';
    const key = JSON.stringify(single.includes(name) ? [name] : [name, value]);
    if (value !== '' && !found.has(key) && found.size < mostChoices) found.set(key, [name, value]);
  }
  const order = ([name, value]: Choice) => `${name}\u0000${value}`;
  return [...found.values()].sort((a, b) => (order(a) < order(b) ? -1 : 1));
}

/** Choices as one path segment of letters that need no escape: Next hands some segments over decoded, some not. */
function segmentOf(choices: readonly Choice[]): string[] {
  if (choices.length === 0) return [];
  const text = new URLSearchParams(choices.map(([name, value]) => [name, value])).toString();
  return [`by-${text.replaceAll('%', '~').replaceAll('&', ',')}`];
}

/** A view as path segments below its listing. */
export function viewSegments({ choices, sort, page }: ListingView): string[] {
  return [
    ...segmentOf(choices),
    ...(sort === 'featured' ? [] : [sort]),
    ...(page > 1 ? [`page-${page}`] : []),
  ];
}

/** Reads the segments below a listing; null for what means nothing. A view may have other addresses than its own. */
export function readView(segments: readonly string[] = []): ListingView | null {
  const left = [...segments];
  const said = left[0]?.startsWith('by-') ? left.shift() : undefined;
  const pairs = new URLSearchParams(said?.slice(3).replaceAll(',', '&').replaceAll('~', '%'));
  const choices = choicesOf(pairs);
  if (said !== undefined && choices.length === 0) return null;
  const named = sorts.find((one) => one === left[0]);
  if (named) left.shift();
  const number = /^page-([1-9]\d{0,3})$/.exec(left[0] ?? '')?.[1];
  if (number) left.shift();
  return left.length === 0 ? { choices, sort: named ?? 'featured', page: Number(number ?? 1) } : null;
}

/** The address of a view, without the market's prefix. */
export function listingHref(base: ListingBase, view: ListingView): string {
  if ('category' in base) return ['/c', base.category, ...viewSegments(view)].join('/');
  const query = new URLSearchParams([
    ['q', base.q],
    ...view.choices.map(([name, value]) => [name, value]),
    ...(view.sort === 'featured' ? [] : [['sort', view.sort]]),
    ...(view.page > 1 ? [['page', String(view.page)]] : []),
  ]);
  return `/search?${query}`;
}

/** The view that a query asks for, whatever came in. */
export function viewOfQuery(asked: URLSearchParams): ListingView {
  return {
    choices: choicesOf(asked),
    sort: sorts.find((one) => one === asked.get('sort')) ?? 'featured',
    page: Math.min(Math.max(Number.parseInt(asked.get('page') ?? '1', 10) || 1, 1), 100),
  };
}

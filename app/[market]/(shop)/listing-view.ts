import type { Sort } from '#lib/catalogue/index.ts';

const sorts = ['newest', 'price-asc', 'price-desc'] as const;

/** Sort and page as path segments: a view is its own cached page. Null for segments that mean nothing. */
export function readView(segments: string[] = []): { sort: Sort; page: number } | null {
  const left = [...segments];
  let sort: Sort = 'featured';
  let page = 1;
  const named = sorts.find((one) => one === left[0]);
  if (named) {
    sort = named;
    left.shift();
  }
  const number = /^page-([1-9]\d{0,3})$/.exec(left[0] ?? '')?.[1];
  if (number) {
    page = Number(number);
    left.shift();
  }
  return left.length === 0 ? { sort, page } : null;
}

/** The path of a view below its base. */
export function viewPath(base: string, { sort, page }: { sort: Sort; page: number }): string {
  return [base, ...(sort === 'featured' ? [] : [sort]), ...(page > 1 ? [`page-${page}`] : [])].join('/');
}

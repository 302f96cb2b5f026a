import type { Sort } from '#lib/catalogue/index.ts';
import { MarketLink } from '../ui/market.tsx';
import type { Storefront } from './storefront.ts';

const sorts = [
  { sort: 'featured', title: 'catalogue.sortFeatured' },
  { sort: 'newest', title: 'catalogue.sortNewest' },
  { sort: 'price-asc', title: 'catalogue.sortPriceAsc' },
  { sort: 'price-desc', title: 'catalogue.sortPriceDesc' },
] as const;

export type ViewLink = (view: { page: number; sort: Sort }) => string;

export function SortLinks({
  storefront: { t },
  sort,
  link,
  first = 'catalogue.sortFeatured',
}: {
  storefront: Storefront;
  sort: Sort;
  link: ViewLink;
  /** What the order without a name is called: a search has its best match. */
  first?: 'catalogue.sortFeatured' | 'catalogue.sortRelevance';
}) {
  return (
    <nav aria-label={t('catalogue.sortBy')} className="flex flex-wrap gap-1 py-1 text-sm">
      {sorts.map((one) => (
        <MarketLink
          key={one.sort}
          href={link({ page: 1, sort: one.sort })}
          aria-current={one.sort === sort ? 'true' : undefined}
          className="shrink-0 rounded-full px-3.5 py-2 text-muted hover:bg-shell hover:text-ink aria-[current]:bg-ink aria-[current]:text-paper"
        >
          {t(one.sort === 'featured' ? first : one.title)}
        </MarketLink>
      ))}
    </nav>
  );
}

export function Pages({
  storefront: { t },
  page,
  pages,
  sort,
  link,
}: {
  storefront: Storefront;
  page: number;
  pages: number;
  sort: Sort;
  link: ViewLink;
}) {
  if (pages <= 1) return null;
  const around = [...new Set([1, page - 1, page, page + 1, pages])].filter((one) => one >= 1 && one <= pages);
  const step = 'inline-flex min-h-11 items-center rounded-full px-4 hover:bg-shell';
  return (
    <nav aria-label={t('shell.pages')} className="mt-14 flex flex-wrap items-center justify-center gap-1">
      {page > 1 ? (
        <MarketLink href={link({ page: page - 1, sort })} rel="prev" className={step}>
          <span aria-hidden="true">←</span>
          <span className="sr-only">{t('shell.previousPage')}</span>
        </MarketLink>
      ) : null}
      {around.map((one, index) => (
        <span key={one} className="flex">
          {one - (around[index - 1] ?? 0) > 1 ? <span className="grid w-8 place-items-center">…</span> : null}
          <MarketLink
            href={link({ page: one, sort })}
            aria-label={t('shell.page', { page: one })}
            aria-current={one === page ? 'page' : undefined}
            className="grid size-11 place-items-center rounded-full tabular-nums hover:bg-shell aria-[current]:bg-ink aria-[current]:text-paper"
          >
            {one}
          </MarketLink>
        </span>
      ))}
      {page < pages ? (
        <MarketLink href={link({ page: page + 1, sort })} rel="next" className={step}>
          <span aria-hidden="true">→</span>
          <span className="sr-only">{t('shell.nextPage')}</span>
        </MarketLink>
      ) : null}
    </nav>
  );
}

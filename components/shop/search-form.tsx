'use client';

import { Search } from 'lucide-react';
import { useTranslations } from 'use-intl';
import { hrefIn, useMarket } from '../ui/market.tsx';

/** A plain GET form: it works before any script has loaded. */
export function SearchForm({ query = '', className = '' }: { query?: string; className?: string }) {
  const t = useTranslations('shell');
  const market = useMarket();
  return (
    <form action={hrefIn(market, '/search')} className={className}>
      <search className="relative block">
        <input
          type="search"
          name="q"
          aria-label={t('search')}
          placeholder={t('searchPlaceholder')}
          defaultValue={query}
          maxLength={80}
          autoComplete="off"
          enterKeyHint="search"
          className="min-h-11 w-full rounded-full border border-edge bg-sheet pr-12 pl-4 text-base text-ink placeholder:text-muted hover:border-ink"
        />
        <button
          type="submit"
          aria-label={t('find')}
          className="absolute top-1/2 right-1 grid size-9 -translate-y-1/2 place-items-center rounded-full text-ink hover:bg-shell"
        >
          <Search aria-hidden="true" className="size-[1.125rem]" />
        </button>
      </search>
    </form>
  );
}

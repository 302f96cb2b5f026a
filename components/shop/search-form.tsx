'use client';

import { useRef } from 'react';
import { Icon } from '../ui/icon.tsx';
import { hrefIn, useMarket } from '../ui/market.tsx';
import { useLater } from '../ui/use-later.ts';
import { useTranslations } from '../ui/words.tsx';

const load = () => import('./suggestions.tsx');

/** A plain GET form: it works before any script has loaded. Whoever goes to the field gets suggestions. */
export function SearchForm({ query = '', className = '' }: { query?: string; className?: string }) {
  const t = useTranslations('shell');
  const market = useMarket();
  const input = useRef<HTMLInputElement>(null);
  const [suggestions, want] = useLater(load);
  return (
    <form action={hrefIn(market, '/search')} className={className}>
      <search className="relative block">
        <input
          ref={input}
          type="search"
          name="q"
          aria-label={t('search')}
          placeholder={t('searchPlaceholder')}
          defaultValue={query}
          maxLength={80}
          autoComplete="off"
          enterKeyHint="search"
          onFocus={() => void want()}
          className="min-h-11 w-full rounded-full border border-edge bg-sheet pr-12 pl-4 text-base text-ink placeholder:text-muted hover:border-ink"
        />
        <button
          type="submit"
          aria-label={t('find')}
          className="absolute top-1/2 right-1 grid size-9 -translate-y-1/2 place-items-center rounded-full text-ink hover:bg-shell"
        >
          <Icon name="search" className="size-[1.125rem]" />
        </button>
        {suggestions && input.current ? <suggestions.Suggestions input={input.current} /> : null}
      </search>
    </form>
  );
}

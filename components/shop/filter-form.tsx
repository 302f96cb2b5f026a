'use client';

import { useRouter } from 'next/navigation';
import { type FormEvent, type ReactNode, startTransition, useLayoutEffect, useRef } from 'react';
import { hrefIn, useMarket } from '../ui/market.tsx';
import { keepPlace, takePlace } from './kept-place.ts';
import { choicesOf, type ListingBase, type ListingView, listingHref } from './listing-address.ts';

/**
 * The form around a listing's filters. Sent without script, it is a GET form like any other; with it, what is ticked
 * shows at once, without losing place or focus.
 */
export function FilterForm({
  base,
  view,
  label,
  children,
}: {
  base: ListingBase;
  view: ListingView;
  label: string;
  children: ReactNode;
}) {
  const router = useRouter();
  const market = useMarket();
  const form = useRef<HTMLFormElement>(null);
  const here = listingHref(base, { ...view, page: 1 });
  const listing = 'category' in base ? `/c/${base.category}` : `/search?q=${base.q}`;

  // Another view, by a tick, by Back or by a chip: the fields say what the page shows.
  // biome-ignore lint/correctness/useExhaustiveDependencies: for each address
  useLayoutEffect(() => {
    const shown = form.current;
    if (!shown) return;
    shown.reset();
    takePlace(shown, listing);
    return () => keepPlace(shown, listing);
  }, [here, listing]);

  const show = () => {
    if (!form.current) return;
    const next = listingHref(base, { ...view, page: 1, choices: choicesOf(new FormData(form.current)) });
    if (next !== here) startTransition(() => router.push(hrefIn(market, next), { scroll: false }));
  };
  const ticked = ({ target }: FormEvent) => {
    if (target instanceof HTMLInputElement && target.type === 'checkbox') show();
  };
  return (
    <form
      ref={form}
      action={hrefIn(market, '/search')}
      aria-label={label}
      onChange={ticked}
      onBlur={({ target }) => {
        if (target instanceof HTMLInputElement && target.type !== 'checkbox') show();
      }}
      onSubmit={(event) => {
        event.preventDefault();
        show();
        form.current?.closest<HTMLElement>('[popover]:popover-open')?.hidePopover();
      }}
    >
      {'category' in base ? (
        <input type="hidden" name="in" value={base.category} />
      ) : (
        <input type="hidden" name="q" value={base.q} />
      )}
      {view.sort === 'featured' ? null : <input type="hidden" name="sort" value={view.sort} />}
      {children}
    </form>
  );
}

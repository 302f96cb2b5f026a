import { Search } from 'lucide-react';

/** A plain GET form: it works before any script has loaded. */
export function SearchForm({
  query = '',
  size = 'medium',
  className = '',
}: {
  query?: string;
  size?: 'medium' | 'large';
  className?: string;
}) {
  const large = size === 'large';
  return (
    <form action="/search" className={className}>
      <search className="relative block">
        <input
          type="search"
          name="q"
          aria-label="Search"
          placeholder="Search mugs, rope, lamps…"
          defaultValue={query}
          maxLength={80}
          autoComplete="off"
          enterKeyHint="search"
          className={`w-full rounded-full border border-edge bg-sheet pr-12 text-base text-ink placeholder:text-muted hover:border-ink ${large ? 'min-h-14 pl-6' : 'min-h-10 pl-4 text-[0.9375rem]'}`}
        />
        <button
          type="submit"
          aria-label="Find"
          className={`absolute top-1/2 right-1 grid -translate-y-1/2 place-items-center rounded-full text-ink hover:bg-shell ${large ? 'size-12' : 'size-8'}`}
        >
          <Search aria-hidden="true" className="size-[1.125rem]" />
        </button>
      </search>
    </form>
  );
}

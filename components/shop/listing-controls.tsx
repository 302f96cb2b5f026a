import Link from 'next/link';
import type { Sort } from '#lib/catalogue/index.ts';

const sorts: { sort: Sort; title: string }[] = [
  { sort: 'featured', title: 'Featured' },
  { sort: 'newest', title: 'Newest' },
  { sort: 'price-asc', title: 'Price, low to high' },
  { sort: 'price-desc', title: 'Price, high to low' },
];

export type ViewLink = (view: { page: number; sort: Sort }) => string;

export function SortLinks({ sort, link }: { sort: Sort; link: ViewLink }) {
  return (
    <nav
      aria-label="Sort by"
      className="-mx-5 flex w-[calc(100%+2.5rem)] gap-x-1 overflow-x-auto px-5 py-1 text-sm sm:mx-0 sm:w-auto sm:flex-wrap sm:px-0"
    >
      {sorts.map((one) => (
        <Link
          key={one.sort}
          href={link({ page: 1, sort: one.sort })}
          prefetch={false}
          aria-current={one.sort === sort ? 'true' : undefined}
          className="shrink-0 rounded-full px-3.5 py-2 text-muted hover:bg-shell hover:text-ink aria-[current]:bg-ink aria-[current]:text-paper"
        >
          {one.title}
        </Link>
      ))}
    </nav>
  );
}

export function Pages({
  page,
  pages,
  sort,
  link,
}: {
  page: number;
  pages: number;
  sort: Sort;
  link: ViewLink;
}) {
  if (pages <= 1) return null;
  const around = [...new Set([1, page - 1, page, page + 1, pages])].filter((one) => one >= 1 && one <= pages);
  return (
    <nav aria-label="Pages" className="mt-14 flex justify-center gap-1">
      {around.map((one, index) => (
        <span key={one} className="flex">
          {one - (around[index - 1] ?? 0) > 1 ? <span className="grid w-8 place-items-center">…</span> : null}
          <Link
            href={link({ page: one, sort })}
            prefetch={false}
            aria-label={`Page ${one}`}
            aria-current={one === page ? 'page' : undefined}
            className="grid size-11 place-items-center rounded-full tabular-nums hover:bg-shell aria-[current]:bg-ink aria-[current]:text-paper"
          >
            {one}
          </Link>
        </span>
      ))}
    </nav>
  );
}

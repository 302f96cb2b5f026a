import Link from 'next/link';
import { buttonClass } from './parts.tsx';

/** Earlier and later pages of a list; `href` makes a page's address. */
export function Pages({
  page,
  pages,
  total,
  more = false,
  noun,
  href,
}: {
  page: number;
  pages: number;
  total: number;
  /** There are more than can be paged through. */
  more?: boolean;
  noun: string;
  href: (page: number) => string;
}) {
  return (
    <nav aria-label="Pages" className="mt-3 flex items-center justify-between gap-3 text-(--a-muted)">
      <p>
        {more ? 'More than ' : ''}
        {total.toLocaleString('en-IE')} {total === 1 ? noun : `${noun}s`}
        {pages > 1 ? ` · page ${page} of ${pages}` : ''}
      </p>
      {pages > 1 ? (
        <div className="flex gap-2">
          {page > 1 ? (
            <Link className={buttonClass} href={href(page - 1)} prefetch={false} rel="prev">
              Previous
            </Link>
          ) : null}
          {page < pages ? (
            <Link className={buttonClass} href={href(page + 1)} prefetch={false} rel="next">
              Next
            </Link>
          ) : null}
        </div>
      ) : null}
    </nav>
  );
}

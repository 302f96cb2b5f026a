import { type NextRequest, NextResponse } from 'next/server';
import { listingHref, viewOfQuery, viewSegments } from './components/shop/listing-address.ts';
// Not the module's index, which knows the database.
import { handlePattern } from './lib/catalogue/handle.ts';

/**
 * `/search?q=…` becomes one cacheable page per meaning: `/search/q-TEXT/FILTERS/SORT/page-N`, whatever the order, case
 * and spacing of what was typed. A category's filters, sent without script as `/search?in=HANDLE&…`, lead to their page.
 * Only this path pays for a proxy; all other pages go straight to their cache.
 */
export function proxy(request: NextRequest): NextResponse {
  const asked = request.nextUrl.searchParams;
  const view = viewOfQuery(asked);
  // As the request came in, not `nextUrl`, which says "localhost" for a loopback address: to Next that is another host, and
  // it would send the request over HTTP to itself.
  const target = new URL(request.url);
  target.search = '';
  const [, market = ''] = /^\/([a-z]{2})\//.exec(target.pathname) ?? [];
  const prefix = market ? `/${market}` : '';
  const category = asked.get('in') ?? '';
  if (handlePattern.test(category)) {
    target.pathname = `${prefix}${listingHref({ category }, { ...view, page: 1 })}`;
    return NextResponse.redirect(target, 303);
  }
  const text = (asked.get('q') ?? '').normalize('NFC').toLowerCase().replace(/\s+/g, ' ').trim().slice(0, 80);
  target.pathname = [
    prefix,
    'search',
    // The prefix keeps `.` and `..` from being read as steps of the path. Never to this very path: Next would ask
    // itself again and again.
    `q-${encodeURIComponent(text.toWellFormed())}`,
    ...(text ? viewSegments(view) : []),
  ].join('/');
  return NextResponse.rewrite(target);
}

export const config = { matcher: ['/search', '/:market([a-z]{2})/search'] };

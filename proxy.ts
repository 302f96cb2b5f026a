import { type NextRequest, NextResponse } from 'next/server';

const sorts = new Set(['newest', 'price-asc', 'price-desc']);

/**
 * `/search?q=…` becomes one cacheable page per meaning: `/search/q-TEXT/SORT/page-N`, whatever the order, case and
 * spacing of what was typed. Only this path pays for a proxy; all other pages go straight to their cache.
 */
export function proxy(request: NextRequest): NextResponse {
  const asked = request.nextUrl.searchParams;
  const text = (asked.get('q') ?? '').normalize('NFC').toLowerCase().replace(/\s+/g, ' ').trim().slice(0, 80);
  const sort = asked.get('sort') ?? '';
  const page = Math.min(Math.max(Number.parseInt(asked.get('page') ?? '1', 10) || 1, 1), 100);
  const target = request.nextUrl.clone();
  // The prefix keeps `.` and `..` from being read as steps of the path.
  const [, market = ''] = /^\/([a-z]{2})\//.exec(target.pathname) ?? [];
  target.pathname = [
    market ? `/${market}` : '',
    'search',
    // Never to this very path: Next would ask itself again and again.
    `q-${encodeURIComponent(text.toWellFormed())}`,
    ...(text && sorts.has(sort) ? [sort] : []),
    ...(text && page > 1 ? [`page-${page}`] : []),
  ].join('/');
  target.search = '';
  return NextResponse.rewrite(target);
}

export const config = { matcher: ['/search', '/:market([a-z]{2})/search'] };

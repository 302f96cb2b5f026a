import { clientAddress } from '#lib/auth/index.ts';
import { marketOf, pathIn } from '#lib/markets/index.ts';
import { systemContext } from '#lib/platform/index.ts';
import { getSettings } from '#lib/settings/index.ts';
import { standInLine, waitingPage, wayBack } from '#lib/waiting/index.ts';
import { lineCookie, lineCookieOf } from '../../../../api/cart/line.ts';

export const dynamic = 'force-dynamic';

const ctx = systemContext('customer');

/** Gives a place in line to who has none, and says how far it has come. */
export async function GET(
  request: Request,
  { params }: { params: Promise<{ market: string }> },
): Promise<Response> {
  const market = marketOf((await params).market);
  const back = wayBack(new URL(request.url).searchParams.get('back'), pathIn(market, '/'));
  const address = clientAddress(request.headers);
  const { standing, cookie } = await standInLine(ctx, { cookie: lineCookieOf(request), address });
  const headers = new Headers({ 'cache-control': 'private, no-store' });
  if (cookie) headers.append('set-cookie', lineCookie(cookie));
  if (standing.kind === 'open') {
    headers.set('location', back);
    return new Response(null, { status: 303, headers });
  }
  headers.set('content-type', 'text/html; charset=utf-8');
  const { name: shopName } = await getSettings();
  return new Response(waitingPage(standing, { market, back, shopName }), { headers });
}

import { getCards } from '#lib/catalogue/index.ts';
import { answer, marketOfRequest, withOutages } from '../request.ts';

export const dynamic = 'force-dynamic';

/** Products a browser knows by handle, such as those wished for: `?handles=mug,rope&market=de`, at most 200. */
export const GET = withOutages(async (request: Request) => {
  const handles = (new URL(request.url).searchParams.get('handles') ?? '').split(',').filter(Boolean);
  const { locale, currency } = marketOfRequest(request);
  return answer({ products: await getCards(handles, { locale, currency }) });
});

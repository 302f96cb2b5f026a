import { suggestProducts } from '#lib/catalogue/index.ts';
import { answer, marketOfRequest, withOutages } from '../request.ts';

export const dynamic = 'force-dynamic';

/**
 * What could be meant while somebody types: `?q=mu&market=de`; texts to look for, and products. No prices, so that the
 * browser may keep it for a minute.
 */
export const GET = withOutages(async (request: Request) => {
  const typed = (new URL(request.url).searchParams.get('q') ?? '').slice(0, 80);
  const { locale, currency } = marketOfRequest(request);
  const { words, products } = await suggestProducts(typed, { locale, currency });
  const shown = products.map(({ handle, title, image }) => ({ handle, title, src: image?.src ?? null }));
  return answer({ words, products: shown }, 200, { 'cache-control': 'private, max-age=60' });
});

import { useMarket } from '../ui/market.tsx';
import { ShopError, useWords } from './shop-error.ts';
import { useSend } from './use-send.ts';

const load = () => import('./cart-store.ts');

/** Puts an article into the cart. What knows the cart comes when the page is idle, or when this is pressed before. */
export function useAddToCart() {
  const { code } = useMarket();
  const words = useWords();
  return useSend(async (body: { sku: string; quantity: number }) => {
    const { changeCart } = await load().catch(() => {
      throw new ShopError(words.offline, 'offline', 0);
    });
    return changeCart(code, { method: 'POST', path: '/api/cart', body, words });
  });
}

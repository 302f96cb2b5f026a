import { useRef, useState } from 'react';
import { useMarket } from '../ui/market.tsx';
import { useTranslations } from '../ui/words.tsx';

const load = () => import('./cart-later.ts');
const still = { busy: false, problem: '' };

/**
 * Puts an article into the cart. What knows the cart comes when the page is idle, or when this is pressed before.
 * `problem` is for the shopper to read, until `forget`.
 */
export function useAddToCart() {
  const { code } = useMarket();
  const t = useTranslations('problems');
  const [state, setState] = useState(still);
  const turn = useRef(0);

  function forget(): void {
    turn.current++;
    setState(still);
  }

  /** @returns whether it is in the cart. */
  async function add(line: { sku: string; quantity: number }): Promise<boolean> {
    forget();
    const own = turn.current;
    setState({ busy: true, problem: '' });
    const store = await load().catch(() => null);
    const words = { offline: t('offline'), silent: t('cartSilent') };
    const problem = store ? await store.addToCart(code, line, words) : words.offline;
    // Of two at once the later one is shown.
    if (own === turn.current) setState({ busy: false, problem });
    return problem === '';
  }
  return { ...state, add, forget };
}

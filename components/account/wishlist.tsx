'use client';

import { keepPreviousData, useQuery } from '@tanstack/react-query';
import type { ProductCard } from '#lib/catalogue/index.ts';
import { callShop } from '../shop/call-shop.ts';
import { Picture } from '../shop/picture.tsx';
import { useWords } from '../shop/shop-error.ts';
import { Alert } from '../ui/alert.tsx';
import { Button } from '../ui/button.tsx';
import { MarketLink, useMarket } from '../ui/market.tsx';
import { Price } from '../ui/price.tsx';
import { useTranslations } from '../ui/words.tsx';
import { useWishlist } from './use-wishlist.ts';

type Wished = Pick<ProductCard, 'handle' | 'title' | 'image' | 'fromMinor' | 'priceVaries' | 'inStock'>;

/** What somebody liked, with a way to each product's page. What is no longer sold stays until it is taken off. */
export function Wishlist() {
  const t = useTranslations('account');
  const { code, currency } = useMarket();
  const words = useWords();
  const { handles, toggle, busy, error } = useWishlist();
  const known = useQuery({
    queryKey: ['wished', code, handles],
    queryFn: () => {
      const asked = handles.map(encodeURIComponent).join(',');
      return callShop<{ products: Wished[] }>(`/api/products?handles=${asked}&market=${code}`, { words });
    },
    enabled: handles.length > 0,
    placeholderData: keepPreviousData,
  });
  const productOf = (handle: string) => known.data?.products.find((one) => one.handle === handle);
  const problem = error ?? known.error;
  return (
    <section aria-labelledby="account-wishlist">
      <h2 id="account-wishlist" className="display mb-4 text-section">
        {t('wishlist')}
      </h2>
      {problem ? <Alert tone="error">{problem.message}</Alert> : null}
      {handles.length === 0 ? <p className="text-muted">{t('noWishes')}</p> : null}
      <ul className="divide-y divide-line">
        {(known.data ? handles : []).map((handle) => {
          const product = productOf(handle);
          return (
            <li key={handle} className="grid grid-cols-[4rem_minmax(0,1fr)_auto] items-center gap-4 py-3">
              <div className="aspect-square overflow-hidden rounded-card bg-shell">
                {product?.image ? <Picture image={product.image} sizes="4rem" /> : null}
              </div>
              <p className="min-w-0">
                {product ? (
                  <>
                    <MarketLink
                      href={`/p/${encodeURIComponent(handle)}`}
                      className="font-medium underline decoration-line underline-offset-4 hover:decoration-signal"
                    >
                      {product.title}
                    </MarketLink>
                    <span className="block text-muted text-sm">
                      {product.priceVaries ? `${t('from')} ` : ''}
                      <Price minor={product.fromMinor} currency={currency} />
                      {product.inStock ? '' : ` · ${t('soldOut')}`}
                    </span>
                  </>
                ) : (
                  <span className="text-muted">{t('wishGone', { name: handle })}</span>
                )}
              </p>
              <Button
                variant="ghost"
                size="small"
                className="px-0"
                disabled={busy}
                aria-label={t('removeNamed', { name: product?.title ?? handle })}
                onClick={() => toggle(handle)}
              >
                {t('remove')}
              </Button>
            </li>
          );
        })}
      </ul>
    </section>
  );
}

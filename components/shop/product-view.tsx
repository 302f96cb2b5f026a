'use client';

import { lazy, type ReactNode, Suspense, useEffect, useState } from 'react';
import type { ProductPage } from '#lib/catalogue/index.ts';
import { Badge } from '../ui/badge.tsx';
import { Button } from '../ui/button.tsx';
import { Icon } from '../ui/icon.tsx';
import { useMarket } from '../ui/market.tsx';
import { useFormatPrice } from '../ui/price.tsx';
import { Quantity } from '../ui/quantity.tsx';
import { useAtRest } from '../ui/use-later.ts';
import { useTranslations } from '../ui/words.tsx';
import { setCartOpen } from './cart-open.ts';
import { firstChoice, variantOf } from './choose-variant.ts';
import { Gallery } from './gallery.tsx';
import { percentOff, SalePrice } from './sale-price.tsx';
import { useAddToCart } from './use-add-to-cart.ts';
import { VariantPicker } from './variant-picker.tsx';

const loadLater = () => import('./product-later.ts');
/** Only a sale that ends needs it; the page's HTML has its box before it has loaded. */
const Countdown = lazy(async () => ({ default: (await import('./countdown.tsx')).Countdown }));

export type ShownProduct = Pick<
  ProductPage,
  'handle' | 'title' | 'vendor' | 'optionNames' | 'images' | 'variants'
>;

/** The picture whose description ends in a value, such as `Enamel Mug in navy`; -1 for none. */
function pictureNamed(images: ShownProduct['images'], value = ''): number {
  return images.findIndex(({ alt }) => value !== '' && alt.toLowerCase().endsWith(value.toLowerCase()));
}

/** Pictures, options, price and the way into the cart. A link may name the variant: `?variant=SKU`. */
export function ProductView({
  product,
  delivery,
  children,
}: {
  product: ShownProduct;
  /** When it arrives, in words; null where nothing is known. */
  delivery: string | null;
  children: ReactNode;
}) {
  const t = useTranslations('product');
  const { currency, taxDisplay } = useMarket();
  const format = useFormatPrice();
  const { variants, optionNames, images } = product;
  const [chosen, setChosen] = useState(() => firstChoice(variants));
  const [picture, setPicture] = useState(0);
  const [quantity, setQuantity] = useState(1);
  const { add, busy, problem, forget } = useAddToCart();
  const variant = variantOf(variants, chosen);
  const later = useAtRest(loadLater);

  const choose = (values: string[]) => {
    setChosen(values);
    forget();
    const shows = variantOf(variants, values)?.imageIndex ?? pictureNamed(images, values[0]);
    if (shows >= 0) setPicture(shows);
  };

  // biome-ignore lint/correctness/useExhaustiveDependencies: once, after the page everybody shares has loaded
  useEffect(() => {
    const wanted = new URLSearchParams(window.location.search).get('variant');
    if (wanted) choose(firstChoice(variants, wanted));
  }, []);

  const percent = variant ? percentOff(variant.priceMinor, variant.compareAtMinor) : 0;
  return (
    <div className="grid items-start gap-8 md:grid-cols-[1.15fr_1fr] md:gap-12 lg:gap-20">
      <Gallery images={images} title={product.title} index={picture} onIndex={setPicture} />
      <div className="min-w-0 md:pt-2">
        <p className="eyebrow text-muted">{product.vendor}</p>
        <h1 className="display mt-3 text-title [overflow-wrap:anywhere]">{product.title}</h1>
        <p className="mt-4 text-xl" aria-live="polite">
          {variant ? (
            <SalePrice
              priceMinor={variant.priceMinor}
              beforeMinor={variant.compareAtMinor}
              currency={currency}
              before={t('before')}
              struckClass="ml-3 text-base"
            />
          ) : null}
          {percent > 0 ? (
            <Badge tone="signal" className="ml-3 align-middle">
              {t('percentOff', { percent })}
            </Badge>
          ) : null}
        </p>
        {variant?.lowestMinor != null ? (
          <p className="mt-1 text-muted text-sm">
            {t('lowest', { price: format(variant.lowestMinor, currency) })}
          </p>
        ) : null}
        <p className="mt-1 text-muted text-sm">
          {t(taxDisplay === 'exclusive' ? 'taxExcluded' : 'taxIncluded')}
        </p>
        {variant?.sale?.countdown && variant.sale.endsAt ? (
          <Suspense>
            <Countdown endsAt={variant.sale.endsAt} name={variant.sale.name} />
          </Suspense>
        ) : null}
        <div className="mt-8 grid gap-6">
          <VariantPicker optionNames={optionNames} variants={variants} chosen={chosen} onChoose={choose} />
          {variant?.inStock ? (
            <div className="flex flex-wrap items-center gap-4">
              <Quantity label={t('quantity')} value={quantity} onValue={setQuantity} />
              <Button
                size="large"
                className="flex-1"
                busy={busy}
                onClick={() => void add({ sku: variant.sku, quantity }).then(setCartOpen)}
              >
                {t('addToCart')}
              </Button>
            </div>
          ) : (
            <Button size="large" disabled>
              {t(variant ? 'soldOut' : 'noSuchCombination')}
            </Button>
          )}
          {problem ? (
            <p role="alert" className="rounded-card bg-bad-soft px-4 py-3 font-semibold text-bad">
              {problem}
            </p>
          ) : null}
          <div className="min-h-11">{later ? <later.WishButton handle={product.handle} /> : null}</div>
          <p className="flex items-start gap-3 text-sm">
            <Icon name="truck" className="mt-0.5 size-5 shrink-0 text-muted" strokeWidth={1.6} />
            <span>
              <span className={`font-medium ${variant?.inStock ? 'text-good' : 'text-bad'}`}>
                {t(variant?.inStock ? 'inStock' : 'notInStock')}
              </span>{' '}
              {variant?.inStock && delivery ? delivery : null}
            </span>
          </p>
        </div>
        {children}
      </div>
    </div>
  );
}

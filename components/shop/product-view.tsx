'use client';

import { type ReactNode, useEffect, useState } from 'react';
import type { ProductPage } from '#lib/catalogue/index.ts';
import { Alert } from '../ui/alert.tsx';
import { Badge } from '../ui/badge.tsx';
import { Button } from '../ui/button.tsx';
import { Price } from '../ui/price.tsx';
import { Quantity } from '../ui/quantity.tsx';
import { firstChoice, isBuyable, valuesOf, variantOf } from './choose-variant.ts';
import { Countdown } from './countdown.tsx';
import { useCartDrawer } from './providers.tsx';
import { percentOff, SalePrice } from './sale-price.tsx';
import { useAddToCart } from './use-cart.ts';

/** Pictures, options, price and the way into the cart. A link may name the variant: `?variant=SKU`. */
export function ProductView({
  product,
  currency,
  children,
}: {
  product: ProductPage;
  currency: string;
  children: ReactNode;
}) {
  const { variants, optionNames, images } = product;
  const [chosen, setChosen] = useState(() => firstChoice(variants));
  const [picture, setPicture] = useState(0);
  const [quantity, setQuantity] = useState(1);
  const { setCartOpen } = useCartDrawer();
  const add = useAddToCart();
  const variant = variantOf(variants, chosen);

  const show = (values: string[]) => {
    setChosen(values);
    add.reset();
    const first = values[0]?.toLowerCase();
    const match = images.findIndex(({ alt }) => first && alt.toLowerCase().endsWith(first));
    if (match >= 0) setPicture(match);
  };

  // biome-ignore lint/correctness/useExhaustiveDependencies: once, after the page everybody shares has loaded
  useEffect(() => {
    const wanted = new URLSearchParams(window.location.search).get('variant');
    if (wanted) show(firstChoice(variants, wanted));
  }, []);

  const off = variant ? percentOff(variant.priceMinor, variant.compareAtMinor) : 0;
  const image = images[picture] ?? images[0];
  return (
    <div className="grid items-start gap-8 md:grid-cols-[1.15fr_1fr] md:gap-12 lg:gap-20">
      <div className="md:sticky md:top-26">
        <div className="aspect-square overflow-hidden rounded-card bg-shell">
          {image ? (
            // biome-ignore lint/performance/noImgElement: the frame fixes its size; the page cache serves it as it is
            <img
              src={image.src}
              alt={image.alt || product.title}
              width={image.width || 800}
              height={image.height || 800}
              fetchPriority="high"
              className="size-full object-cover"
            />
          ) : null}
        </div>
        {images.length > 1 ? (
          <ul className="mt-4 flex flex-wrap gap-3" aria-label="Pictures">
            {images.map((one, index) => (
              <li key={one.src}>
                <button
                  type="button"
                  aria-label={one.alt || `Picture ${index + 1}`}
                  aria-pressed={index === picture}
                  onClick={() => setPicture(index)}
                  className="size-18 overflow-hidden rounded-card border border-line bg-shell aria-pressed:border-ink aria-pressed:ring-1 aria-pressed:ring-ink"
                >
                  {/* biome-ignore lint/performance/noImgElement: a thumbnail of the same file */}
                  <img
                    src={one.src}
                    alt=""
                    width={72}
                    height={72}
                    loading="lazy"
                    className="size-full object-cover"
                  />
                </button>
              </li>
            ))}
          </ul>
        ) : null}
      </div>
      <div className="md:pt-2">
        <p className="eyebrow text-muted">{product.vendor}</p>
        <h1 className="display mt-3 text-title">{product.title}</h1>
        <p className="mt-4 text-xl" aria-live="polite">
          {variant ? (
            <SalePrice
              priceMinor={variant.priceMinor}
              beforeMinor={variant.compareAtMinor}
              currency={currency}
              struckClass="ml-3 text-base"
            />
          ) : null}
          {off > 0 ? (
            <Badge tone="signal" className="ml-3 align-middle">
              −{off} %
            </Badge>
          ) : null}
        </p>
        {variant?.lowestMinor != null ? (
          <p className="mt-1 text-muted text-sm">
            Lowest price of the last 30 days: <Price minor={variant.lowestMinor} currency={currency} />
          </p>
        ) : null}
        <p className="mt-1 text-muted text-sm">
          {variant?.inStock ? <span className="font-medium text-good">In stock. </span> : null}
          Tax included. Delivery is added at checkout.
        </p>
        {variant?.sale?.countdown && variant.sale.endsAt ? (
          <Countdown endsAt={variant.sale.endsAt} name={variant.sale.name} />
        ) : null}
        <div className="mt-8 grid gap-6">
          {optionNames.map((name, option) => (
            <fieldset key={name}>
              <legend className="mb-2.5 text-sm">
                <span className="font-medium">{name}</span>
                <span className="text-muted">: {chosen[option]}</span>
              </legend>
              <div className="flex flex-wrap gap-2">
                {valuesOf(variants, option).map((value) => (
                  <label
                    key={value}
                    className={`relative flex min-h-11 cursor-pointer items-center rounded-full border px-4.5 text-[0.9375rem] has-checked:border-ink has-checked:bg-ink has-checked:text-paper has-focus-visible:outline-2 has-focus-visible:outline-signal has-focus-visible:outline-offset-2 ${isBuyable(variants, chosen, option, value) ? 'border-edge bg-sheet hover:border-ink' : 'border-line text-muted line-through'}`}
                  >
                    <input
                      type="radio"
                      name={`option-${option}`}
                      value={value}
                      checked={chosen[option] === value}
                      onChange={() => show(chosen.map((one, index) => (index === option ? value : one)))}
                      className="absolute inset-0 cursor-pointer opacity-0"
                    />
                    {value}
                  </label>
                ))}
              </div>
            </fieldset>
          ))}
          {variant?.inStock ? (
            <div className="flex flex-wrap items-center gap-4">
              <Quantity label="Quantity" value={quantity} onValue={setQuantity} />
              <Button
                size="large"
                className="flex-1"
                busy={add.isPending}
                onClick={() =>
                  add.mutate({ sku: variant.sku, quantity }, { onSuccess: () => setCartOpen(true) })
                }
              >
                Add to cart
              </Button>
            </div>
          ) : (
            <Button size="large" disabled>
              {variant ? 'Sold out' : 'Not made in this combination'}
            </Button>
          )}
          {add.error ? <Alert tone="error" title={add.error.message} /> : null}
        </div>
        {children}
      </div>
    </div>
  );
}

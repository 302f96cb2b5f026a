import type { ProductCard as Card } from '#lib/catalogue/index.ts';
import { Badge } from '../ui/badge.tsx';
import { MarketLink } from '../ui/market.tsx';
import { Picture } from './picture.tsx';
import { percentOff, SalePrice } from './sale-price.tsx';
import { Stars } from './stars.tsx';
import type { Storefront } from './storefront.ts';

export function ProductCard({
  storefront: { market, t },
  product,
  eager = false,
}: {
  storefront: Storefront;
  product: Card;
  eager?: boolean;
}) {
  const percent = percentOff(product.fromMinor, product.compareAtMinor);
  return (
    <article className="group relative">
      <div className="relative aspect-square overflow-hidden rounded-card bg-shell">
        {product.image ? (
          <Picture
            image={product.image}
            sizes="(min-width: 84rem) 18rem, (min-width: 64rem) 22vw, (min-width: 48rem) 30vw, (min-width: 22rem) 45vw, 90vw"
            eager={eager}
            className={`transition-transform duration-700 ease-swell group-hover:scale-[1.04] ${product.inStock ? '' : 'opacity-70'}`}
          />
        ) : null}
        {product.inStock ? (
          product.compareAtMinor ? (
            <Badge tone="signal" className="absolute top-3 left-3">
              {product.sale?.name ?? t('product.reduced')}
              {percent > 0 ? ` ${t('product.percentOff', { percent })}` : ''}
            </Badge>
          ) : null
        ) : (
          <Badge className="absolute top-3 left-3">{t('product.soldOut')}</Badge>
        )}
      </div>
      <div className="mt-3.5">
        <h3 className="font-medium leading-snug [overflow-wrap:anywhere]">
          {/* The whole card is the link's target. */}
          <MarketLink
            href={`/p/${product.handle}`}
            className="after:absolute after:inset-0 after:rounded-card group-hover:text-signal"
          >
            {product.title}
          </MarketLink>
        </h3>
        <p className="mt-0.5 text-muted text-sm">{product.vendor}</p>
        {product.rating ? (
          <p className="mt-1 flex items-center gap-1.5 text-muted text-sm">
            <Stars
              rating={product.rating.average}
              label={t('catalogue.rating', { rating: Math.round(product.rating.average * 10) / 10 })}
              className="h-3.5"
            />
            <span aria-hidden="true">({product.rating.count})</span>
            <span className="sr-only">{t('catalogue.reviewCount', { count: product.rating.count })}</span>
          </p>
        ) : null}
        <p className="mt-1.5">
          {product.priceVaries ? <span className="text-muted text-sm">{t('product.from')} </span> : null}
          <SalePrice
            priceMinor={product.fromMinor}
            beforeMinor={product.compareAtMinor}
            currency={market.currency}
            before={t('product.before')}
          />
        </p>
      </div>
    </article>
  );
}

/** `eager`: how many of the first are on the first screen. `beside`: filters take a column of it on a wide one. */
export function ProductGrid({
  storefront,
  products,
  eager = 0,
  beside = false,
}: {
  storefront: Storefront;
  products: Card[];
  eager?: number;
  beside?: boolean;
}) {
  return (
    <ul
      className={`grid grid-cols-1 gap-x-4 gap-y-10 min-[22rem]:grid-cols-2 sm:gap-x-6 md:grid-cols-3 ${beside ? '' : 'lg:grid-cols-4'}`}
    >
      {products.map((product, index) => (
        <li key={product.id}>
          <ProductCard storefront={storefront} product={product} eager={index < eager} />
        </li>
      ))}
    </ul>
  );
}

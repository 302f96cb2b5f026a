import type { ProductCard as Card } from '#lib/catalogue/index.ts';
import { CardView, type CardWords } from './card-view.tsx';
import { percentOff } from './sale-price.tsx';
import type { Storefront } from './storefront.ts';

/** All a card says: so small that the page carries no more of it beside its HTML, which holds everything twice. */
function wordsOf({ market, t }: Storefront, product: Card): CardWords {
  const { handle, title, vendor, image, fromMinor, compareAtMinor, sale, rating } = product;
  const percent = percentOff(fromMinor, compareAtMinor);
  const reduced = `${sale?.name ?? t('product.reduced')}${percent > 0 ? ` ${t('product.percentOff', { percent })}` : ''}`;
  const badge = product.inStock
    ? compareAtMinor
      ? ({ text: reduced, tone: 'signal' } as const)
      : null
    : ({ text: t('product.soldOut'), tone: 'quiet' } as const);
  return {
    handle,
    title,
    vendor,
    image: image ? { src: image.src } : null,
    badge,
    rating: rating
      ? {
          average: rating.average,
          count: rating.count,
          said: t('catalogue.rating', { rating: Math.round(rating.average * 10) / 10 }),
          counted: t('catalogue.reviewCount', { count: rating.count }),
        }
      : null,
    priceMinor: fromMinor,
    beforeMinor: compareAtMinor,
    currency: market.currency,
    before: compareAtMinor ? t('product.before') : '',
    from: product.priceVaries ? t('product.from') : '',
  };
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
          <CardView
            card={wordsOf(storefront, product)}
            eager={index < eager && (index === 0 ? 'first' : true)}
          />
        </li>
      ))}
    </ul>
  );
}

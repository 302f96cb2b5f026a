import Link from 'next/link';
import type { ProductCard as Card } from '#lib/catalogue/index.ts';
import { Badge } from '../ui/badge.tsx';
import { percentOff, SalePrice } from './sale-price.tsx';

export function ProductCard({
  product,
  currency,
  eager = false,
}: {
  product: Card;
  currency: string;
  eager?: boolean;
}) {
  const off = percentOff(product.fromMinor, product.compareAtMinor);
  return (
    <article className="group relative">
      <div className="relative aspect-square overflow-hidden rounded-card bg-shell">
        {product.image ? (
          // biome-ignore lint/performance/noImgElement: the page cache serves it as it is; sizes are fixed by the frame
          <img
            src={product.image.src}
            alt=""
            width={product.image.width || 800}
            height={product.image.height || 800}
            loading={eager ? 'eager' : 'lazy'}
            decoding="async"
            className="size-full object-cover transition-transform duration-500 ease-swell group-hover:scale-[1.03]"
          />
        ) : null}
        {product.inStock ? (
          product.compareAtMinor ? (
            <Badge tone="signal" className="absolute top-3 left-3">
              {product.sale ? `${product.sale.name} ` : 'Reduced '}
              {off > 0 ? `−${off} %` : ''}
            </Badge>
          ) : null
        ) : (
          <Badge className="absolute top-3 left-3">Sold out</Badge>
        )}
      </div>
      <div className="mt-4">
        <h3 className="font-medium leading-snug">
          {/* The whole card is the link's target. */}
          <Link
            href={`/p/${product.handle}`}
            prefetch={false}
            className="after:absolute after:inset-0 hover:text-signal"
          >
            {product.title}
          </Link>
        </h3>
        <p className="mt-0.5 text-muted text-sm">{product.vendor}</p>
        <p className="mt-1.5">
          <SalePrice
            priceMinor={product.fromMinor}
            beforeMinor={product.compareAtMinor}
            currency={currency}
            before={product.priceVaries ? <span className="text-muted text-sm">from </span> : null}
          />
        </p>
      </div>
    </article>
  );
}

export function ProductGrid({ products, currency }: { products: Card[]; currency: string }) {
  return (
    <ul className="grid grid-cols-2 gap-x-4 gap-y-10 sm:gap-x-6 md:grid-cols-3 lg:grid-cols-4">
      {products.map((product, index) => (
        <li key={product.id}>
          <ProductCard product={product} currency={currency} eager={index < 4} />
        </li>
      ))}
    </ul>
  );
}

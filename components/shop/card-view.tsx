'use client';

import type { Image } from '#lib/catalogue/index.ts';
import { Badge } from '../ui/badge.tsx';
import { MarketLink } from '../ui/market.tsx';
import { Picture } from './picture.tsx';
import { SalePrice } from './sale-price.tsx';
import { Stars } from './stars.tsx';

/** A product in a grid, said in the page's language: what a page carries of it besides its HTML. */
export type CardWords = {
  handle: string;
  title: string;
  vendor: string;
  image: Pick<Image, 'src'> | null;
  badge: { text: string; tone: 'quiet' | 'signal' } | null;
  rating: { average: number; count: number; said: string; counted: string } | null;
  priceMinor: number;
  beforeMinor: number | null;
  currency: string;
  /** `before` says that a struck price is the earlier one; `from` is empty where all variants cost the same. */
  before: string;
  from: string;
};

export function CardView({
  card: { handle, title, vendor, image, badge, rating, priceMinor, beforeMinor, currency, before, from },
  eager,
}: {
  card: CardWords;
  eager: boolean | 'first';
}) {
  return (
    <article className="group relative">
      <div className="relative aspect-square overflow-hidden rounded-card bg-shell">
        {image ? (
          <Picture
            image={image}
            sizes="(min-width: 84rem) 18rem, (min-width: 64rem) 22vw, (min-width: 48rem) 30vw, (min-width: 40rem) 45vw, (min-width: 22rem) calc(50vw - 1.75rem), calc(100vw - 2.5rem)"
            eager={eager}
            className={`transition-transform duration-700 ease-swell group-hover:scale-[1.04] ${badge?.tone === 'quiet' ? 'opacity-70' : ''}`}
          />
        ) : (
          <div className="no-picture" />
        )}
        {badge ? (
          <Badge tone={badge.tone} className="absolute top-3 left-3">
            {badge.text}
          </Badge>
        ) : null}
      </div>
      <div className="mt-3.5">
        <h3 className="font-medium leading-snug [overflow-wrap:anywhere]">
          {/* The whole card is the link's target. */}
          <MarketLink
            href={`/p/${handle}`}
            className="after:absolute after:inset-0 after:rounded-card group-hover:text-signal"
          >
            {title}
          </MarketLink>
        </h3>
        <p className="mt-0.5 text-muted text-sm">{vendor}</p>
        {rating ? (
          <p className="mt-1 flex items-center gap-1.5 text-muted text-sm">
            <Stars rating={rating.average} label={rating.said} className="h-3.5 w-17.5" />
            <span aria-hidden="true">({rating.count})</span>
            <span className="sr-only">{rating.counted}</span>
          </p>
        ) : null}
        <p className="mt-1.5">
          {from ? <span className="text-muted text-sm">{from} </span> : null}
          <SalePrice priceMinor={priceMinor} beforeMinor={beforeMinor} currency={currency} before={before} />
        </p>
      </div>
    </article>
  );
}

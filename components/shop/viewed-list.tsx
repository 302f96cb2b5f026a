'use client';

import { useEffect, useState } from 'react';
import { MarketLink, useMarket } from '../ui/market.tsx';
import { useTranslations } from '../ui/words.tsx';
import { readViewed, remember, type Viewed, writeViewed } from './viewed.ts';

export function ViewedList({ product: { handle, title, src } }: { product: Viewed }) {
  const t = useTranslations('shell');
  const { code } = useMarket();
  const [before, setBefore] = useState<Viewed[]>([]);

  useEffect(() => {
    const viewed = readViewed(code);
    setBefore(viewed.filter((one) => one.handle !== handle).slice(0, 6));
    writeViewed(code, remember(viewed, { handle, title, src }));
  }, [code, handle, title, src]);

  if (before.length === 0) return null;
  return (
    <section aria-labelledby="viewed" className="mt-16 border-line border-t pt-10">
      <h2 id="viewed" className="display mb-6 text-section">
        {t('viewed')}
      </h2>
      <ul className="grid grid-cols-3 gap-4 md:grid-cols-6">
        {before.map((one) => (
          <li key={one.handle} className="group relative">
            <div className="aspect-square overflow-hidden rounded-card bg-shell">
              {one.src ? (
                // biome-ignore lint/performance/noImgElement: its sizes are made when it is uploaded, not on request
                <img
                  src={one.src}
                  alt=""
                  width={400}
                  height={400}
                  loading="lazy"
                  decoding="async"
                  className="size-full object-cover"
                />
              ) : null}
            </div>
            <MarketLink
              href={`/p/${encodeURIComponent(one.handle)}`}
              className="mt-2 block text-sm leading-snug [overflow-wrap:anywhere] after:absolute after:inset-0 after:rounded-card group-hover:text-signal"
            >
              {one.title}
            </MarketLink>
          </li>
        ))}
      </ul>
    </section>
  );
}

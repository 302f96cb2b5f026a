'use client';

import { useEffect, useRef, useState } from 'react';
import { useTranslations } from '../ui/words.tsx';
import type { Token } from './card.ts';

/** A provider's own card fields once they are there: what exchanges the card for a token, and what takes them away. */
export type Mounted = { exchange: () => Promise<Token>; unmount: () => void };

/** A card typed into frames of the payment provider itself. `mount` puts them into a place, once. */
export function FramedCard({
  mount,
  onReady,
}: {
  mount: (place: HTMLElement) => Promise<Mounted>;
  onReady: (exchange: () => Promise<Token>) => void;
}) {
  const t = useTranslations('checkout');
  const place = useRef<HTMLDivElement>(null);
  const [failed, setFailed] = useState(false);
  // biome-ignore lint/correctness/useExhaustiveDependencies: mounted once; another provider has another key
  useEffect(() => {
    if (!place.current) return;
    let gone = false;
    let mounted: Mounted | undefined;
    mount(place.current).then(
      (made) => {
        mounted = made;
        if (gone) made.unmount();
        else onReady(made.exchange);
      },
      () => setFailed(true),
    );
    return () => {
      gone = true;
      mounted?.unmount();
    };
  }, []);
  return (
    <div>
      <div ref={place} className="min-h-12 rounded-card border border-edge bg-sheet px-3.5 py-3.5" />
      {failed ? (
        <p role="alert" className="mt-2 text-bad text-sm">
          {t('cardFormFailed')}
        </p>
      ) : null}
    </div>
  );
}

'use client';

import { useEffect, useRef } from 'react';
import { useLater } from '../ui/use-later.ts';
import { useTranslations } from '../ui/words.tsx';

const load = () => import('./review-fields.tsx');

/** A buyer's review. It opens by itself for whoever comes by the link of their order: `#review=TOKEN`. */
export function ReviewForm({ productId }: { productId: string }) {
  const t = useTranslations('review');
  const box = useRef<HTMLDetailsElement>(null);
  const [fields, want] = useLater(load);

  useEffect(() => {
    const look = () => {
      if (window.location.hash.startsWith('#review=')) void want();
    };
    look();
    window.addEventListener('hashchange', look);
    return () => window.removeEventListener('hashchange', look);
  }, [want]);

  return (
    <details ref={box} onToggle={() => void want()} className="border-line border-t py-6">
      <summary className="w-fit cursor-pointer py-1 font-medium underline decoration-line underline-offset-4 hover:decoration-signal">
        {t('write')}
      </summary>
      <p className="mt-3 text-muted text-sm">{t('who')}</p>
      {fields ? <fields.ReviewFields productId={productId} box={box} /> : null}
    </details>
  );
}

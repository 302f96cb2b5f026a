'use client';

import { useEffect, useRef, useState } from 'react';
import { Alert } from '../ui/alert.tsx';
import { useLater } from '../ui/use-later.ts';
import { useTranslations } from '../ui/words.tsx';

const load = () => import('./review-fields.tsx');

// The order's token comes in the fragment, which reaches no server, log or referrer: `#review=TOKEN`.
const tokenIn = (hash: string) => /^#review=([\w-]{16,64})$/.exec(hash)?.[1];

/** A buyer's review. It opens by itself for whoever comes by the link of their order. */
export function ReviewForm({ productId }: { productId: string }) {
  const t = useTranslations('review');
  const box = useRef<HTMLDetailsElement>(null);
  const [token, setToken] = useState<string>();
  const [sent, setSent] = useState(false);
  const [fields, want] = useLater(load);

  useEffect(() => {
    const look = () => {
      const found = tokenIn(window.location.hash);
      if (!found || !box.current) return;
      setToken(found);
      box.current.open = true;
      box.current.scrollIntoView({ block: 'center' });
      window.history.replaceState(null, '', '#reviews');
    };
    look();
    window.addEventListener('hashchange', look);
    return () => window.removeEventListener('hashchange', look);
  }, []);

  if (sent) return <Alert tone="success" title={t('thanks')} />;
  return (
    <details ref={box} onToggle={() => void want()} className="border-line border-t py-6">
      <summary className="w-fit cursor-pointer py-1 font-medium underline decoration-line underline-offset-4 hover:decoration-signal">
        {t('write')}
      </summary>
      <p className="mt-3 text-muted text-sm">{t('who')}</p>
      {fields ? (
        <fields.ReviewFields productId={productId} token={token} onSent={() => setSent(true)} />
      ) : null}
    </details>
  );
}

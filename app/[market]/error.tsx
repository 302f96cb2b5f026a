'use client';

import { hrefIn, useMarket } from '#components/ui/market.tsx';
import { useTranslations } from '#components/ui/words.tsx';

export default function ErrorPage({ reset }: { error: Error; reset: () => void }) {
  const t = useTranslations('problems');
  const shell = useTranslations('shell');
  const market = useMarket();
  return (
    <main className="wrap grid justify-items-start gap-6 py-24">
      <h1 className="display text-title">{t('errorTitle')}</h1>
      <p className="max-w-prose text-lg text-muted">{t('errorText')}</p>
      <div className="flex flex-wrap gap-3">
        <button type="button" onClick={reset} className="button button-primary button-medium">
          {shell('tryAgain')}
        </button>
        <a href={hrefIn(market, '/')} className="button button-secondary button-medium">
          {t('backToShop')}
        </a>
      </div>
    </main>
  );
}

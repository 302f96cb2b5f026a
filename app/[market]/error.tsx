'use client';

import { useTranslations } from 'use-intl';
import { Button, ButtonLink } from '#components/ui/button.tsx';

export default function ErrorPage({ reset }: { error: Error; reset: () => void }) {
  const t = useTranslations('problems');
  const shell = useTranslations('shell');
  return (
    <main className="wrap grid justify-items-start gap-6 py-24">
      <h1 className="display text-title">{t('errorTitle')}</h1>
      <p className="max-w-prose text-lg text-muted">{t('errorText')}</p>
      <div className="flex flex-wrap gap-3">
        <Button onClick={reset}>{shell('tryAgain')}</Button>
        <ButtonLink href="/" variant="secondary">
          {t('backToShop')}
        </ButtonLink>
      </div>
    </main>
  );
}

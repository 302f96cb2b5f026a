'use client';

import { type ComponentProps, useState } from 'react';
import { Button } from '../ui/button.tsx';
import { useLater } from '../ui/use-later.ts';
import { useTranslations } from '../ui/words.tsx';
import type { LaterReviews } from './later-reviews.tsx';

const load = () => import('./later-reviews.tsx');

/** The reviews after the first page. */
export function MoreReviews(props: ComponentProps<typeof LaterReviews>) {
  const t = useTranslations('review');
  const [later, want] = useLater(load);
  const [busy, setBusy] = useState(false);
  if (later) return <later.LaterReviews {...props} />;
  const press = () => {
    setBusy(true);
    void want().then(() => setBusy(false));
  };
  return (
    <Button variant="secondary" busy={busy} onClick={press} className="mb-6">
      {t('more')}
    </Button>
  );
}

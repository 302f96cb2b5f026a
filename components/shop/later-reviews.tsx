'use client';

import { useState } from 'react';
import type { ReviewPage } from '#lib/reviews/index.ts';
import { Alert } from '../ui/alert.tsx';
import { Button } from '../ui/button.tsx';
import { useMarket } from '../ui/market.tsx';
import { useTranslations } from '../ui/words.tsx';
import { ReviewForm } from './review-form.tsx';
import { ReviewItem, type ShownReview } from './review-item.tsx';

/** The reviews after the first page, a page at each press, and the form of whoever has bought it. */
export function LaterReviews({
  productId,
  pages,
  buyer,
  answer,
}: {
  productId: string;
  pages: number;
  buyer: string;
  answer: string;
}) {
  const t = useTranslations('review');
  const { code, languageTag } = useMarket();
  const [shown, setShown] = useState<ShownReview[]>([]);
  const [page, setPage] = useState(1);
  const [state, setState] = useState<'still' | 'busy' | 'failed'>('still');

  async function more() {
    setState('busy');
    try {
      const response = await fetch(`/api/reviews?product=${productId}&page=${page + 1}&market=${code}`, {
        signal: AbortSignal.timeout(15_000),
      });
      if (!response.ok) throw new Error(`${response.status}`);
      const { reviews } = (await response.json()) as ReviewPage;
      setShown([...shown, ...reviews]);
      setPage(page + 1);
      setState('still');
    } catch {
      setState('failed');
    }
  }

  return (
    <>
      {shown.map((review) => (
        <ReviewItem
          key={review.id}
          review={review}
          languageTag={languageTag}
          words={{ stars: t('star', { count: review.rating }), buyer, answer }}
        />
      ))}
      {state === 'failed' ? <Alert tone="error" title={t('offline')} className="mb-4" /> : null}
      {page < pages ? (
        <Button variant="secondary" busy={state === 'busy'} onClick={() => void more()} className="mb-6">
          {t('more')}
        </Button>
      ) : null}
      <ReviewForm productId={productId} />
    </>
  );
}
